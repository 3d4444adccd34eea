import { beforeEach, expect, test } from 'vitest';
import { type Workshop, workshop } from '../repairs/workshop.ts';
import { Phone } from './phone.ts';

let shop: Workshop;
beforeEach(async () => {
  shop = await workshop();
});

const MINUTE = 60_000;
const TODAY = '2027-03-02';

async function manifest(person: string) {
  return (await shop.app.get('/sync/manifest', person)).json as {
    sites: { id: string; why: string }[];
    visits: { id: string; state: string; siteName: string }[];
    audits: { id: string; title: string }[];
  };
}

test('a phone carries the sites of the visits of the day, and the steps of a visit have their own times', async () => {
  const { app, w } = shop;
  // Tess looks after no site: today she drives to Birch.
  expect((await manifest(w.tess)).sites).toEqual([]);
  const planned = await app.post(
    '/visits/new',
    { site: 'BIR', day: TODAY, purpose: 'routine', people: w.tess },
    w.mara,
  );
  expect(planned.status).toBe(303);
  const carried = await manifest(w.tess);
  expect(carried.sites.map(({ id }) => id)).toEqual([w.birch]);
  const [visit] = carried.visits;
  expect(visit).toMatchObject({ state: 'planned', siteName: 'Birch Middle' });
  const ref = visit?.id ?? '';
  const phone = new Phone(shop, w.tess);
  const begun = app.services.clock();
  const at = (minutes: number) => new Date(begun + minutes * MINUTE).toISOString();
  const steps = [
    phone.make({ kind: 'set_out', ref, fields: { at: '' }, at: at(0) }),
    phone.make({ kind: 'arrive', ref, fields: { at: '', odometer: '' }, at: at(20) }),
    phone.make({
      kind: 'quick',
      ref: '60001',
      fields: { fault: 'screen', remedy: 'replaced', minutes: '15' },
      at: at(30),
    }),
    phone.make({ kind: 'visit_note', ref, fields: { text: 'Asked for a spare cart' }, at: at(40) }),
    phone.make({ kind: 'leave', ref, fields: { at: '' }, at: at(60) }),
  ];
  app.later(120 * MINUTE);
  for (const step of steps) expect((await phone.send(step)).json).toMatchObject({ state: 'saved' });
  const [row] = await app.rows('SELECT state, set_out_at, arrived_at, left_at, recap FROM visits');
  expect(row).toMatchObject({ state: 'left', set_out_at: at(0), arrived_at: at(20), left_at: at(60) });
  // What was done there between arriving and leaving belongs to it.
  expect(String(row?.recap)).toMatch(/Screen|60001|spare cart/);
  expect((await manifest(w.tess)).visits).toEqual([]);
  const again = new Phone(shop, w.cora);
  expect(await again.does({ kind: 'leave', ref, fields: { at: '' } })).toMatchObject({
    state: 'needs_manager',
  });
});

test('the audits that are counted at these sites', async () => {
  const { app, w } = shop;
  const audit = await app.json('POST', '/api/v1/audits', { location: 'MAP', start: true }, w.mara);
  expect(audit.status).toBeLessThan(300);
  expect((await manifest(w.sid)).audits).toHaveLength(1);
  expect((await manifest(w.tess)).audits).toEqual([]);
});
