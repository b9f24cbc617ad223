import { byId, el } from './dom.js';

/** The page that the address names, from 1. */
export function pageNumber() {
  const asked = Number.parseInt(new URLSearchParams(location.search).get('page'), 10);
  return asked >= 1 ? asked : 1;
}

/** Where the address names a page that is none, or no more. */
export function goToLastPage(totalCount, pageSize) {
  history.replaceState(null, '', `?page=${lastPage(totalCount, pageSize)}`);
}

/** Links to the neighbours; they are addresses, so that the back button and a new tab work. */
export function pager(totalCount, pageSize, onGo) {
  const page = pageNumber();
  const first = Math.min(totalCount, (page - 1) * pageSize + 1);
  return [
    link('← Previous', page - 1, page > 1, onGo),
    el('span', { 'aria-current': 'page' }, `${first}–${Math.min(totalCount, page * pageSize)} of ${totalCount}`),
    link('Next →', page + 1, page < lastPage(totalCount, pageSize), onGo),
  ];
}

function lastPage(totalCount, pageSize) {
  return Math.max(1, Math.ceil(totalCount / pageSize));
}

function link(label, page, isThere, onGo) {
  if (!isThere) {
    return el('span', { class: 'button small off', 'aria-hidden': 'true' }, label);
  }
  return el('a', { class: 'button small', href: `?page=${page}`, onclick: (event) => go(event, onGo) }, label);
}

function go(event, onGo) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) {
    return; // a new tab or window
  }
  event.preventDefault();
  history.pushState(null, '', event.currentTarget.href);
  window.scrollTo(0, 0);
  byId('main').focus();
  onGo();
}
