import { SOUNDS, type Told } from '../audits/tell-rules.ts';
import { announce } from './announce.ts';
import { CarriedAudit } from './audit-decide.ts';
import { AuditQueue, type QueuedEvent } from './audit-queue.ts';
import { button, card, el, link, notice } from './field-dom.ts';
import { field, form as makeForm } from './field-form.ts';
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
  /** the room that is counted now, '' where nobody says */
  here: string;
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
    const seen = audit.blind ? '' : `${audit.seen} of ${list.audit.expected} seen. `;
    sum.textContent = `${seen}${waits === 0 ? 'Nothing waits to be sent.' : waits === 1 ? '1 scan waits on this phone.' : `${waits} scans wait on this phone.`}`;
  };
  queue.onAnswer = (said) => {
    count();
    const [refused] = said?.refused ?? [];
    if (refused) announceRefused(shown, refused.why);
    dispatchEvent(new Event(OUTBOX_EVENT));
  };
  open = { id, audit, queue, shown, last, count, here: before?.here ?? '' };
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
  return {
    title,
    back,
    content: [shown, form, list.places.length > 1 ? roomBox(list.places) : null, sum, last, untaggedForm()],
  };
};

/** The room that is counted now: what is found there is noted there. */
function roomBox(places: readonly { id: string; name: string }[]): HTMLElement {
  const box = field({
    name: 'room',
    label: 'I am in',
    type: 'select',
    optional: true,
    none: 'I do not say which room',
    value: open?.here ?? '',
    options: places.map(({ id, name }) => ({ value: id, label: name })),
  });
  box.addEventListener('change', ({ target }) => {
    if (open && target instanceof HTMLSelectElement) open.here = target.value;
  });
  return box;
}

/** What has no tag that can be read is noted in words. */
function untaggedForm(): HTMLElement {
  const note = makeForm(
    'Note it',
    async ({ about }) => {
      countScan({ text: String(about ?? '').trim(), untagged: true });
      const details = note.closest('details');
      if (details) details.open = false;
      note.reset();
      const press = note.querySelector('button');
      if (press) press.disabled = false;
    },
    field({ name: 'about', label: 'Serial, or what it looks like', type: 'text', max: 500 }),
  );
  note.querySelector('.form-actions')?.classList.remove('sticky');
  return el('details', { class: 'more-fields' }, el('summary', {}, 'No readable tag'), note);
}

function announceRefused(shown: HTMLElement, why: string): void {
  shown.className = 'notice bad';
  shown.textContent = `Not taken: ${why}`;
}

/** Whether the page of this audit stands there: as one of the field pages, or where the server's could not be loaded. */
function stands(id: string): boolean {
  if (location.hash.startsWith('#/')) return location.hash === `#/audit/${id}`;
  return location.pathname === `/audits/${id}/count`;
}

/** Takes a scan into the audit that is being counted. @returns false where none is */
export function scanAudit(text: string): boolean {
  if (!open || !stands(open.id)) return false;
  countScan({ text, untagged: false });
  return true;
}

/** Decides and keeps one scan, or a note of what has no tag that can be read. */
function countScan({ text, untagged }: { text: string; untagged: boolean }): void {
  if (!open || text === '') return;
  const { device, told, name, room } = open.audit.decide(text, open.here, untagged);
  const what = untagged
    ? ({ kind: 'note', value: text, about: 'no_tag' } as const)
    : ({ kind: 'scan', value: text, about: '' } as const);
  keepScan(what, device, ({ shown, last }, event) => {
    shown.className = `notice ${TONES[SOUNDS[told]]}`;
    shown.textContent = `${WORDS[told]}: ${name}${room ? `, by the books in ${room}` : ''}`;
    last.prepend(lineOf(`${WORDS[told]}: ${name}`, name, event));
    while (last.children.length > SHOWN) last.lastElementChild?.remove();
    playOutcome(SOUNDS[told]);
  });
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
    const { event, kept } = at.queue.put({
      ...what,
      location: what.kind === 'undo' ? null : at.here || null,
    });
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
