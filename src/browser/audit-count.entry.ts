import { SOUNDS, type Told } from '../audits/tell-rules.ts';
import { CarriedAudit, type CarriedList, type Decision } from './audit-decide.ts';
import { AuditQueue, type ServerSays } from './audit-queue.ts';
import { playOutcome } from './sounds.ts';

/** How often what others scanned is asked for, in milliseconds. */
const DELTA_MS = 6_000;
const SHOWN = 12;

const WORDS: Readonly<Record<Told, readonly [string, string]>> = {
  found: ['Found', ''],
  scanned: ['Scanned', ''],
  held: ['Found', 'by the books a person has it'],
  room: ['Other room', 'found, and the room is noted'],
  already: ['Already scanned', ''],
  extra: ['Not asked for', 'it belongs here'],
  no_tag: ['No tag', 'noted'],
  elsewhere: ['Misplaced', 'the books have it elsewhere'],
  missing: ['Reported lost', 'put it aside'],
  unknown: ['Unknown', 'put it aside'],
};
const TONES = { good: 'good', warn: 'wait', bad: 'bad' } as const;

let stop: AbortController | undefined;

/** Takes over the count page: decides at once from the list, keeps every scan on the phone until the server has it. */
async function attach(): Promise<void> {
  const root = document.querySelector<HTMLElement>('[data-audit-count]');
  if (!root || root.dataset.attached !== undefined) return;
  root.dataset.attached = '';
  stop?.abort();
  stop = new AbortController();
  const { signal } = stop;
  const id = root.dataset.auditCount ?? '';
  await AuditQueue.recover();
  const queue = new AuditQueue(id, root.dataset.person ?? '');
  const list = await ask(id, '');
  if (signal.aborted) return;
  // Without the list each scan goes to the server as a form, as without a script.
  if (list) new Station(root, new CarriedAudit(list), queue, signal);
  void queue.send();
}

async function ask(id: string, after: string): Promise<CarriedList | null> {
  try {
    const query = after ? `?after=${encodeURIComponent(after)}` : '';
    const answer = await fetch(`/api/v1/audits/${id}/list${query}`, { redirect: 'error' });
    return answer.ok ? ((await answer.json()) as CarriedList) : null;
  } catch {
    return null;
  }
}

class Station {
  readonly #root: HTMLElement;
  readonly #audit: CarriedAudit;
  readonly #queue: AuditQueue;
  readonly #id: string;

