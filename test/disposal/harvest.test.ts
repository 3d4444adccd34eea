import { beforeEach, describe, expect, test } from 'vitest';
import { testApp } from '../support/app.ts';
import { beforeNext } from '../support/between.ts';
import { row } from '../support/world-row.ts';
import { makeYard, type Yard } from './yard.ts';

let yard: Yard;
beforeEach(async () => {
  yard = await makeYard();
  await yard.engine.batch([
    {
      sql: 'UPDATE devices SET variant = ? WHERE id IN (?, ?)',
      parameters: [yard.w.dell3100Plain, yard.w.one, yard.w.two],
    },
  ]);
});

const strip = (device: string, quantity: Record<string, string>, person: string, bin = yard.s.van) =>
  yard.app.post(
    `/devices/${device}/harvest`,
    { bin, ...Object.fromEntries(Object.entries(quantity).map(([item, n]) => [`quantity.${item}`, n])) },
    person,
  );

const held = () =>
  yard.app.rows(
    `SELECT p.sku, p.condition, p.interchange_group = ? AS mine, k.on_hand AS n, k.reserved FROM stock AS k
     JOIN parts AS p ON p.id = k.part WHERE p.condition = 'harvested' ORDER BY p.sku`,
    yard.s.panels,
  );

/** A repair of another 3100 that waits for a panel. */
async function waiting(): Promise<void> {
  const { w, s } = yard;
  await yard.engine.batch([
    row('repairs', {
      id: '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b0a',
      number: 7,
      device: w.spare,
      site: w.maple,
      state: 'on_hold',
      hold_reason: 'parts',
      reported_at: '2027-02-01T12:00:00.000Z',
      recorded_at: '2027-02-01T12:00:00.000Z',
    }),
    row('repair_holds', {
      id: 'h',
      repair: '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b0a',
      reason: 'parts',
      interchange_group: s.panels,
      quantity: 1,
      from_at: '2027-02-01T12:00:00.000Z',
    }),
  ]);
}
const REPAIR = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b0a';

