import { beforeEach, describe, expect, test } from 'vitest';
import { Book } from '../../src/browser/field-book.ts';
import { kitOptions } from '../../src/browser/field-parts.ts';
import { Database } from '../../src/db/database.ts';
import { kitOffersOf, kitOffersQuery } from '../../src/stock/kit-queries.ts';
import { kitChoices } from '../../src/stock/kit-rules.ts';
import { onHand, type Workshop, workshop } from '../repairs/workshop.ts';
import { row } from '../support/world-row.ts';
import { Phone } from './phone.ts';

let shop: Workshop;
beforeEach(async () => {
  shop = await workshop();
  await shop.app.post(
    '/stock/kits/new',
    {
      name: 'Screen job',
      fault: 'screen',
      'lines.0.group': shop.s.panels,
      'lines.0.quantity': '1',
      'lines.2.part': 'key-3100',
      'lines.2.quantity': '2',
    },
    shop.w.mara,
  );
});

/** What the phone of Sid, a specialist, offers, and what the repair page would. */
async function offered(wanted: { model: string; variant: string | null; fault: string }) {
  const { app, w, engine } = shop;
  const parts = ['catalog', 'stock'].map(async (part) => ({
    part,
    version: '1',
    at: 'x',
    data: (await app.get(`/sync/copy/${part}`, w.sid)).json,
  }));
  const phone = kitOptions(new Book(await Promise.all(parts)).lists, wanted);
  const rows = await new Database(engine).all(kitOffersQuery({ ...wanted, person: w.sid }));
  return { phone, page: kitOffersOf(rows).flatMap(kitChoices) };
}

describe('kits without a network', () => {
  test('are those of the repair page, with what lies in my vehicle and in a depot', async () => {
    const { w, s, engine } = shop;
    const wanted = { model: w.dell3100, variant: null, fault: 'screen' };
    const { phone, page } = await offered(wanted);
    expect(phone).toEqual(page);
    expect(phone.map(({ label }) => label)).toContain('Screen job');
    expect(phone.map(({ value }) => value.split(':')[1])).toContain(s.van);
    expect(await offered({ ...wanted, fault: 'battery' })).toEqual({ phone: [], page: [] });
    expect(await offered({ ...wanted, model: w.lenovo100e })).toEqual({ phone: [], page: [] });
    // One of its parts is known to fit another model, and this one not.
    const fit = { id: 'f-key', model: w.lenovo100e, fault: 'screen', part: s.keycap, state: 'confirmed' };
    await engine.batch([row('fits', { ...fit, at: 'x' })]);
    expect(await offered(wanted)).toEqual({ phone: [], page: [] });
  });

  test('post all their parts when the phone reaches us', async () => {
    const { app, w, s } = shop;
    const { phone } = await offered({ model: w.dell3100, variant: null, fault: 'screen' });
    const kits = phone.find(({ value }) => value.endsWith(s.shelf))?.value ?? '';
    const told = await new Phone(shop, w.sid).does({
      kind: 'quick',
      ref: '48213',
      fields: { fault: 'screen', remedy: 'replaced', minutes: '15', place: 'stay', kits },
    });
    expect(told.state).toBe('saved');
    expect(await app.rows('SELECT part, bin, quantity FROM repair_parts ORDER BY id')).toEqual([
      { part: s.panel, bin: s.shelf, quantity: 1 },
      { part: s.keycap, bin: s.shelf, quantity: 2 },
    ]);
    expect(await onHand(shop, s.shelf, s.panel)).toBe(9);
  });
});
