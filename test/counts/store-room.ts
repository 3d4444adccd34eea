import type { Engine } from '../../src/db/engine.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { stockWithFaults } from '../support/lists.ts';
import type { Shelf } from '../support/stock.ts';
import type { Cast } from '../support/world.ts';
import { row } from '../support/world-row.ts';

/** Bins with parts, and what a test asks of them. */
export interface StoreRoom {
  engine: Engine;
  app: TestApp;
  w: Cast;
  s: Shelf;
  books(bin: string, part: string): Promise<number>;
  lines(): Promise<Line[]>;
  /** begins a count and counts these parts; the count's id */
  count(bin: string, person: string, counted: Readonly<Record<string, number>>): Promise<string>;
  finish(count: string, person: string): Promise<string | null>;
  /** one reason for every line that asks for one */
  settle(count: string, person: string, reason?: string): Promise<number>;
  lineOf(count: string, part: string): Promise<string>;
}

export interface Line {
  part: string;
  state: string;
  difference: number | null;
  reason: string | null;
}

/** Two bins that were counted before, so that a count asks for reasons. */
export async function storeRoom(): Promise<StoreRoom> {
  const engine = freshDatabase();
  const { w, s } = await stockWithFaults(engine);
  const app = testApp(engine);
  await engine.batch(
    [s.van, s.van2, s.shelf].map((bin, i) =>
      row('counts', {
        id: `before-${i}`,
        bin,
        kind: 'opening',
        state: 'posted',
        started_at: 'x',
        ended_at: 'x',
      }),
    ),
  );
  const lineOf = async (count: string, part: string) =>
    (
      await app.rows<{ id: string }>('SELECT id FROM count_lines WHERE count = ? AND part = ?', count, part)
    )[0]?.id ?? '';
  return {
    engine,
    app,
    w,
    s,
    lineOf,
    books: async (bin, part) =>
      (
        await app.rows<{ n: number }>('SELECT on_hand AS n FROM stock WHERE bin = ? AND part = ?', bin, part)
      )[0]?.n ?? 0,
    lines: () =>
      app.rows<Line>(`SELECT p.sku AS part, l.state, l.difference, l.reason FROM count_lines AS l
                      JOIN parts AS p ON p.id = l.part ORDER BY l.at, p.sku`),
    count: async (bin, person, counted) => {
      const begun = await app.post('/stock/counts', { bin }, person);
      const id = begun.location?.split('/').at(-1) ?? '';
      for (const [part, quantity] of Object.entries(counted))
        await app.post(`/stock/counts/${id}`, { part, quantity: String(quantity) }, person);
      return id;
    },
    finish: async (count, person) => (await app.post(`/stock/counts/${count}/finish`, {}, person)).location,
    settle: async (count, person, reason = 'miscount') => {
      const open = await app.rows<{ id: string }>(
        "SELECT id FROM count_lines WHERE count = ? AND state = 'counted'",
        count,
      );
      const reasons = Object.fromEntries(open.map(({ id }) => [`reason.${id}`, reason]));
      return (await app.post(`/stock/counts/${count}/settle`, reasons, person)).status;
    },
  };
}
