import { newKey } from './audit-key.ts';
import { forget, journal, written } from './scan-journal.ts';

/** One event as the server takes it. */
export interface QueuedEvent {
  id: string;
  seq: number;
  kind: 'scan' | 'undo' | 'note';
  value: string;
  about: string;
  location: string | null;
  at: string;
}

interface Kept {
  phone: string;
  seq: number;
  events: QueuedEvent[];
}

export interface ServerSays {
  taken: string[];
  refused: { id: string; why: string }[];
  told: { id: string; told: string; device: string | null }[];
}

const AT_ONCE = 200;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 30_000;

/**
 * The scans of one person in one audit that the server has not confirmed yet. They lie on the disk of the phone
 * before anything is shown, and leave it when the server has said that it has them.
 */
export class AuditQueue {
  readonly #audit: string;
  readonly #name: string;
  #sending = false;
  #retry = FIRST_RETRY_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** what the server said of a batch; '' or why it could not be sent */
  onAnswer: (said: ServerSays | null, problem: string) => void = () => {};

  constructor(audit: string, person: string) {
    this.#audit = audit;
    this.#name = `spudger.audit.${audit}.${person}`;
  }

  get waiting(): number {
    return this.#read().events.length;
  }

  get events(): readonly QueuedEvent[] {
    return this.#read().events;
  }

  /**
   * `kept` resolves a few milliseconds later, when the browser has it out of the page's hands: only then may it be
   * shown as counted.
   * @throws the phone's storage is full: then nothing may be shown as counted
   */
  put(event: Pick<QueuedEvent, 'kind' | 'value' | 'about' | 'location'>): {
    event: QueuedEvent;
    kept: Promise<void>;
  } {
    const queued = this.#read();
    const whole = { ...event, id: newKey(), seq: queued.seq + 1, at: new Date().toISOString() };
    this.#write({ ...queued, seq: whole.seq, events: [...queued.events, whole] });
    const kept = journal(this.#name, queued.phone, whole);
    void this.send();
    return { event: whole, kept };
  }

  /** Takes up what is on the disk and not in the queues: the browser was killed before it had written those. */
  static async recover(): Promise<void> {
    for (const [name, rows] of await written()) {
      const before = readQueue(name);
      const known = new Set(before?.events.map(({ id }) => id));
      const lost = rows.filter(({ id }) => !known.has(id));
      const [first] = lost;
      if (!first) continue;
      const events = [...(before?.events ?? []), ...lost.map(({ queue: _, phone: __, ...event }) => event)];
      const seq = Math.max(before?.seq ?? 0, ...events.map((event) => event.seq));
      const kept: Kept = { phone: before?.phone ?? first.phone, seq, events };
      localStorage.setItem(name, JSON.stringify(kept));
    }
  }

  async send(): Promise<void> {
    if (this.#sending || this.waiting === 0) return;
    this.#sending = true;
    clearTimeout(this.#timer);
    let problem = '';
    try {
      while (problem === '' && this.waiting > 0) problem = await this.#sendBatch();
    } finally {
      this.#sending = false;
    }
    if (problem === '') this.#retry = FIRST_RETRY_MS;
    else {
      this.#timer = setTimeout(() => void this.send(), this.#retry);
      this.#retry = Math.min(LONGEST_RETRY_MS, this.#retry * 2);
    }
  }

  /** Tells the server what this phone holds: an audit is not closed over it. */
  report(): void {
    const { phone, events } = this.#read();
    const body = JSON.stringify({ phone, waiting: events.length });
    navigator.sendBeacon?.(
      `/api/v1/audits/${this.#audit}/phones`,
      new Blob([body], { type: 'application/json' }),
    );
  }

  async #sendBatch(): Promise<string> {
    const { phone, events } = this.#read();
    const batch = events.slice(0, AT_ONCE);
    try {
      const answer = await fetch(`/api/v1/audits/${this.#audit}/events`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          phone,
          clock: new Date().toISOString(),
          waiting: events.length - batch.length,
          events: batch,
        }),
        redirect: 'error',
        signal: AbortSignal.timeout(20_000),
      });
      if (answer.status === 401) return this.#stop('Sign in again: your scans are kept on this phone.');
      if (!answer.ok)
        return this.#stop(`The server answered ${answer.status}: your scans are kept on this phone.`);
      const said = (await answer.json()) as ServerSays;
      const gone = new Set([...said.taken, ...said.refused.map(({ id }) => id)]);
      const kept = this.#read();
      this.#write({ ...kept, events: kept.events.filter(({ id }) => !gone.has(id)) });
      void forget(gone);
      this.onAnswer(said, '');
      return '';
    } catch {
      return this.#stop('No network: your scans are kept on this phone and sent later.');
    }
  }

  #stop(problem: string): string {
    this.onAnswer(null, problem);
    return problem;
  }

  #read(): Kept {
    return readQueue(this.#name) ?? { phone: newKey(), seq: 0, events: [] };
  }

  #write(kept: Kept): void {
    localStorage.setItem(this.#name, JSON.stringify(kept));
  }
}

function readQueue(name: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? '') as Kept;
    if (kept.phone && Array.isArray(kept.events)) return kept;
  } catch {
    // There is nothing yet.
  }
  return null;
}
