import { SOUNDS, type Told } from '../audits/tell-rules.ts';
import { announce } from './announce.ts';
import { CarriedAudit } from './audit-decide.ts';
import { AuditQueue, type QueuedEvent } from './audit-queue.ts';
import { button, card, el, link, notice } from './field-dom.ts';
import type { Field, Page } from './field-view.ts';
import { OUTBOX_EVENT } from './outbox.ts';
import { playOutcome } from './sounds.ts';

const WORDS: Readonly<Record<Told, string>> = {
  found: 'Found',
  scanned: 'Scanned',
  held: 'Found: by the books a person has it',
  room: 'Found in another room',
  already: 'Already scanned',
  extra: 'Not asked for: it belongs here',
  no_tag: 'No tag, noted',
  elsewhere: 'Misplaced',
  missing: 'Reported lost: put it aside',
  unknown: 'Unknown: put it aside',
};
/** How many of the last scans stand there, to be taken back. */
const SHOWN = 12;
const TONES = { good: 'good', warn: 'wait', bad: 'bad' } as const;

interface Open {
  id: string;
  audit: CarriedAudit;
  queue: AuditQueue;
  /** how the last scan went, and the last few to be taken back: they outlive a page that is drawn anew */
  shown: HTMLElement;
  last: HTMLElement;
  count: () => void;
}

/** The audit whose page stands there, for scans that come from the camera or a hand scanner. */
let open: Open | null = null;

export function auditsCard({ book }: Field) {
  const audits = (book.manifest?.audits ?? []).filter(({ id }) => book.audits.has(id));
  if (audits.length === 0) return null;
  return card(
    'Audits',
    el(
      'ul',
      { class: 'rows' },
      audits.map(({ id, title }) => el('li', {}, link(`#/audit/${id}`, title))),
    ),
  );
}

/** Counts with the list that this phone carries; each scan is on its disk before anything is shown. */
export const auditPage: Page = ({ book, phone }, id = '') => {
  const title = book.manifest?.audits.find((one) => one.id === id)?.title ?? 'Audit';
  const back = { path: '/', label: 'In the field' };
  const list = book.audits.get(id);
  if (!list) return { title, back, content: notice('note', 'This phone does not carry this audit.') };
  const queue = new AuditQueue(id, phone.person);
  const audit = new CarriedAudit(list);
  for (const event of queue.events)
    audit.add({
      ...event,
      device: event.kind === 'undo' ? null : audit.decide(event.value, '', false).device,
    });
  const before = open?.id === id ? open : null;
  const shown = before?.shown ?? el('div', { class: 'notice note', role: 'status' }, 'Scan the first one.');
  const last = before?.last ?? el('ul', { class: 'rows' });
  const sum = el('p', { class: 'quiet' });
  const count = () => {
    const waits = queue.waiting;
    sum.textContent = `${audit.blind ? '' : `${audit.seen} of ${list.audit.expected} seen. `}${waits === 0 ? 'Nothing waits to be sent.' : `${waits} scans wait on this phone.`}`;
  };
  queue.onAnswer = () => {
    count();
    dispatchEvent(new Event(OUTBOX_EVENT));
  };
  open = { id, audit, queue, shown, last, count };
  count();
  void queue.send();
  const box = el('input', {
    id: 'f-scan',
    type: 'text',
    'data-scan': '',
    autocomplete: 'off',
    autocapitalize: 'characters',
    maxlength: 200,
  });
  const form = el(
    'form',
    { class: 'form' },
    document.createElement('spudger-scanner'),
    el('div', { class: 'field' }, el('label', { for: 'f-scan' }, 'Tag or serial'), box),
    el('div', { class: 'form-actions' }, el('button', { class: 'button primary' }, 'Count it')),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (box.value.trim()) scanAudit(box.value.trim());
    box.value = '';
    box.focus();
  });
  return { title, back, content: [shown, form, sum, last] };
};

/** Whether the page of this audit stands there: as one of the field pages, or where the server's could not be loaded. */
function stands(id: string): boolean {
  if (location.hash.startsWith('#/')) return location.hash === `#/audit/${id}`;
  return location.pathname === `/audits/${id}/count`;
}

/** Takes a scan into the audit that is being counted. @returns false where none is */
export function scanAudit(text: string): boolean {
  if (!open || !stands(open.id)) return false;
  const { device, told, name } = open.audit.decide(text, '', false);
  keepScan({ kind: 'scan', value: text, about: '' }, device, ({ shown, last }, event) => {
    shown.className = `notice ${TONES[SOUNDS[told]]}`;
    shown.textContent = `${WORDS[told]}: ${name}`;
    last.prepend(lineOf(`${WORDS[told]}: ${name}`, name, event));
    while (last.children.length > SHOWN) last.lastElementChild?.remove();
    playOutcome(SOUNDS[told]);
  });
  return true;
}

/** A scan that stands there, to be taken back. */
function lineOf(words: string, name: string, { id }: QueuedEvent): HTMLElement {
  const line = el('li', {}, el('span', {}, words));
  const undo = button(
    'Undo',
    () =>
      keepScan({ kind: 'undo', value: '', about: id }, null, ({ shown }) => {
        line.replaceChildren(el('span', { class: 'quiet' }, `${name}: taken back`));
        shown.className = 'notice note';
        shown.textContent = `Taken back: ${name}`;
      }),
    'quiet',
  );
  undo.setAttribute('aria-label', `Undo ${name}`);
  line.append(undo);
  return line;
}

/** Keeps a scan, or that one is taken back, and shows it when the phone has it. */
function keepScan(
  what: Pick<QueuedEvent, 'kind' | 'value' | 'about'>,
  device: string | null,
  show: (at: Open, event: QueuedEvent) => void,
): void {
  const at = open;
  if (!at) return;
  try {
    const { event, kept } = at.queue.put({ ...what, location: null });
    at.audit.add({ ...event, device });
    void kept.then(() => {
      show(at, event);
      at.count();
    });
  } catch {
    // What is not on the disk is not counted.
    announce('This phone has no room left. Nothing was counted.');
    playOutcome('bad');
    return;
  }
  dispatchEvent(new Event(OUTBOX_EVENT));
}
