import { expect, test } from 'vitest';
import { opened } from '../support/stock.ts';
import { keptFaults, onHand, repairOf, workshop } from './workshop.ts';

test('a repair costs its parts at the moving average, what the books lose, whatever is bought later', async () => {
  const shop = await workshop();
  const { app, w, s, engine } = shop;
  const worth = async () =>
    (await app.rows('SELECT value_cents AS n FROM part_values WHERE part = ?', s.panel))[0]?.n;
  const quick = (device: string, fields: Record<string, string> = {}) => {
    const form = { fault: 'screen', remedy: 'replaced', minutes: '15', outcome: 'repaired', place: 'stay' };
    return app.post(`/devices/${device}/repair`, { ...form, parts: `${s.panel}:${s.van}`, ...fields }, w.sid);
  };
  // 12 at the catalogue's 20.00, and 12 at 30.01: 25.005 each, halves rounded up.
  await engine.batch(opened(s.shelf, s.panel, 12, 3001));
  expect((await quick(w.one)).status).toBe(303);
  const one = await repairOf(shop, w.one);
  expect([one.parts_cents, await worth()]).toEqual([2501, 60_012 - 2501]);
  expect((await app.json('GET', `/api/v1/repairs/${one.number}`, undefined, w.sid)).json).toMatchObject({
    partsCents: 2501,
    parts: [{ costCents: 2501 }],
  });
  expect((await app.get(`/repairs/${one.number}`, w.sid)).text).toContain('30 pin, 25.01');
  // Dearer ones come: the next repair pays for them in part, the first one stays as it was.
  await engine.batch(opened(s.shelf, s.panel, 23, 5000));
  expect((await quick(w.two)).status).toBe(303);
  expect((await repairOf(shop, w.two)).parts_cents).toBe(Math.round((57_511 + 115_000) / 46));
  expect((await repairOf(shop, w.one)).parts_cents).toBe(2501);
  // The vehicle holds none any more by the books, the district does: the average still.
  expect(await onHand(shop, s.van, s.panel)).toBe(0);
  expect((await quick(w.spare)).status).toBe(303);
  expect((await repairOf(shop, w.spare)).parts_cents).toBe(3750);
  // None anywhere: the catalogue's price.
  await engine.batch([
    { sql: 'UPDATE part_values SET on_hand = 0, value_cents = 0 WHERE part = ?', parameters: [s.battery] },
  ]);
  expect((await quick(w.one, { fault: 'battery', parts: `${s.battery}:${s.van2}` })).status).toBe(303);
  const last = await app.rows('SELECT cost_cents FROM repair_parts WHERE part = ?', s.battery);
  expect(last).toEqual([{ cost_cents: 3500 }]);
  expect(await keptFaults(shop)).toEqual([]);
});
