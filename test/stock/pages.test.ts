import { beforeEach, describe, expect, test } from 'vitest';
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

const books = async (bin: string, part: string) =>
  (await app.rows<{ n: number }>('SELECT on_hand AS n FROM stock WHERE bin = ? AND part = ?', bin, part))[0]
    ?.n ?? 0;

const ledger = async (bin: string, part: string) =>
  (
    await app.rows<{ n: number | null }>(
      'SELECT sum(quantity) AS n FROM movements WHERE bin = ? AND part = ?',
      bin,
      part,
    )
  )[0]?.n ?? 0;

const part = {
  sku: 'HNG-3100',
  name: 'Hinge pair 3100',
  partKind: 'hinge',
  condition: 'new',
  counted: 'on',
  price: '20.00',
  makerNumbers: 'abc-1\nABC-2',
  barcodes: '',
};

describe('the catalog', () => {
  test('a manager makes a part; it is found by name, SKU and maker number', async () => {
    const made = await app.post('/stock/parts/new', part, w.mara);
    expect(made.status).toBe(303);
    expect((await app.get(made.location ?? '', w.sid)).text).toContain('ABC-1, ABC-2');
    for (const q of ['hing', 'HNG-31', 'abc-2']) {
      expect((await app.get(`/stock/parts?q=${q}`, w.sid)).text).toContain('Hinge pair 3100');
    }
    expect((await app.get('/stock/find?code=4006381333931', w.sid)).location).toBe(`/stock/parts/${s.panel}`);
  });

  test('an edit keeps the numbers; a stale one is told; a taken SKU is an error at its field', async () => {
    const edit = { ...part, sku: 'BAT-3100', name: 'Battery 3100, 42 Wh', version: '1' };
    expect((await app.post(`/stock/parts/${s.battery}/edit`, edit, w.mara)).status).toBe(303);
    const stale = await app.post(`/stock/parts/${s.battery}/edit`, { ...edit, name: 'Battery' }, w.mara);
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('Battery 3100, 42 Wh');
    const taken = await app.post('/stock/parts/new', { ...part, sku: 'BAT-3100' }, w.mara);
    expect(taken.status).toBe(422);
    expect(taken.text).toContain('Another part has this SKU');
  });

  test('FTS syntax in the search box is text', async () => {
    for (const q of ['"', 'a" OR b', 'name:x', '*', 'NEAR(a b)', '(((', '-']) {
      expect((await app.get(`/stock/parts?q=${encodeURIComponent(q)}`, w.sid)).status).toBe(200);
    }
  });

  test('a price that is none, a price below zero', async () => {
    for (const price of ['-1', 'abc', '1.234']) {
      const answer = await app.post('/stock/parts/new', { ...part, price }, w.mara);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('An amount, as 41.50');
    }
  });

  test('a specialist proposes a fit, a manager confirms it in one tap', async () => {
    const fit = { model: w.lenovo100e, fault: 'screen', group: s.panels };
    expect((await app.post('/stock/fits/new', fit, w.sid)).location).toContain('state=proposed');
    const [row] = await app.rows<{ id: string }>("SELECT id FROM fits WHERE state = 'proposed'");
    expect((await app.get('/stock/fits', w.mara)).text).toContain(
      '11.6 inch LCD, 30 pin, no touch for screen',
    );
    expect((await app.post(`/stock/fits/${row?.id}/decide`, { decision: 'confirmed' }, w.sid)).status).toBe(
      403,
    );
    expect((await app.post(`/stock/fits/${row?.id}/decide`, { decision: 'confirmed' }, w.mara)).status).toBe(
      303,
    );
    expect((await app.post(`/stock/fits/${row?.id}/decide`, { decision: 'confirmed' }, w.mara)).status).toBe(
      409,
    );
    const again = await app.post('/stock/fits/new', fit, w.sid);
    expect(again.status).toBe(422);
    expect(again.text).toContain('recorded already');
  });
});

describe('transfers', () => {
  test('from the depot into my vehicle', async () => {
    const answer = await app.post(
      '/stock/transfers/new',
      { from: s.shelf, to: s.van, [`quantity.${s.panel}`]: '4' },
      w.sid,
    );
    expect(answer.status).toBe(303);
    expect([await books(s.shelf, s.panel), await books(s.van, s.panel)]).toEqual([6, 6]);
    expect([await ledger(s.shelf, s.panel), await ledger(s.van, s.panel)]).toEqual([6, 6]);
  });

  test('beyond what the bin holds it is refused whole', async () => {
    const fields = { from: s.shelf, to: s.van, [`quantity.${s.panel}`]: '1', [`quantity.${s.twin}`]: '5' };
    const answer = await app.post('/stock/transfers/new', fields, w.sid);
    expect(answer.status).toBe(422);
    const said = answer.text.match(/It holds \d+ by the books/g)?.length;
    expect([said, answer.text.includes(`id="f-quantity.${s.twin}-error"`)]).toEqual([2, true]);
    expect(await books(s.shelf, s.panel)).toBe(10);
  });

  test('between bins of others it takes a manager', async () => {
    const fields = { from: s.shelf, to: s.van2, [`quantity.${s.panel}`]: '1' };
    expect((await app.post('/stock/transfers/new', fields, w.sid)).status).toBe(403);
    expect((await app.post('/stock/transfers/new', fields, w.mara)).status).toBe(303);
  });

  test('-1, half a part and no part at all', async () => {
    for (const quantity of ['-1', '1.5', '', 'x']) {
      const answer = await app.post(
        '/stock/transfers/new',
        { from: s.shelf, to: s.van, [`quantity.${s.panel}`]: quantity },
        w.sid,
      );
      expect(answer.status).toBe(422);
    }
    expect(await books(s.shelf, s.panel)).toBe(10);
  });
});

describe('what is seen', () => {
  test('a contact sees no stock', async () => {
    expect((await app.get('/stock', w.cora)).status).toBe(403);
    expect((await app.get(`/stock/bins/${s.van}`, w.cora)).status).toBe(403);
  });

  test('every page shows', async () => {
    for (const path of [
      '/stock',
      '/stock/parts',
      `/stock/parts/${s.panel}`,
      `/stock/parts/${s.panel}/edit`,
      '/stock/bins',
      `/stock/bins/${s.van}`,
      `/stock/bins/${s.van}/edit`,
      `/stock/bins/${s.van}/count`,
      '/stock/groups',
      '/stock/groups/new',
      `/stock/groups/${s.panels}/edit`,
      '/stock/fits',
      '/stock/fits?state=confirmed',
      '/stock/fits/new',
      `/stock/transfers/new?from=${s.shelf}`,
      '/stock/bins/new',
      '/stock/parts/new',
    ]) {
      expect([path, (await app.get(path, w.mara)).status]).toEqual([path, 200]);
    }
  });
});
