import { beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '../../src/db/commit.ts';
import { Database } from '../../src/db/database.ts';
import type { Engine, Statement } from '../../src/db/engine.ts';
import { compiled } from '../../src/db/query.ts';
import { post } from '../../src/stock/posting.ts';
import { valueByBin, valueByPart, wholeValue } from '../../src/stock/value-queries.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { faultRows, type Shelf, stockWorld } from '../support/stock.ts';
import { type Cast, makeWorld } from '../support/world.ts';

const MONDAY = '2027-03-01T15:00:00.000Z';
const TUESDAY = '2027-03-02T15:00:00.000Z';

let engine: Engine;
let app: TestApp;
let w: Cast;
let s: Shelf;

beforeEach(async () => {
  engine = freshDatabase();
  w = await makeWorld(engine);
  await engine.batch(faultRows());
  s = await stockWorld(engine, w);
  app = testApp(engine);
});

function statements(change: Change): Statement[] {
  if (change === null || 'record' in change) return [];
  return Array.isArray(change)
    ? change.flatMap((one: Change) => statements(one))
    : [compiled(change as Statement)];
}

const worth = async (part: string) =>
  (await app.rows('SELECT on_hand AS n, value_cents AS cents FROM part_values WHERE part = ?', part))[0];

describe('the moving average', () => {
  test('follows what came in at which price, and takes out at the average', async () => {
    const one = { part: s.twin, bin: s.shelf, by: null } as const;
    await engine.batch(statements(post([{ ...one, quantity: 2, why: 'receive', costCents: 2501 }], MONDAY)));
    // 4 at 19.00 and 2 at 25.01: 126.02 for 6.
    expect(await worth(s.twin)).toEqual({ n: 6, cents: 12_602 });
    await engine.batch(statements(post([{ ...one, quantity: -1, why: 'scrap' }], MONDAY)));
    expect(await worth(s.twin)).toEqual({ n: 5, cents: 10_502 });
    await engine.batch(statements(post([{ ...one, quantity: -5, why: 'scrap' }], MONDAY)));
    expect(await worth(s.twin)).toEqual({ n: 0, cents: 0 });
    // What is found when none is left is worth what the last one was.
    await engine.batch(statements(post([{ ...one, quantity: 1, why: 'count' }], MONDAY)));
    expect(await worth(s.twin)).toEqual({ n: 1, cents: 2100 });
  });

  test('lines of one part follow one another, in another bin too', async () => {
    const lines = [
      { part: s.battery, bin: s.shelf, quantity: 3, why: 'receive', costCents: 4000, by: null },
      { part: s.battery, bin: s.van, quantity: -1, why: 'scrap', by: null },
    ] as const;
    await engine.batch(statements(post(lines, MONDAY)));
    // 35.00 and three at 40.00: one of four goes at 38.75.
    expect(await worth(s.battery)).toEqual({ n: 3, cents: 11_625 });
  });

  test('beyond what the bin holds nothing of it is written', async () => {
    const lines = [
      { part: s.panel, bin: s.shelf, quantity: 1, why: 'receive', by: null },
      { part: s.panel, bin: s.van2, quantity: -1, why: 'scrap', by: null },
    ] as const;
    await expect(engine.batch(statements(post(lines, MONDAY)))).rejects.toThrow('stock_not_negative');
    expect(await worth(s.panel)).toEqual({ n: 12, cents: 24_000 });
  });
});

describe('the value as of a date', () => {
  beforeEach(async () => {
    const one = { part: s.panel, bin: s.shelf, by: w.mara } as const;
    await engine.batch(statements(post([{ ...one, quantity: 12, why: 'receive', costCents: 3001 }], MONDAY)));
    await engine.batch(statements(post([{ ...one, quantity: -5, why: 'scrap' }], TUESDAY)));
  });

  test('is what it was, by part and whole', async () => {
    const db = new Database(engine);
    const then = async (until: string | null) => {
      const whole = await db.first(wholeValue(until));
      const parts = await valueByPart(db, { until, bin: null }, undefined);
      const panel = parts.items.find((part) => part.id === s.panel);
      expect(parts.items.reduce((sum, part) => sum + part.valueCents, 0)).toBe(whole?.valueCents);
      return [panel?.onHand, panel?.averageCents, panel?.valueCents];
    };
    expect(await then(MONDAY)).toEqual([12, 2000, 24_000]);
    expect(await then(TUESDAY)).toEqual([24, 2501, 60_012]);
    expect(await then(null)).toEqual([19, 2500, 47_509]);
  });

  test('adds up over the bins to the cent', async () => {
    const db = new Database(engine);
    for (const until of [MONDAY, TUESDAY, null]) {
      const whole = await db.first(wholeValue(until));
      const bins = await valueByBin(db, { until }, undefined);
      expect(bins.items.reduce((sum, bin) => sum + bin.valueCents, 0)).toBe(whole?.valueCents);
      const shelf = await valueByPart(db, { until, bin: s.shelf }, undefined);
      expect(shelf.items.reduce((sum, part) => sum + part.valueCents, 0)).toBe(
        bins.items.find((bin) => bin.id === s.shelf)?.valueCents,
      );
    }
  });

  test('a day that is none is told, and changes nothing', async () => {
    const page = await app.get('/stock/value?on=2027-02-30', w.mara);
    expect(page.text).toContain('A date that exists');
    expect((await app.get('/stock/value?by=bin&on=2027-03-01', w.mara)).text).toContain('North depot A1');
  });
});

describe('movements', () => {
  test('by part, bin, what, person and date; pages follow one another', async () => {
    const one = { part: s.panel, bin: s.shelf } as const;
    const many = Array.from({ length: 60 }, () => ({
      ...one,
      quantity: 1,
      why: 'receive' as const,
      by: w.mara,
    }));
    await engine.batch(statements(post(many.slice(0, 1), MONDAY)));
    await engine.batch(statements(post([{ ...one, quantity: -1, why: 'scrap', by: w.sid }], TUESDAY)));
    const page = async (query: string) => (await app.get(`/stock/movements?${query}`, w.sid)).text;
    expect(await page('part=LCD-116-30&why=scrap')).toContain('−1');
    expect(await page(`part=${s.panel}&person=${w.sid}`)).not.toContain('received');
    expect(await page(`bin=${s.van2}`)).toContain('Nothing fits these filters');
    expect(await page('from=2027-03-02&to=2027-03-02&part=LCD-116-30')).not.toContain('received');
    expect(await page('from=2027-13-02')).toContain('A date that exists');
    await engine.batch(statements(post(many.slice(1), TUESDAY)));
    const first = await page(`part=${s.panel}`);
    const next =
      /href="(\/stock\/movements\?[^"]*cursor=[^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await app.get(next, w.sid);
    expect(second.text).toContain('opening count');
    expect(first).not.toContain('opening count');
  });
});
