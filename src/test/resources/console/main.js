import { Api } from './api.js';
import { isCancellable, isScheduled } from './change.js';
import { Confirmation } from './confirmation.js';
import { announce, byId, el } from './dom.js';
import { forgetOld, onSettledElsewhere } from './intention.js';
import { notice } from './notice.js';
import { goToLastPage, pager, pageNumber } from './pager.js';
import { untilTold } from './retry.js';
import { Row } from './row.js';
import { time } from './time.js';
import { Turns } from './turns.js';
import { wordsFor } from './words.js';

const PAGE_SIZE = 20;
const READS_AT_ONCE = 4; // a page of rows then stays within the rate limit of one user
const READ_ATTEMPTS = 4;

/** The page: who is signed in, which instances are shown, and how they are read. */
class Page {
  confirmation = new Confirmation();
  #turns = new Turns(READS_AT_ONCE);
  #rows = []; // those of this page
  #known = new Map(); // every row that was shown: an attempt goes on while the customer looks at another page
  #total = null;
  #visit = 0;

  /** Signs in and shows the page that the address names. */
  async begin() {
    const session = await signIn();
    if (!session) {
      this.#tell({ title: 'You are signed out', text: 'The sign-in cannot be reached.', again: true }, () => this.begin());
      return;
    }
    if (session.accountId !== this.accountId) {
      this.#known.clear();
    }
    this.accountId = session.accountId;
    this.api = new Api(session);
    byId('user').textContent = session.user;
    byId('account').textContent = session.accountId;
    byId('initial').textContent = session.user.charAt(0).toUpperCase();
    await this.show();
  }

  /** Shows the instances of the page that the address names. */
  async show() {
    const visit = ++this.#visit;
    this.#clear();
    const list = await this.read('DescribeInstances', JSON.stringify({ pageNum: pageNumber(), pageSize: PAGE_SIZE }));
    if (visit !== this.#visit) {
      return; // another page was asked for meanwhile
    }
    byId('main').setAttribute('aria-busy', 'false');
    if (list.ok && list.response.dataSet.length === 0 && pageNumber() > 1) {
      goToLastPage(list.response.totalCount, PAGE_SIZE);
      await this.show();
    } else if (list.ok) {
      this.#list(list.response);
    } else {
      byId('instances').replaceChildren();
      this.#refused(list);
    }
  }

  #list({ totalCount, dataSet }) {
    this.#total = totalCount;
    this.#rows = dataSet.map((instance) => this.#row(instance));
    byId('instances').replaceChildren(...this.#rows.map((row) => row.element));
    byId('pager').hidden = totalCount <= PAGE_SIZE;
    byId('pager').replaceChildren(...pager(totalCount, PAGE_SIZE, () => this.show()));
    this.#rows.forEach((row) => row.fill());
    this.changed();
  }

  #row(instance) {
    const row = this.#known.get(instance.instanceId) ?? new Row(this);
    this.#known.set(instance.instanceId, row);
    return row.of(instance);
  }

  #clear() {
    byId('main').setAttribute('aria-busy', 'true');
    byId('page-notice').replaceChildren();
    byId('summary').replaceChildren('Loading…');
    byId('instances').replaceChildren(...Array.from({ length: 3 }, () => el('li', { class: 'ghost', 'aria-hidden': 'true' })));
  }

  /** Reads, as one of few at once, and as often as it takes. */
  read(action, body) {
    return this.#turns.take(() => untilTold(() => this.api.call(action, body), { attempts: READ_ATTEMPTS }));
  }

  /** A row has learned something: the summary says it too. */
  changed() {
    byId('summary').replaceChildren(...summary(this.#total, this.#rows));
  }

  /** Tells once for the whole page where a sign-in is missing. */
  noteSession(refusal) {
    if (refusal && wordsFor(refusal).signIn && byId('page-notice').childElementCount === 0) {
      this.#refused(refusal);
    }
  }

  #refused(refusal) {
    const words = wordsFor(refusal);
    byId('summary').replaceChildren();
    this.#tell({ ...words, requestId: refusal.requestId }, words.signIn ? () => this.signInAgain() : () => this.show());
  }

  #tell({ title, text, requestId, signIn: missing }, action) {
    const button = { label: missing ? 'Sign in again' : 'Try again', action };
    byId('page-notice').replaceChildren(notice({ tone: missing ? 'bad' : 'unsure', title, text, requestId, button }));
    announce(`${title}. ${text}`);
  }

  /** What was asked for before is taken up again by the rows. */
  signInAgain() {
    return this.begin();
  }

  /** Another tab knows more of this instance. */
  async lookAgain(instanceId) {
    await this.#rows.find(({ instance }) => instance.instanceId === instanceId)?.refresh();
  }
}

function summary(total, rows) {
  if (total === 0) {
    return [el('span', { class: 'empty' }, el('b', {}, 'No instances yet'), 'What you order appears here.')];
  }
  const changes = rows.flatMap((row) => row.changes).filter(isScheduled);
  const next = changes.filter(isCancellable).map(({ effectiveTime }) => effectiveTime).sort()[0];
  return [
    el('span', {}, el('b', {}, String(total)), total === 1 ? ' instance' : ' instances'),
    el('span', {}, el('b', {}, String(changes.length)), changes.length === 1 ? ' change ahead' : ' changes ahead'),
    next && el('span', {}, 'The next on ', time(next)),
  ].filter(Boolean);
}

/** In the real console this is the platform's sign-in; here the demo hands its user's token out. */
async function signIn() {
  try {
    const answer = await fetch('session.json', { cache: 'no-store' });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

forgetOld();
const page = new Page();
onSettledElsewhere((instanceId) => page.lookAgain(instanceId));
window.addEventListener('popstate', () => page.show());
window.addEventListener('pageshow', ({ persisted }) => persisted && page.show()); // it was frozen, and may be old
page.begin();
