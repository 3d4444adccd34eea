import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { AuditQueue, type QueuedEvent } from '../../src/browser/audit-queue.ts';

afterEach(() => vi.unstubAllGlobals());

const FATES = [
  'through',
  'request lost',
  'answer lost',
  'repeated',
  'late',
  'busy',
  'session ended',
] as const;
type Fate = (typeof FATES)[number];

/** Takes each event once, as the server does, on a network that does what it is told to. */
class Books {
  readonly taken: QueuedEvent[] = [];
  private late: (readonly QueuedEvent[])[] = [];
  private readonly fates: readonly Fate[];
  private at = 0;

  constructor(fates: readonly Fate[]) {
    this.fates = fates;
  }

  async answer(body: string): Promise<Response> {
    const { events } = JSON.parse(body) as { events: QueuedEvent[] };
    const fate = this.fates[this.at++] ?? 'through';
    if (fate === 'busy') return new Response('{}', { status: 503 });
    if (fate === 'session ended') return new Response('{}', { status: 401 });
    if (fate === 'late') this.late.push(events);
    if (fate === 'late' || fate === 'request lost') throw new TypeError('no network');
    this.take(events);
    if (fate === 'repeated') this.take(events);
    if (fate === 'answer lost') throw new TypeError('no network');
    // What was put off arrives after what was sent since.
    for (const before of this.late.splice(0)) this.take(before);
    return Response.json({ taken: events.map(({ id }) => id), refused: [], told: [] });
  }

  private take(events: readonly QueuedEvent[]): void {
    for (const event of events) if (!this.taken.some(({ id }) => id === event.id)) this.taken.push(event);
  }
}

const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('scan' as const), value: fc.string({ minLength: 1 }) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const), nth: fc.nat(9) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('send' as const) }) },
    // The page is closed and opened again: what it knew is what lies on the disk.
    { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const) }) },
  ),
  { maxLength: 30 },
);

test('scans and scans taken back reach the books once, in order, whatever the network does', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.array(fc.constantFrom(...FATES), { maxLength: 15 }), async (all, fates) => {
      const disk = new Map<string, string>();
      const books = new Books(fates);
      vi.stubGlobal('localStorage', {
        getItem: (name: string) => disk.get(name) ?? null,
        setItem: (name: string, value: string) => void disk.set(name, value),
      });
      vi.stubGlobal('fetch', (_: string, init: RequestInit) => books.answer(String(init.body)));
      const timers: ReturnType<typeof setTimeout>[] = [];
      vi.stubGlobal('setTimeout', () => timers.length);
      let queue = new AuditQueue('audit', 'sid');
      const shown: QueuedEvent[] = [];
      for (const step of all) {
        if (step.do === 'scan')
          shown.push(queue.put({ kind: 'scan', value: step.value, about: '', location: null }).event);
        const scan = step.do === 'undo' ? shown.filter(({ kind }) => kind === 'scan')[step.nth] : undefined;
        if (scan) shown.push(queue.put({ kind: 'undo', value: '', about: scan.id, location: null }).event);
        if (step.do === 'send') await queue.send();
        if (step.do === 'reopen') queue = new AuditQueue('audit', 'sid');
      }
      for (let round = 0; round <= fates.length + 1 && queue.waiting > 0; round++) {
        await new Promise((resume) => setImmediate(resume));
        await queue.send();
      }
      await new Promise((resume) => setImmediate(resume));
      expect(queue.waiting).toBe(0);
      const bySeq = [...books.taken].sort((a, b) => a.seq - b.seq);
      expect(bySeq).toEqual(shown);
      expect(new Set(shown.map(({ seq }) => seq)).size).toBe(shown.length);
    }),
    { numRuns: 60 },
  );
});
