import { el } from './dom.js';

/**
 * A box that tells what came of something, with the request id where there is one.
 *
 * @param tone `good`, `bad` or `unsure`
 */
export function notice({ tone, title, text, requestId, button, onClose }) {
  return el(
    'div',
    { class: `notice ${tone}`, role: 'group', 'aria-label': title, tabindex: '-1', 'data-focus': 'notice' },
    el('span', { class: 'notice-sign', 'aria-hidden': 'true' }),
    el(
      'div',
      { class: 'notice-words' },
      el('p', { class: 'notice-title' }, title),
      el('p', {}, text),
      requestId && el('p', { class: 'request-id' }, 'Request id ', el('code', {}, requestId)),
      button && el('button', { type: 'button', class: 'button small', onclick: button.action }, button.label),
    ),
    onClose &&
      el('button', { type: 'button', class: 'close', 'data-focus': 'close', 'aria-label': 'Dismiss this message', onclick: onClose }, '×'),
  );
}