  constructor(root: HTMLElement, audit: CarriedAudit, queue: AuditQueue, signal: AbortSignal) {
    this.#root = root;
    this.#audit = audit;
    this.#queue = queue;
    this.#id = root.dataset.auditCount ?? '';
    for (const event of queue.events) {
      const { device } = audit.decide(event.value, '', false);
      audit.add({ ...event, device: event.kind === 'undo' ? null : device });
    }
    queue.onAnswer = (said, problem) => this.#answered(said, problem);
    const forms = [...document.querySelectorAll<HTMLFormElement>('form')].filter((form) =>
      form.action.endsWith(`/audits/${this.#id}/count`),
    );
    for (const form of forms) if (form.method === 'post') form.dataset.taken = '';
    // Before htmx hears of it.
    document.addEventListener('submit', (event) => this.#submitted(event), { capture: true, signal });
    document.addEventListener('click', (event) => this.#clicked(event), { signal });
    addEventListener('online', () => void queue.send(), { signal });
    addEventListener('pagehide', () => queue.report(), { signal });
    const timer = setInterval(() => void this.#refresh(), DELTA_MS);
    signal.addEventListener('abort', () => clearInterval(timer));
    this.#showWaiting('');
    root.dataset.ready = '';
  }

  #submitted(event: SubmitEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.taken === undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const fields = new FormData(form);
    const text = String(fields.get('q') ?? '').trim();
    if (text === '') return;
    const box = form.querySelector<HTMLInputElement>('[name=q]');
    this.#scan(text, fields.get('untagged') === '1');
    if (box) {
      box.value = '';
      if (box.matches('[data-scan]')) box.focus({ preventScroll: true });
    }
  }

  #scan(text: string, untagged: boolean): void {
    const here = this.#root.dataset.place ?? '';
    const decision = this.#audit.decide(text, here, untagged);
    try {
      const { event, kept } = this.#queue.put({
        kind: untagged ? 'note' : 'scan',
        value: text,
        about: untagged ? 'no_tag' : '',
        location: here === '' ? null : here,
      });
      this.#audit.add({ ...event, device: decision.device });
      void kept.then(() => {
        this.#show(decision);
        this.#list(event.id, decision);
      });
    } catch {
      // What is not on the disk is not counted.
      this.#say('bad', 'Not kept', 'This phone has no room left. Nothing was counted.');
      playOutcome('bad');
    }
    this.#showWaiting('');
  }

  #show({ told, name, room }: Decision): void {
    const sound = SOUNDS[told];
    const more = room ? `by the books in ${room}` : WORDS[told][1];
    this.#say(TONES[sound], WORDS[told][0], [name, more].filter(Boolean).join(', '));
    const shown = document.querySelector<HTMLElement>('#told');
    if (shown) shown.dataset.told = told;
    playOutcome(sound);
  }

  #say(tone: string, word: string, text: string): void {
    const shown = document.querySelector('#told');
    if (!shown) return;
    shown.className = `notice told ${tone}`;
    const output = document.createElement('output');
    output.className = 'notice-text';
    const strong = document.createElement('strong');
    strong.textContent = word;
    const span = document.createElement('span');
    span.textContent = text;
    output.append(strong, ' ', span);
    shown.replaceChildren(output);
  }

  #list(id: string, { told, name }: Decision): void {
    const last = document.querySelector('#last');
    if (!last) return;
    const line = document.createElement('li');
    line.dataset.event = id;
    const strong = document.createElement('strong');
    strong.textContent = WORDS[told][0];
    const undo = document.createElement('button');
    undo.type = 'button';
    undo.className = 'button quiet';
    undo.dataset.undo = id;
    undo.setAttribute('aria-label', `Undo ${name}`);
    undo.textContent = 'Undo';
    line.append(strong, ` ${name} `, undo);
    last.prepend(line);
    while (last.children.length > SHOWN) last.lastElementChild?.remove();
  }

  #clicked(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest('[data-undo]') : null;
    const id = button instanceof HTMLElement ? button.dataset.undo : undefined;
    if (!button || !id) return;
    const { event: undo, kept } = this.#queue.put({ kind: 'undo', value: '', about: id, location: null });
    this.#audit.add({ ...undo, device: null });
    button.setAttribute('disabled', '');
    void kept.then(() => {
      const note = document.createElement('span');
      note.className = 'quiet';
      note.textContent = 'taken back';
      button.replaceWith(note);
      this.#say('note', 'Taken back', 'Scan on.');
    });
    this.#showWaiting('');
  }

  /** The books may know more than the list: a device of another school, a lost one. */
  #answered(said: ServerSays | null, problem: string): void {
    for (const { id, told } of said?.told ?? []) {
      const strong = document.querySelector(`[data-event="${CSS.escape(id)}"] strong`);
      const word = WORDS[told as Told]?.[0];
      if (!strong || !word || strong.textContent !== WORDS.unknown[0]) continue;
      strong.textContent = word;
      const first = document.querySelector('#last > li');
      if (first === strong.closest('li'))
        this.#say(TONES[SOUNDS[told as Told]], word, WORDS[told as Told][1]);
    }
    const [refused] = said?.refused ?? [];
    this.#showWaiting(problem || (refused ? `Not taken: ${refused.why}` : ''));
  }

  #showWaiting(problem: string): void {
    const line = document.querySelector('[data-count-waits]');
    if (!line) return;
    const n = this.#queue.waiting;
    const waits = n === 0 ? '' : n === 1 ? '1 scan waits to be sent. ' : `${n} scans wait to be sent. `;
    line.textContent = `${waits}${problem}`;
    line.classList.toggle('quiet', problem === '');
  }

  async #refresh(): Promise<void> {
    if (document.visibilityState === 'hidden') return;
    const delta = await ask(this.#id, this.#audit.cursor);
    if (delta) this.#audit.take(delta);
    void this.#queue.send();
  }
}

document.addEventListener('htmx:finally:swap', () => void attach());
void attach();
