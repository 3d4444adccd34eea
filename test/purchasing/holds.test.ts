import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/db/id.ts';
import { type BuyingStage, buyingStage, orderRows } from '../support/purchasing.ts';
import { row } from '../support/world-row.ts';

let stage: BuyingStage;
let app: BuyingStage['app'];
let w: BuyingStage['w'];
let s: BuyingStage['s'];
let order: string;
let panels: string;
let batteries: string;

beforeEach(async () => {
  stage = await buyingStage();
  ({ app, w, s } = stage);
  [order, panels, batteries] = [newId(), newId(), newId()];
  await stage.engine.batch(
    orderRows({
      id: order,
      number: 'PO-00007',
      supplier: stage.b.north,
      budget: stage.b.budget,
      state: 'sent',
      by: w.sid,
      approvedBy: w.mara,
      lines: [
        { id: panels, part: s.panel, quantity: 3, cents: 1840 },
        { id: batteries, part: s.battery, quantity: 5, cents: 3000, pack: 5 },
      ],
    }),
  );
});

const at = (id: string, rest = '') => `/purchasing/receipts/${id}${rest}`;
const begin = async (by = w.sid) =>
  (await app.post(`/purchasing/orders/${order}/receive`, {}, by)).location?.split('/')[3] ?? '';
const scan = (id: string, q: string, by = w.sid) => app.post(at(id), { q }, by);
const version = async (id: string) =>
  String((await app.rows<{ version: number }>('SELECT version FROM receipts WHERE id = ?', id))[0]?.version);
const book = async (id: string, fields: Record<string, string> = {}, by = w.sid) =>
  app.post(at(id, '/book'), { version: await version(id), into: s.shelf, ...fields }, by);

describe('repairs that wait for such a part', () => {
  const waits = async (device: string, number: number, from: string, quantity = 1) => {
    const id = newId();
    await stage.engine.batch([
      row('repairs', {
        id,
        number,
        device,
        site: w.maple,
        state: 'on_hold',
        technician: w.sid,
        hold_reason: 'parts',
        reported_at: from,
        recorded_at: from,
      }),
      row('repair_lines', { id: newId(), repair: id, position: 1 }),
      row('repair_holds', {
        id: newId(),
        repair: id,
        reason: 'parts',
        interchange_group: s.panels,
        quantity,
        from_at: from,
      }),
    ]);
    return id;
  };

  test('get theirs first, oldest first; the technician is told where it lies', async () => {
    const late = await waits(w.one, 12, '2027-02-20T12:00:00.000Z', 2);
    const early = await waits(w.two, 11, '2027-02-10T12:00:00.000Z');
    const id = await begin();
    await scan(id, 'LCD-116-30');
    await scan(id, 'LCD-116-30B');
    expect((await app.get(at(id, '/book'), w.sid)).text).toContain('R-000011');
    expect((await book(id)).status).toBe(303);
    expect(await app.rows('SELECT repair, quantity FROM reservations ORDER BY at, id')).toEqual([
      { repair: early, quantity: 1 },
      { repair: late, quantity: 1 },
    ]);
    expect(await app.rows('SELECT reserved FROM stock WHERE bin = ? AND reserved > 0', s.shelf)).toHaveLength(
      2,
    );
    const today = await app.get('/', w.sid);
    expect(today.text).toContain('North depot A1');
    expect((await app.get('/repairs/11', w.sid)).text).toContain('North depot A1');
  });

  const arrived = async (pieces: number) => {
    const id = await begin();
    for (let i = 0; i < pieces; i++) await scan(id, 'LCD-116-30');
    await book(id);
  };
  const hold = async (repair: string) =>
    (
      await app.rows<{ state: string; hold_reason: string | null; open: number }>(
        `SELECT state, hold_reason, (SELECT count(*) FROM repair_holds WHERE repair = r.id AND to_at IS NULL) AS open
         FROM repairs AS r WHERE id = ?`,
        repair,
      )
    )[0];
  const fetch = (quantity: number, how = '') =>
    app.post(
      '/stock/transfers/new',
      { from: s.shelf, to: s.van, [`quantity.${s.panel}`]: String(quantity), ...(how ? { how } : {}) },
      w.sid,
    );

  test('go on when all that they wait for is in the vehicle of their technician', async () => {
    const one = await waits(w.one, 12, '2027-02-20T12:00:00.000Z', 2);
    const other = await waits(w.two, 13, '2027-02-21T12:00:00.000Z');
    await arrived(3);
    app.later(60_000);
    expect((await fetch(1)).status).toBe(303);
    expect(await hold(one)).toMatchObject({ state: 'on_hold', open: 1 });
    app.later(60_000);
    expect((await fetch(1)).status).toBe(303);
    expect(await hold(one)).toEqual({ state: 'in_work', hold_reason: null, open: 0 });
    expect(await hold(other)).toMatchObject({ state: 'on_hold' });
  });

  test('go on when the transfer arrives, not when it is sent', async () => {
    const one = await waits(w.one, 12, '2027-02-20T12:00:00.000Z');
    await arrived(1);
    app.later(60_000);
    expect((await fetch(1, 'send')).status).toBe(303);
    expect(await hold(one)).toMatchObject({ state: 'on_hold' });
    const [line] = await app.rows<{ id: string; transfer: string }>(
      'SELECT id, transfer FROM transfer_lines',
    );
    app.later(60_000);
    const came = await app.post(
      `/stock/transfers/${line?.transfer}/arrive`,
      { [`arrived.${line?.id}`]: '1' },
      w.sid,
    );
    expect([came.status, (await hold(one))?.state]).toEqual([303, 'in_work']);
  });

  test('of another technician go on waiting', async () => {
    const one = await waits(w.one, 12, '2027-02-20T12:00:00.000Z');
    await stage.engine.batch([{ sql: 'UPDATE repairs SET technician = ?', parameters: [w.ian] }]);
    await arrived(1);
    app.later(60_000);
    await fetch(1);
    expect(await hold(one)).toMatchObject({ state: 'on_hold' });
  });
});
