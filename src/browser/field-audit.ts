import { SOUNDS, type Told } from '../audits/tell-rules.ts';
import { announce } from './announce.ts';
import { CarriedAudit } from './audit-decide.ts';
import { AuditQueue } from './audit-queue.ts';
import { card, el, link, notice } from './field-dom.ts';
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
const TONES = { good: 'good', warn: 'wait', bad: 'bad' } as const;

interface Open {
  id: string;
  audit: CarriedAudit;
  queue: AuditQueue;
  show: (told: Told, name: string) => void;
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
  const shown = el('div', { class: 'notice note', role: 'status' }, 'Scan the first one.');
  const last = el('ul', { class: 'rows' });
  const sum = el('p', { class: 'quiet' });
  const count = () => {
    const waits = queue.waiting;
    sum.textContent = `${audit.blind ? '' : `${audit.seen} of ${list.audit.expected} seen. `}${waits === 0 ? 'Nothing waits to be sent.' : `${waits} scans wait on this phone.`}`;
  };
  queue.onAnswer = () => {
    count();
    dispatchEvent(new Event(OUTBOX_EVENT));
  };
  open = {
    id,
    audit,
    queue,
    show: (told, name) => {
      shown.className = `notice ${TONES[SOUNDS[told]]}`;
      shown.textContent = `${WORDS[told]}: ${name}`;
      last.prepend(el('li', {}, `${WORDS[told]}: ${name}`));
      count();
    },
  };
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

/** Takes a scan into the audit that is being counted. @returns false where none is */
export function scanAudit(text: string): boolean {
  if (!open || location.hash !== `#/audit/${open.id}`) return false;
  const { audit, queue, show } = open;
  const decision = audit.decide(text, '', false);
  try {
    const event = queue.put({ kind: 'scan', value: text, about: '', location: null });
    audit.add({ ...event, device: decision.device });
  } catch {
    // What is not on the disk is not counted.
    announce('This phone has no room left. Nothing was counted.');
    playOutcome('bad');
    return true;
  }
  dispatchEvent(new Event(OUTBOX_EVENT));
  show(decision.told, decision.name);
  playOutcome(SOUNDS[decision.told]);
  return true;
}
