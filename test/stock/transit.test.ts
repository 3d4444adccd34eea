import { beforeEach, describe, expect, test } from 'vitest';
import { brokenRules } from '../../src/check/queries.ts';
import { STOCK_RULES } from '../../src/check/stock-queries.ts';
import { Database } from '../../src/db/database.ts';
import type { Engine } from '../../src/db/engine.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { faultRows, type Shelf, stockWorld } from '../support/stock.ts';
import { type Cast, makeWorld } from '../support/world.ts';

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

async function send(quantity: Record<string, string>, from = s.shelf, to = s.van, by = w.sid) {
  const fields = Object.fromEntries(Object.entries(quantity).map(([part, n]) => [`quantity.${part}`, n]));
  const answer = await app.post('/stock/transfers/new', { from, to, how: 'send', ...fields }, by);
  expect(answer.status).toBe(303);
  const id = answer.location?.split(/[/?]/)[3] ?? '';
  const lines = await app.rows<{ id: string; part: string }>(
    'SELECT id, part FROM transfer_lines WHERE transfer = ?',
    id,
  );
  return { id, line: (part: string) => lines.find((one) => one.part === part)?.id ?? '' };
}

const onHand = async (bin: string, part: string) =>
  (await app.rows<{ n: number }>('SELECT on_hand AS n FROM stock WHERE bin = ? AND part = ?', bin, part))[0]
    ?.n ?? 0;

const broken = () => brokenRules(new Database(engine), STOCK_RULES);

describe('parts that are sent', () => {
  test('leave the bin, are shown under way, and arrive line by line', async () => {
    const sent = await send({ [s.panel]: '4', [s.twin]: '2' });
    expect([await onHand(s.shelf, s.panel), await onHand(s.van, s.panel)]).toEqual([6, 2]);
    expect((await app.get('/stock/transfers', w.sid)).text).toContain('Van 1');
    expect((await app.get('/stock/value', w.mara)).text).toContain('118');
    const arrive = `/stock/transfers/${sent.id}/arrive`;
    const first = await app.post(arrive, { [`arrived.${sent.line(s.panel)}`]: '3' }, w.sid);
    expect(first.status).toBe(303);
    expect([await onHand(s.van, s.panel), await onHand(s.van, s.twin)]).toEqual([5, 0]);
    const rest = { [`arrived.${sent.line(s.panel)}`]: '1', [`arrived.${sent.line(s.twin)}`]: '2' };
    expect((await app.post(arrive, rest, w.sid)).status).toBe(303);
    expect([await onHand(s.van, s.panel), await onHand(s.van, s.twin)]).toEqual([6, 2]);
    expect((await app.get('/stock/transfers', w.sid)).text).toContain('Nothing is under way');
    expect(await broken()).toEqual([]);
  });

  test('what did not arrive leaves the books with its value and its reason', async () => {
    const sent = await send({ [s.panel]: '4' });
    const line = sent.line(s.panel);
    const fields = { [`arrived.${line}`]: '3', [`short.${line}`]: 'lost' };
    expect((await app.post(`/stock/transfers/${sent.id}/arrive`, fields, w.sid)).status).toBe(303);
    expect(await app.rows('SELECT short, short_cents, reason FROM transfer_lines')).toEqual([
      { short: 1, short_cents: 2000, reason: 'lost' },
    ]);
    expect(await app.rows('SELECT on_hand, value_cents FROM part_values WHERE part = ?', s.panel)).toEqual([
      { on_hand: 11, value_cents: 22_000 },
    ]);
    const page = await app.get('/stock/transfers', w.mara);
    expect(page.text).toContain('Sent, but did not arrive');
    expect(page.text).toContain('Lost on the way');
    expect((await app.get('/stock', w.mara)).text).toContain('Sent, but did not arrive');
    expect(await broken()).toEqual([]);
  });

  test('more than is under way is an error at its line; twice is told; nothing said is refused', async () => {
    const sent = await send({ [s.panel]: '2' });
    const arrive = `/stock/transfers/${sent.id}/arrive`;
    const field = `arrived.${sent.line(s.panel)}`;
    const over = await app.post(arrive, { [field]: '3' }, w.sid);
    expect([over.status, over.text.includes('Only 2 are under way')]).toEqual([422, true]);
    expect((await app.post(arrive, {}, w.sid)).status).toBe(422);
    expect((await app.post(arrive, { [field]: '2' }, w.sid)).status).toBe(303);
    expect((await app.post(arrive, { [field]: '2' }, w.sid)).status).toBe(422);
    expect(await onHand(s.van, s.panel)).toBe(4);
  });

  test('into a vehicle only its keeper and a manager take them', async () => {
    const sent = await send({ [s.panel]: '1' }, s.shelf, s.van2, w.mara);
    const fields = { [`arrived.${sent.line(s.panel)}`]: '1' };
    expect((await app.post(`/stock/transfers/${sent.id}/arrive`, fields, w.sid)).status).toBe(403);
    expect((await app.post(`/stock/transfers/${sent.id}/arrive`, fields, w.ian)).status).toBe(303);
  });

  test('beyond what the bin holds is refused, and nothing is sent', async () => {
    const fields = { from: s.shelf, to: s.van, how: 'send', [`quantity.${s.panel}`]: '11' };
    const answer = await app.post('/stock/transfers/new', fields, w.sid);
    expect([answer.status, answer.text.includes('It holds 10 by the books')]).toEqual([422, true]);
    expect(await app.rows('SELECT 1 FROM transfers')).toEqual([]);
  });
});