describe('parts out of a device', () => {
  test('are never more than a device has, whether at once or one after another', async () => {
    const { w, s } = yard;
    await yard.retire(w.one);
    expect((await strip(w.one, { [s.panels]: '5' }, w.mara)).status).toBe(303);
    const more = await strip(w.one, { [s.panels]: '5' }, w.mara);
    expect([more.status, more.text.includes('5 came out before')]).toEqual([422, true]);
    expect((await strip(w.one, { [s.panels]: '4' }, w.mara)).status).toBe(303);
  });

  test('stay in it where it stays in service in the very moment', async () => {
    const { w, s, engine } = yard;
    await engine.batch([
      row('proposals', { id: 'p', kind: 'retire', thing: w.one, content: '{}', reason: '', at: 'x' }),
    ]);
    const slow = testApp(
      beforeNext(engine, 'INSERT INTO movements', () =>
        engine.batch([{ sql: "UPDATE proposals SET decision = 'refused'", parameters: [] }]),
      ),
    );
    const fields = { bin: s.van, [`quantity.${s.panels}`]: '1' };
    expect((await slow.post(`/devices/${w.one}/harvest`, fields, w.mara)).status).toBe(409);
    expect(await yard.app.rows('SELECT 1 FROM harvests')).toEqual([]);
  });

  test('go into the bin as the harvested part of their group, made once', async () => {
    const { app, w, s } = yard;
    await yard.retire(w.one, w.two);
    const page = await app.get(`/devices/${w.one}/harvest`, w.sid);
    expect(page.text).toContain('11.6 inch LCD, 30 pin, no touch');
    expect(page.text).not.toContain('40 pin, touch');
    expect((await strip(w.one, { [s.panels]: '1', [s.battery]: '1' }, w.sid)).location).toContain(
      'done=stripped',
    );
    expect((await strip(w.two, { [s.panels]: '1' }, w.tess)).status).toBe(303);
    expect(await held()).toEqual([
      { sku: 'BAT-3100-H', condition: 'harvested', mine: null, n: 1, reserved: 0 },
      { sku: 'LCD-116-30-H', condition: 'harvested', mine: 1, n: 2, reserved: 0 },
    ]);
    expect(
      await app.rows(
        "SELECT sum(quantity) AS n, sum(value_cents) AS cents FROM movements WHERE why = 'harvest'",
      ),
    ).toEqual([{ n: 3, cents: 0 }]);
    // The battery has no group: its harvested twin fits what it fits.
    expect(
      await app.rows("SELECT 1 FROM fits AS f JOIN parts AS p ON p.id = f.part WHERE p.sku = 'BAT-3100-H'"),
    ).toHaveLength(1);
    expect((await app.get(`/devices/${w.one}/harvest`, w.sid)).text).toContain('1 came out before');
  });

  test('two at once make one harvested part', async () => {
    const { w, s } = yard;
    await yard.retire(w.one, w.two);
    const answers = await Promise.all([
      strip(w.one, { [s.panels]: '1' }, w.sid),
      strip(w.two, { [s.panels]: '1' }, w.tess),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(await held()).toMatchObject([{ sku: 'LCD-116-30-H', n: 2 }]);
  });

  test('not out of what is in service, unless it is on its way out', async () => {
    const { app, w, s } = yard;
    const refused = await strip(w.one, { [s.panels]: '1' }, w.sid);
    expect([refused.status, refused.text.includes('retire it first')]).toEqual([422, true]);
    await app.post(`/devices/${w.one}/retire`, { seen: 'in_service', why: 'worn', reason: 'Old' }, w.ian);
    expect((await strip(w.one, { [s.panels]: '1' }, w.sid)).status).toBe(303);
    for (const quantity of [{ [s.touchPanels]: '1' }, { [s.panels]: '-1' }, {}])
      expect((await strip(w.one, quantity, w.sid)).status).toBe(422);
    expect((await strip(w.lostDevice, { [s.panels]: '1' }, w.sid)).status).toBe(422);
  });

  test('level I proposes, a manager agrees; an intern does neither', async () => {
    const { app, w, s } = yard;
    await yard.retire(w.one);
    expect((await strip(w.one, { [s.panels]: '1' }, w.ivy)).status).toBe(403);
    expect((await strip(w.one, { [s.panels]: '1' }, w.ian)).location).toContain('done=proposed');
    expect(await held()).toEqual([]);
    const [proposal] = await app.rows<{ id: string }>("SELECT id FROM proposals WHERE kind = 'harvest'");
    expect((await app.get('/proposals', w.mara)).text).toContain('Take parts out of');
    expect((await app.post(`/proposals/${proposal?.id}/agree`, {}, w.mara)).status).toBe(303);
    expect(await held()).toMatchObject([{ n: 1 }]);
  });
});

describe('donors', () => {
  test('retired devices that hold what a repair waits for; taken, it is kept for that repair', async () => {
    const { app, w, s } = yard;
    await waiting();
    expect((await app.get('/disposal/donors', w.sid)).text).toContain('R-000007');
    expect((await app.get(`/disposal/donors/${REPAIR}`, w.sid)).text).toContain('No retired device holds');
    await yard.retire(w.one, w.two);
    const page = await app.get(`/disposal/donors/${REPAIR}`, w.sid);
    expect([page.text.includes('48213'), page.text.includes('48214')]).toEqual([true, true]);
    const take = (device: string) => app.post(`/disposal/donors/${REPAIR}`, { device, bin: s.van }, w.sid);
    expect((await take(w.one)).location).toBe('/repairs/7?done=stripped');
    expect(await held()).toMatchObject([{ sku: 'LCD-116-30-H', n: 1, reserved: 1 }]);
    // It has given its panel: no donor any more.
    expect((await app.get(`/disposal/donors/${REPAIR}`, w.sid)).text).not.toContain('48213');
    expect((await take(w.one)).status).toBe(422);
    const lines = await app.json('GET', '/api/v1/donors', undefined, w.sid);
    expect(lines.json).toMatchObject({ items: [{ number: 7, reserved: 1, donors: 1 }] });
  });

  test('by program without a bin: into the own vehicle', async () => {
    const { app, w, s } = yard;
    await waiting();
    await yard.retire(w.one);
    const taken = await app.json('POST', '/api/v1/donors', { repair: REPAIR, device: w.one }, w.sid);
    expect([taken.status, taken.json]).toEqual([201, { id: w.one, proposed: false, repair: 7 }]);
    expect(await app.rows('SELECT bin FROM reservations')).toEqual([{ bin: s.van }]);
  });
});
