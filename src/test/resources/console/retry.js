const FIRST_WAIT = 400; // ms
const LONGEST_WAIT = 8_000;

/**
 * Sends until there is an answer that another attempt would not change, and returns the last outcome; `unknown` is added to it where
 * it is not known what an attempt has done. `send` must be safe to repeat: a read, or a change with an Idempotency-Key.
 */
export async function untilTold(send, { attempts, onWait = () => {} }) {
  let unknown = false;
  for (let attempt = 1; ; attempt++) {
    const outcome = await send();
    if (!isWorthAnother(outcome)) {
      return outcome;
    }
    unknown ||= isUnknown(outcome);
    if (attempt === attempts) {
      return { ...outcome, unknown };
    }
    const wait = outcome.retryAfter ?? backOff(attempt);
    onWait({ outcome, wait, attempt, attempts });
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** 503 and 429 promise that nothing was done; a lost answer and a 504 do not. */
function isUnknown({ lost, status }) {
  return Boolean(lost) || status === 504;
}

function isWorthAnother(outcome) {
  return !outcome.ok && (isUnknown(outcome) || outcome.status === 503 || outcome.status === 429);
}

/** Doubles each time, with jitter, so that many pages that lost one server do not come back as one. */
function backOff(attempt) {
  const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1));
  return longest / 2 + Math.random() * (longest / 2);
}
