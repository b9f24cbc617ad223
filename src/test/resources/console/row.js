import { attempt, resume } from './attempt.js';
import { card } from './card.js';
import { changesOf, isCancellable } from './change.js';
import { announce, el } from './dom.js';
import { intend, unsettled } from './intention.js';
import { wordsFor } from './words.js';

const LONGEST_TIMER = 2 ** 31 - 1;

/** One instance on the page: what is known of it, and what came of the attempts to keep it as it is. */
export class Row {
  element = el('li');
  changes = [];
  busy = new Set(); // the kinds for which an attempt runs
  notice = null;
  failure = null;
  gone = false;
  isLoading = false;
  #page;
  #due;

  constructor(page) {
    this.#page = page;
  }

  /** Shows the instance as the list has it now. */
  of(instance) {
    this.instance = instance;
    this.#show();
    return this;
  }

  /** Fills the row, and brings to an end what an earlier visit began. */
  async fill() {
    await this.refresh();
    for (const intention of unsettled(this.#page.accountId, this.instance.instanceId)) {
      await resume(this.#page, this, intention);
    }
  }

  /** Reads the truth; whether it is known now. */
  async refresh() {
    if (this.instance.instanceChargeType !== 'PREPAID') {
      return true; // nothing can be scheduled
    }
    this.isLoading = this.changes.length === 0;
    this.#show();
    const refusal = await this.#describe();
    this.isLoading = false;
    this.failure = refusal && failure(refusal);
    this.#page.noteSession(refusal);
    this.#lookAgainWhenDue();
    this.#show();
    this.#page.changed();
    return !refusal;
  }

  /** Asks whether to keep it, and does so. */
  async keep(change) {
    const intention = await intend(this.#page.accountId, this.instance.instanceId, change);
    const onYes = () => attempt(this.#page, this, intention);
    this.#page.confirmation.ask(this.instance.instanceName, intention, onYes);
  }

  find(kind) {
    return this.changes.find((each) => each.kind === kind);
  }

  forget(kind) {
    this.changes = this.changes.filter((each) => each.kind !== kind);
  }

  /** An attempt begins. */
  begin(kind) {
    this.busy.add(kind);
    this.notice = null;
    this.#show();
  }

  end(kind) {
    this.busy.delete(kind);
  }

  /** Shows what came of an attempt, and leads there who has nothing else before them. */
  tell({ tone, title, text, again, requestId, button }, wasAsked) {
    this.notice = {
      tone: tone ?? (again ? 'unsure' : 'bad'),
      title,
      text,
      requestId,
      button,
      onClose: () => this.#dismiss(),
    };
    this.#show();
    if (wasAsked || document.activeElement === document.body) {
      this.element.querySelector('.notice').focus();
    }
    announce(`${title}. ${text}`);
  }

  #dismiss() {
    this.notice = null;
    this.#show();
    this.element.querySelector('.keep')?.focus();
  }

  /** Reads the changes; a refusal, or null. */
  async #describe() {
    const body = JSON.stringify({ instanceId: this.instance.instanceId });
    const [type, internet] = await Promise.all([
      this.#page.read('DescribeInstanceTypeStatus', body),
      this.#page.read('DescribeInstanceInternetStatus', body),
    ]);
    if (type.ok && internet.ok) {
      this.changes = changesOf(type.response, internet.response);
      this.gone = false;
      return null;
    }
    const refusal = type.ok ? internet : type;
    this.gone = refusal.code === 'INVALID_INSTANCE_NOT_FOUND';
    if (this.gone) {
      this.changes = [];
    }
    return refusal;
  }

  /** At its time a change can no longer be cancelled: the row then shows how it stands. */
  #lookAgainWhenDue() {
    clearTimeout(this.#due);
    const next = Math.min(...this.changes.filter(isCancellable).map(({ effectiveTime }) => Date.parse(effectiveTime)));
    const wait = next - Date.now() + 1000;
    if (wait > 0 && wait < LONGEST_TIMER) {
      this.#due = setTimeout(() => this.refresh(), wait);
    }
  }

  /** Shows it as it is now; what had the focus keeps it. */
  #show() {
    const focused = this.element.contains(document.activeElement) && document.activeElement.dataset.focus;
    this.element.replaceChildren(
      card(this, { onKeep: (change) => this.keep(change), onReload: () => this.refresh() }),
    );
    if (focused) {
      this.element.querySelector(`[data-focus="${focused}"]`)?.focus();
    }
  }
}

/** What the page says for all rows, no row repeats. */
function failure(refusal) {
  const words = wordsFor(refusal);
  return words.signIn ? null : { ...words, requestId: refusal.requestId };
}
