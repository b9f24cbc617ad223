import { isScheduled } from './change.js';
import { announce } from './dom.js';
import { confirm, rest, settle } from './intention.js';
import { untilTold } from './retry.js';
import { anewWords, goneWords, interruptedWords, successWords, waitingWords, wordsFor } from './words.js';

const ATTEMPTS = 6;
const RESUMED_WITHIN = 10 * 60 * 1000; // ms: after that a customer is asked again

/** Sends the intention until it is told what came of it, reads the truth, and shows both in the instance's row. */
export async function attempt(page, row, intention) {
  const { kind, action } = intention.change;
  if (row.busy.has(kind)) {
    return;
  }
  confirm(intention);
  row.begin(kind);
  const outcome = await untilTold(() => page.api.call(action, intention.body, intention.key), {
    attempts: ATTEMPTS,
    onWait: (waiting) => tellWaiting(page, intention, waiting),
  });
  const isKnown = await row.refresh();
  row.end(kind);
  conclude(page, row, intention, outcome, isKnown ? row.find(kind) : null);
}

/** Brings to its end what an earlier visit began. */
export async function resume(page, row, intention) {
  const truth = row.find(intention.change.kind);
  if (Date.now() - intention.confirmedAt < RESUMED_WITHIN) {
    await attempt(page, row, intention);
  } else if (truth && isSame(truth, intention.change)) {
    tell(page, row, intention, interruptedWords(intention.change));
  } else if (truth) {
    settle(intention);
  }
}

function tellWaiting(page, intention, waiting) {
  const sentence = waitingWords(waiting);
  page.confirmation.tell(intention, sentence);
  announce(sentence);
}

/**
 * Says what came of it. Where that is not known, or a sign-in is missing, the intention is kept, with its key.
 *
 * @param truth the change as it stands now; null where that is not known
 */
function conclude(page, row, intention, outcome, truth) {
  const { change } = intention;
  if (outcome.ok) {
    settle(intention);
    if (!truth) {
      row.forget(change.kind); // a success is durable, also where nothing can be read after it
    }
    const words = truth && isScheduled(truth) ? anewWords(truth) : successWords(change);
    tell(page, row, intention, words, outcome.requestId);
  } else if (outcome.unknown && truth && !isSame(truth, change)) {
    settle(intention);
    tell(page, row, intention, goneWords(change, truth));
  } else {
    const words = wordsFor(outcome, change, truth);
    keepOrSettle(intention, outcome, words);
    tell(page, row, intention, words, outcome.requestId);
    page.noteSession(outcome);
  }
}

/** A key is used up by an answer that is final, and only then; what is known not to be done is not taken up again unasked. */
function keepOrSettle(intention, { unknown }, { again, signIn }) {
  if (!again && !signIn) {
    settle(intention);
  } else if (!unknown && !signIn) {
    rest(intention);
  }
}

function tell(page, row, intention, words, requestId) {
  const wasAsked = page.confirmation.close(intention);
  const button = buttonFor(words, () => attempt(page, row, intention), () => page.signInAgain());
  row.tell({ ...words, requestId, button }, wasAsked);
}

function buttonFor({ again, signIn }, onAgain, onSignIn) {
  if (signIn) {
    return { label: 'Sign in again', action: onSignIn };
  }
  return again ? { label: 'Try again', action: onAgain } : null;
}

function isSame(truth, wish) {
  return isScheduled(truth) && truth.effectiveTime === wish.effectiveTime;
}
