import { el } from './dom.js';
import { cycleBegin, left, shortDate, time } from './time.js';

/**
 * The billing cycle as a line from its begin to the moment at which the change takes effect. Until that moment it can be cancelled, so
 * the rest of the line is what is left. The sentence below says the same in words; the line itself is only drawn.
 */
export function timeline(change, createTime, now = Date.now()) {
  const begin = cycleBegin(change.effectiveTime, createTime);
  const line = el(
    'div',
    { class: 'line', 'aria-hidden': 'true' },
    el('span', { class: 'line-past' }),
    el('span', { class: 'line-today' }, el('span', {}, 'Today')),
    el('span', { class: 'line-end' }),
  );
  line.style.setProperty('--today', `${100 * share(Date.parse(begin), now, Date.parse(change.effectiveTime))}%`);
  return el('div', { class: 'timeline' }, line, ends(begin, change), sentence(change, now));
}

function ends(begin, change) {
  return el(
    'div',
    { class: 'ends', 'aria-hidden': 'true' },
    el('span', {}, shortDate(begin), el('small', {}, 'cycle begins')),
    el('span', {}, shortDate(change.effectiveTime), el('small', {}, `becomes ${change.to}`)),
  );
}

function sentence(change, now) {
  if (change.status === 'Processing') {
    return el('p', { class: 'until' }, el('span', {}, 'Due since ', time(change.effectiveTime), '. It can no longer be cancelled.'));
  }
  return el(
    'p',
    { class: 'until' },
    el('span', {}, 'Can be cancelled until ', el('b', {}, time(change.effectiveTime))),
    ' ',
    el('span', { class: 'left' }, `${left(change.effectiveTime, now)} left`),
  );
}

function share(begin, now, end) {
  return Math.min(1, Math.max(0, (now - begin) / (end - begin)));
}
