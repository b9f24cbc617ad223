/**
 * A customer's wish to keep one instance as it is, for one scheduled change. It has one Idempotency-Key and one body, whichever tab,
 * reload or attempt sends it, so that it is done once. It is kept in localStorage from the confirmation on until the truth is known.
 */
const PREFIX = 'intention ';
const A_DAY = 24 * 3600 * 1000;

/** The intention for this change: the one that is there already, in whichever tab, or a new one. */
export function intend(accountId, instanceId, change) {
  const { kind, action, keep, what, now, to, effectiveTime } = change;
  const id = PREFIX + JSON.stringify([accountId, instanceId, kind, effectiveTime]);
  return navigator.locks.request(id, () => {
    const intention = read(id) ?? {
      id,
      key: crypto.randomUUID(),
      body: JSON.stringify({ instanceId }),
      accountId,
      instanceId,
      change: { kind, action, keep, what, now, to, effectiveTime },
      confirmedAt: null,
    };
    write(intention);
    return intention;
  });
}

/** The customer has confirmed it: from now on it may have been sent. */
export function confirm(intention) {
  intention.confirmedAt ??= Date.now();
  write(intention);
}

/** It is known that nothing was done, and the customer is asked whether to try again, with the same key. */
export function rest(intention) {
  intention.confirmedAt = null;
  write(intention);
}

/** The truth is known. The next wish is another one, with a key of its own. */
export function settle(intention) {
  localStorage.removeItem(intention.id);
}

/** The confirmed intentions for this instance of which it is not known what came. */
export function unsettled(accountId, instanceId) {
  return all().filter((each) => each.confirmedAt && each.accountId === accountId && each.instanceId === instanceId);
}

/** Forgets what can no longer matter. */
export function forgetOld(now = Date.now()) {
  all()
    .filter(({ change }) => Date.parse(change.effectiveTime) + A_DAY < now)
    .forEach(settle);
}

/** Calls back with the instance's id whenever another tab settles an intention. */
export function onSettledElsewhere(callback) {
  window.addEventListener('storage', ({ key, oldValue, newValue }) => {
    if (key?.startsWith(PREFIX) && oldValue && !newValue) {
      callback(JSON.parse(oldValue).instanceId);
    }
  });
}

function all() {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX))
    .map(read)
    .filter(Boolean);
}

function read(id) {
  const stored = localStorage.getItem(id);
  return stored && JSON.parse(stored);
}

function write(intention) {
  localStorage.setItem(intention.id, JSON.stringify(intention));
}
