import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Statement } from '../../src/db/engine.ts';
import { row } from '../support/world-row.ts';
import { type StoreRoom, storeRoom } from './store-room.ts';

const RUNS = process.env.SPUDGER_TEST_ENGINE === 'd1' ? 3 : 25;

type Step =
  | { do: 'lose' | 'move' | 'use'; n: number }
  | { do: 'count'; by: 'sid' | 'tess' }
  | { do: 'settle' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('lose', 'move', 'use'), n: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('count'), by: fc.constantFrom('sid', 'tess') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settle') }) },
) as fc.Arbitrary<Step>;

/** A shelf of ten panels, as it really is, beside what the books say of it. */
class RealShelf {
  really = 10;
  /** went missing since the last count that saw the shelf: the books cannot know */
  unseen = 0;
  counted = false;
  private open = '';
  private late: { n: number; at: string }[] = [];
  private readonly room: StoreRoom;
  private clock = Date.parse('2027-03-02T15:00:00.000Z');

  constructor(room: StoreRoom) {
    this.room = room;
  }

  async take(what: Step): Promise<void> {
    this.tick();
    if ('n' in what) {
      const n = Math.min(what.n, this.really);
      if (n === 0) return;
      this.really -= n;
      if (what.do === 'lose') this.unseen += n;
      if (what.do === 'use') this.late.push({ n, at: this.now() });
      if (what.do === 'move') await this.record(n, this.now());
    } else if (what.do === 'count') await this.count(what.by);
    else await this.settle();
  }

  async settle(): Promise<void> {
    // What somebody did before the count is told before it is settled; it may be told after it was counted.
    this.tick();
    for (const { n, at } of this.late.splice(0)) await this.record(n, at);
    if (!this.open) return;
    await this.room.finish(this.open, this.room.w.mara);
    await this.room.settle(this.open, this.room.w.mara, 'other');
    this.open = '';
    // Two who counted differently: another person says yes to the last count.
    const { app, w } = this.room;
    const waiting = await app.rows<{ id: string }>("SELECT id FROM count_lines WHERE state = 'waiting'");
    if (waiting.length > 0)
      await app.post(
        '/stock/counts/waiting',
        { lines: waiting.map(({ id }) => id), decision: 'agree' },
        w.mara,
      );
  }

  /** On hand less what was used beyond it. */
  async books(): Promise<number> {
    const { app, s } = this.room;
    const [short] = await app.rows<{ n: number }>(
      'SELECT ifnull(sum(quantity), 0) AS n FROM shortfalls WHERE settled_at IS NULL',
    );
    return (await this.room.books(s.shelf, s.panel)) - (short?.n ?? 0);
  }

  private async count(by: 'sid' | 'tess'): Promise<void> {
    const { app, s, w } = this.room;
    const begun = await app.post('/stock/counts', { bin: s.shelf }, w[by]);
    this.open = begun.location?.split('/').at(-1) ?? '';
    await app.post(`/stock/counts/${this.open}`, { part: s.panel, quantity: String(this.really) }, w[by]);
    this.unseen = 0;
    this.counted = true;
  }

  /** A use as the books take it: what they do not hold is a shortfall. */
  private async record(n: number, at: string): Promise<void> {
    const { engine, s } = this.room;
    const held = Math.min(n, await this.room.books(s.shelf, s.panel));
    const id = `m${this.clock}${at}${n}`;
    const changes: Statement[] = [];
    if (held > 0)
      changes.push(
        row('movements', {
          id,
          part: s.panel,
          bin: s.shelf,
          quantity: -held,
          why: 'scrap',
          done_at: at,
          at: this.now(),
        }),
        {
          sql: 'UPDATE stock SET on_hand = on_hand - ? WHERE bin = ? AND part = ?',
          parameters: [held, s.shelf, s.panel],
        },
        { sql: 'UPDATE part_values SET on_hand = on_hand - ? WHERE part = ?', parameters: [held, s.panel] },
      );
    if (held < n)
      changes.push(
        row('shortfalls', {
          id,
          part: s.panel,
          bin: s.shelf,
          quantity: n - held,
          repair: 'r',
          repair_part: 'p',
          at,
        }),
      );
    await engine.batch(changes);
  }

  private now(): string {
    return new Date(this.clock).toISOString();
  }

  private tick(): void {
    this.clock += 60_000;
    this.room.app.later(60_000);
  }
}

test('whatever moves, is used, told late or goes missing while it is counted, the books become the shelf', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const room = await storeRoom();
      const { engine, w, s } = room;
      await engine.batch([
        row('settings', {
          name: 'counts',
          value: '{"limitUnits":9999,"limitCents":99999999,"totalCents":99999999}',
        }),
        row('repairs', {
          id: 'r',
          number: 1,
          device: w.one,
          site: w.maple,
          state: 'in_work',
          reported_at: 'x',
          recorded_at: 'x',
        }),
        row('repair_lines', { id: 'l', repair: 'r', position: 1 }),
        row('repair_parts', {
          id: 'p',
          repair: 'r',
          line: 'l',
          part: s.panel,
          quantity: 1,
          cost_cents: 0,
          at: 'x',
        }),
      ]);
      const shelf = new RealShelf(room);
      for (const one of steps) await shelf.take(one);
      await shelf.settle();
      if (!shelf.counted) return;
      expect(await shelf.books()).toBe(shelf.really + shelf.unseen);
      const lines = await room.lines();
      expect(lines.filter(({ state }) => /counted|waiting/.test(state))).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});
