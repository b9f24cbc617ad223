import { el } from './dom.js';

const DAY = 24 * 3600 * 1000;
const HOUR = 3600 * 1000;
const MINUTE = 60 * 1000;

const precise = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });

/** A moment in the reader's own time zone; the UTC that the service speaks is in its title. */
export function time(iso, format = precise) {
  return el('time', { datetime: iso, title: utc(iso) }, format.format(new Date(iso)));
}

export function date(iso) {
  return time(iso, dayOfYear);
}

export function shortDate(iso) {
  return time(iso, day);
}

export function inWords(iso) {
  return precise.format(new Date(iso));
}

function utc(iso) {
  return iso.replace('T', ' ').replace('Z', ' UTC');
}

/** How long there still is, in the largest unit that tells enough: "10 days", "3 hours", "1 minute". */
export function left(iso, now = Date.now()) {
  const ms = Math.max(0, Date.parse(iso) - now);
  if (ms >= 2 * DAY) {
    return count(Math.round(ms / DAY), 'day');
  }
  if (ms >= 2 * HOUR) {
    return count(Math.round(ms / HOUR), 'hour');
  }
  return ms >= MINUTE ? count(Math.round(ms / MINUTE), 'minute') : 'less than a minute';
}

function count(number, unit) {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}

/**
 * When the billing cycle that ends then began. The service does not tell: it is a month before, or the instance's creation where that
 * was later.
 */
export function cycleBegin(end, createTime) {
  const monthBefore = new Date(end);
  const dayOfMonth = monthBefore.getUTCDate();
  monthBefore.setUTCMonth(monthBefore.getUTCMonth() - 1);
  if (monthBefore.getUTCDate() !== dayOfMonth) {
    monthBefore.setUTCDate(0); // the month before is shorter: its last day
  }
  const begin = createTime ? Math.max(monthBefore, Date.parse(createTime)) : monthBefore.getTime();
  return new Date(begin).toISOString().replace('.000Z', 'Z');
}
