import { isCancellable, isScheduled, trafficPackage } from './change.js';
import { el } from './dom.js';
import { notice } from './notice.js';
import { date } from './time.js';
import { timeline } from './timeline.js';

/** Shows an instance as it is now, what it will become, and what came of the last attempt to keep it. */
export function card(row, { onKeep, onReload }) {
  const id = `name-${row.instance.instanceId}`;
  return el(
    'article',
    { class: row.gone ? 'card gone' : 'card', 'aria-labelledby': id, 'aria-busy': String(row.isLoading) },
    el('div', { class: 'card-head' }, name(row.instance, id), facts(row)),
    row.notice && notice(row.notice),
    row.failure && !row.notice &&
      notice({ ...row.failure, tone: 'unsure', button: { label: 'Load again', action: onReload } }),
    row.isLoading && el('p', { class: 'loading' }, 'Looking for scheduled changes…'),
    row.changes.filter(isScheduled).map((change) => scheduled(row, change, onKeep)),
  );
}

function name(instance, id) {
  return el(
    'div',
    { class: 'name' },
    el('h2', { id }, instance.instanceName || instance.instanceId),
    el(
      'p',
      {},
      el('span', { class: `state ${instance.instanceStatus.toLowerCase()}` }, capitalised(instance.instanceStatus)),
      el('span', {}, instance.zoneId),
      instance.instanceName !== instance.instanceId && el('code', {}, instance.instanceId),
    ),
  );
}

function facts({ instance, changes }) {
  const now = (kind, otherwise) => changes.find((each) => each.kind === kind)?.now ?? otherwise;
  return el(
    'dl',
    { class: 'facts' },
    fact('Size', now('SPECIFICATION', instance.instanceType), hardware(now('SPECIFICATION', instance.instanceType))),
    fact('Bandwidth', now('BANDWIDTH', `${instance.internetMaxBandwidthOut} Mbps`)),
    fact('Traffic package', now('TRAFFIC_PACKAGE', trafficPackage(instance.trafficPackageSize))),
    instance.instanceChargeType === 'PREPAID'
      ? fact('Prepaid until', instance.expiredTime ? date(instance.expiredTime) : '–')
      : fact('Charged', 'by use'),
  );
}

function fact(term, value, detail) {
  return el('div', {}, el('dt', {}, term), el('dd', {}, value, detail && el('small', {}, detail)));
}

/** What the name of a size says, where it follows the usual pattern: c.4c8g has 4 cores and 8 GB. */
function hardware(type) {
  const [, cores, memory] = /\.(\d+)c(\d+)g$/.exec(type) ?? [];
  return cores && `${cores} vCPU, ${memory} GB`;
}

function scheduled(row, change, onKeep) {
  const title = `change-${row.instance.instanceId}-${change.kind}`;
  const busy = row.busy.has(change.kind);
  return el(
    'section',
    { class: 'change', 'aria-labelledby': title, 'data-kind': change.kind },
    el(
      'div',
      { class: 'change-what' },
      el('h3', { id: title }, change.title, pill(change)),
      el(
        'p',
        { class: 'from-to' },
        el('span', { class: 'from' }, el('span', { class: 'sr' }, 'from '), change.now),
        el('span', { class: 'arrow', 'aria-hidden': 'true' }, '→'),
        el('span', { class: 'to' }, el('span', { class: 'sr' }, ' to '), change.to),
      ),
    ),
    timeline(change, row.instance.createTime),
    isCancellable(change) &&
      el(
        'button',
        {
          type: 'button',
          class: 'button primary keep',
          'data-focus': `keep-${change.kind}`,
          'aria-describedby': title,
          'aria-busy': busy ? 'true' : null,
          disabled: busy,
          onclick: () => onKeep(change),
        },
        busy ? 'Cancelling…' : change.keep,
      ),
  );
}

function pill(change) {
  return isCancellable(change)
    ? el('span', { class: 'pill waiting' }, 'Scheduled')
    : el('span', { class: 'pill late' }, 'Being made');
}

function capitalised(status) {
  return status.charAt(0) + status.slice(1).toLowerCase();
}
