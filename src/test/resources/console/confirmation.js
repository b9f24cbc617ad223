import { byId, el } from './dom.js';
import { time } from './time.js';

/**
 * The question before a cancel. It stays open and busy while the attempt runs, and may be closed meanwhile: the attempt goes on.
 */
export class Confirmation {
  #dialog = byId('confirmation');
  #progress = null;
  #intention = null;

  /** Asks; `onYes` is called once, however often the button is pressed. */
  ask(instanceName, intention, onYes) {
    const no = el('button', { type: 'button', class: 'button', id: 'no', onclick: () => this.#dialog.close() }, 'Not now');
    const yes = el('button', { type: 'button', class: 'button primary', id: 'yes' }, intention.change.keep);
    yes.addEventListener('click', () => this.#begin(yes, no, onYes), { once: true });
    this.#intention = intention;
    this.#progress = el('p', { class: 'progress', role: 'status', id: 'progress' });
    this.#dialog.replaceChildren(
      el('h2', { id: 'confirmation-title' }, `${intention.change.keep}?`),
      el('div', { id: 'confirmation-text' }, ...question(instanceName, intention.change)),
      this.#progress,
      el('div', { class: 'buttons' }, no, yes),
    );
    this.#dialog.showModal();
    no.focus();
  }

  #begin(yes, no, onYes) {
    no.textContent = 'Close';
    no.focus();
    yes.disabled = true;
    yes.setAttribute('aria-busy', 'true');
    this.#progress.textContent = 'Cancelling the change…';
    onYes();
  }

  /** Tells how far the attempt is, where it is still this one that the customer looks at. */
  tell(intention, sentence) {
    if (this.#isOpenFor(intention)) {
      this.#progress.textContent = sentence;
    }
  }

  /** The attempt is over; whether the customer was still looking at it. */
  close(intention) {
    const wasOpen = this.#isOpenFor(intention);
    if (wasOpen) {
      this.#dialog.close();
    }
    return wasOpen;
  }

  #isOpenFor(intention) {
    return this.#dialog.open && this.#intention?.id === intention.id;
  }
}

function question(instanceName, change) {
  return [
    el('p', {}, el('b', {}, instanceName), ` stays as it is, and so does what it costs in the next billing cycle.`),
    el(
      'dl',
      { class: 'exchange' },
      el('div', { class: 'kept' }, el('dt', {}, 'You keep'), el('dd', {}, change.now)),
      el('div', { class: 'dropped' }, el('dt', {}, 'Instead of'), el('dd', {}, change.to)),
      el('div', { class: 'when' }, el('dt', {}, 'Planned for'), el('dd', {}, time(change.effectiveTime))),
    ),
  ];
}
