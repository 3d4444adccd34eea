import { beforeEach, describe, expect, test } from 'vitest';
import { move, onHand, reported, type Workshop, workshop } from '../repairs/workshop.ts';
import { row } from '../support/world-row.ts';

let shop: Workshop;

beforeEach(async () => {
  shop = await workshop();
});

const screenJob = (fields: Record<string, string> = {}) =>
  shop.app.post(
    '/stock/kits/new',
    {
      name: 'Screen job',
      fault: 'screen',
      'lines.0.group': shop.s.panels,
      'lines.0.quantity': '1',
      'lines.2.part': 'key-3100',
      'lines.2.quantity': '2',
      ...fields,
    },
    shop.w.mara,
  );

const kitId = async () => (await shop.app.rows<{ id: string }>('SELECT id FROM kits'))[0]?.id ?? '';

describe('kits', () => {
  test('are made of groups and parts, changed, retired; a line that is wrong is told at its field', async () => {
    const { app, w } = shop;
    const wrong = await screenJob({
      'lines.2.part': 'NOPE',
      'lines.3.part': 'BAT-3100',
      'lines.3.quantity': '',
    });
    expect([wrong.status, wrong.text.includes('No part has this SKU')]).toEqual([422, true]);
    expect((await screenJob()).status).toBe(303);
    expect((await app.get('/stock/kits', w.sid)).text).toContain(
      '11.6 inch LCD, 30 pin, no touch + 2 × Keycap 3100',
    );
    expect((await screenJob()).text).toContain('Another kit has this name');
    const id = await kitId();
    expect((await app.get(`/stock/kits/${id}`, w.sid)).text).toContain('KEY-3100');
    expect((await app.get(`/stock/kits/${id}/edit`, w.mara)).text).toContain('value="KEY-3100"');
    const edit = { name: 'Screen', 'lines.0.part': 'BAT-3100', 'lines.1.part': 'KEY-3100' };
    const counts = { 'lines.0.quantity': '1', 'lines.1.quantity': '1' };
    expect(
      (await app.post(`/stock/kits/${id}/edit`, { ...edit, ...counts, version: '1' }, w.mara)).status,
    ).toBe(303);
    const stale = await app.post(`/stock/kits/${id}/edit`, { ...edit, ...counts, version: '1' }, w.mara);
    expect(stale.status).toBe(409);
    expect((await app.post(`/stock/kits/${id}/retire`, { version: '2' }, w.mara)).status).toBe(303);
    expect((await app.get('/stock/kits', w.sid)).text).not.toContain('Keycap 3100');
    expect((await app.get('/stock/kits?show=retired', w.sid)).text).toContain('Keycap 3100');
  });

  test('one part is no kit, and two lines of one group neither', async () => {
    const { s } = shop;
    expect((await screenJob({ 'lines.2.part': '' })).status).toBe(422);
    expect((await screenJob({ 'lines.1.group': s.panels, 'lines.1.quantity': '1' })).status).toBe(422);
    expect((await screenJob({ 'lines.0.part': 'BAT-3100' })).status).toBe(422);
  });

  test('is offered where it fits, and posts all its parts at once: of a group what the bin holds', async () => {
    const { app, w, s } = shop;
    await screenJob();
    const page = await app.get(`/devices/${w.one}/repair?fault=screen`, w.sid);
    expect(page.text).toContain('my vehicle: 11.6 inch LCD, 30 pin, no touch (2 there), 2 × Keycap 3100');
    expect((await app.get(`/devices/${w.one}/repair?fault=battery`, w.sid)).text).not.toContain('Screen job');
    const repair = await reported(shop, w.one);
    const saved = await move(shop, repair, 'work', {
      fault: 'screen',
      remedy: 'replaced',
      minutes: '10',
      kits: `${await kitId()}:${s.shelf}`,
    });
    expect(saved.status).toBe(303);
    expect(await app.rows('SELECT part, bin, quantity FROM repair_parts ORDER BY id')).toEqual([
      { part: s.panel, bin: s.shelf, quantity: 1 },
      { part: s.keycap, bin: s.shelf, quantity: 2 },
    ]);
    expect(await onHand(shop, s.shelf, s.panel)).toBe(9);
    const unknown = await move(shop, repair, 'work', {
      fault: 'screen',
      remedy: 'replaced',
      minutes: '10',
      kits: `${w.one}:${s.shelf}`,
    });
    expect([unknown.status, unknown.text.includes('Choose from the kits')]).toEqual([422, true]);
  });

  test('takes the twin where the bin holds only that, and is no offer where a part of it fits other models only', async () => {
    const { app, w, s, engine } = shop;
    await screenJob();
    await app.post(
      '/stock/transfers/new',
      { from: s.shelf, to: s.van2, [`quantity.${s.twin}`]: '3' },
      w.mara,
    );
    await engine.batch([
      row('fits', {
        id: 'f-key',
        model: w.lenovo100e,
        fault: 'screen',
        part: s.keycap,
        state: 'confirmed',
        at: 'x',
      }),
    ]);
    expect((await app.get(`/devices/${w.two}/repair?fault=screen`, w.sid)).text).not.toContain('Screen job');
    const saved = await app.post(
      `/devices/${w.one}/repair`,
      {
        fault: 'screen',
        remedy: 'replaced',
        minutes: '10',
        outcome: 'repaired',
        kits: `${await kitId()}:${s.van2}`,
      },
      w.ian,
    );
    expect(saved.status).toBe(303);
    expect(await onHand(shop, s.van2, s.twin)).toBe(2);
  });
});

describe('scrap', () => {
  const fields = () => ({ part: shop.s.panel, quantity: '2', reason: 'unsafe', note: 'Leaks' });

  test('leaves the books with a reason; it is seen among the movements', async () => {
    const { app, w, s } = shop;
    expect((await app.post(`/stock/bins/${s.shelf}/scrap`, fields(), w.tess)).location).toContain('scrapped');
    expect(await onHand(shop, s.shelf, s.panel)).toBe(8);
    expect((await app.get('/stock/movements?why=scrap', w.mara)).text).toContain('scrapped: unsafe');
    const over = await app.post(`/stock/bins/${s.shelf}/scrap`, { ...fields(), quantity: '9' }, w.tess);
    expect([over.status, over.text.includes('It holds 8 by the books')]).toEqual([422, true]);
  });

  test('of level I is a proposal that a manager carries out, once', async () => {
    const { app, w, s } = shop;
    expect((await app.post(`/stock/bins/${s.shelf}/scrap`, fields(), w.ian)).location).toContain('proposed');
    expect(await onHand(shop, s.shelf, s.panel)).toBe(10);
    const [proposal] = await app.rows<{ id: string }>("SELECT id FROM proposals WHERE kind = 'scrap'");
    expect((await app.get('/proposals', w.mara)).text).toContain('Scrap parts');
    expect((await app.post(`/proposals/${proposal?.id}/agree`, {}, w.mara)).status).toBe(303);
    expect((await app.post(`/proposals/${proposal?.id}/agree`, {}, w.mara)).status).toBe(409);
    expect(await onHand(shop, s.shelf, s.panel)).toBe(8);
    expect(await app.rows('SELECT reason, note, quantity FROM scraps')).toEqual([
      { reason: 'unsafe', note: 'Leaks', quantity: 2 },
    ]);
  });
});
