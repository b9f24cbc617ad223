import { isScheduled } from './change.js';
import { inWords } from './time.js';

/** What a refusal means to a customer, by its code. A `title` says what is the case, a `text` what to do; bad news unless `tone` says else. */
const REFUSALS = {
  INVALID_INSTANCE_NOT_FOUND: () => ({
    title: 'This instance is no longer in your account',
    text: 'It may have been released meanwhile. Reload the page to see what there is.',
  }),
  OPERATION_DENIED_DOWNGRADE_NOT_EXIST: nothingToCancel,
  OPERATION_DENIED_INTERNET_CHARGE_TYPE_NOT_SUPPORT: (wish) => ({
    title: `The ${wish?.what ?? 'change'} is no longer what you pay for`,
    text: 'This instance’s internet is charged in another way now, so there is nothing of this kind to keep.',
  }),
  AUTHFAILURE_SIGNATURE_EXPIRED: () => ({
    title: 'Your session has expired',
    text: 'Sign in again to go on. Nothing that you asked for is forgotten.',
    signIn: true,
  }),
  AUTHFAILURE_INVALID_AUTHORIZATION: signedOut,
  AUTHFAILURE_SIGNATURE_FAILURE: signedOut,
  AUTHFAILURE_UNAUTHORIZED_OPERATION: () => ({
    title: 'You may not do this',
    text: 'Your user has no permission for it. Ask whoever administers the account.',
  }),
  REQUEST_LIMIT_EXCEEDED: () => ({
    title: 'Too many requests from your user',
    text: 'Nothing was changed. Wait a moment and try again.',
    again: true,
  }),
  SERVICE_TEMPORARY_UNAVAILABLE: () => ({
    title: 'The service is busy',
    text: 'Nothing was changed. Try again in a moment.',
    again: true,
  }),
  REQUEST_TIMED_OUT: unknown,
};

/**
 * The words for an outcome that is no success.
 *
 * @param wish the change that the customer wanted to cancel; none where the page only wanted to read
 * @param truth that change as it stands now; none where that is not known
 */
export function wordsFor(outcome, wish, truth) {
  if (outcome.lost || outcome.unknown) {
    return wish ? unknown(wish) : unreachable();
  }
  return (REFUSALS[outcome.code] ?? somethingElse)(wish, truth);
}

/** While it is waited for another attempt. */
export function waitingWords({ outcome, attempt, attempts }) {
  const again = `Trying again (${attempt + 1} of ${attempts})…`;
  if (outcome.lost) {
    return `The connection was lost. ${again}`;
  }
  return outcome.status === 504 ? `It takes long. ${again}` : `The service is busy. ${again}`;
}

export function successWords({ what, now, to, effectiveTime }) {
  return {
    tone: 'good',
    title: `You keep your ${what}: ${now}`,
    text: `The change to ${to} on ${inWords(effectiveTime)} is cancelled.`,
  };
}

/** The truth that a page can only read, where the answer to the attempt itself never came. */
export function goneWords(wish, truth) {
  return truth.now === wish.to
    ? nothingToCancel(wish, truth)
    : {
        tone: 'good',
        title: `Your ${wish.what} stays ${truth.now}`,
        text: `The change to ${wish.to} is no longer scheduled.`,
      };
}

/** The answer is an earlier one, and somebody has ordered the like again since. */
export function anewWords({ to }) {
  return { title: 'It was scheduled anew', text: `The change to ${to} stands as shown here. Decide again.` };
}

/** An attempt of another visit, of which nobody has heard. */
export function interruptedWords({ what, to }) {
  return {
    title: 'Your last attempt was interrupted',
    text: `The change to ${to} is still scheduled. Try again if you still want to keep your ${what}.`,
    again: true,
  };
}

function nothingToCancel(wish, truth) {
  if (!wish || !truth) {
    return { title: 'There is nothing left to cancel', text: 'No such change can be cancelled on this instance.' };
  }
  if (truth.status === 'Processing') {
    return {
      title: `It is too late to keep ${wish.now}`,
      text: `The change to ${wish.to} is being made right now and can no longer be cancelled.`,
    };
  }
  if (isScheduled(truth)) {
    return anewWords(truth);
  }
  return truth.now === wish.to
    ? {
        title: `It is too late to keep ${wish.now}`,
        text: `The change has been made: this instance’s ${wish.what} is ${wish.to} now.`,
      }
    : {
        tone: 'good',
        title: 'It was cancelled already',
        text: `Nothing more to do: this instance’s ${wish.what} stays ${truth.now}.`,
      };
}

function unknown(wish) {
  return {
    title: 'We do not know yet whether it was done',
    text: `The connection to the service is failing. Try again: it is safe, and ${wish ? `the change to ${wish.to}` : 'it'} is cancelled only once.`,
    again: true,
  };
}

function unreachable() {
  return { title: 'The service cannot be reached', text: 'Check your connection and try again.', again: true };
}

function signedOut() {
  return { title: 'You are signed out', text: 'Sign in again to go on.', signIn: true };
}

function somethingElse() {
  return {
    title: 'Something went wrong on our side',
    text: 'Try again. Should it stay like this, send the request id below to support.',
    again: true,
  };
}
