import type { Engine } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import type { TestApp } from '../support/app.ts';
import type { Cast } from '../support/world.ts';
import { device } from '../support/world-device.ts';

/** A draft with one device for each side, and two technicians with stations of their own. */
export async function claimThings(app: TestApp, engine: Engine, w: Cast) {
  const own = await draft(app, engine, w, { tag: '80001', home: w.maple });
  const other = await draft(app, engine, w, { tag: '80002', home: w.birch });
  const packing = async (batch: string, person: string) =>
    begin(app, `/vendor-batches/${batch}/scan`, {}, person, 4);
  const receiving = async (person: string) =>
    begin(app, '/vendor-batches/receive', { place: w.depot }, person, 3);
  const [p1, p2] = [await packing(own.batch, w.sid), await packing(other.batch, w.tess)];
  const [r1, r2] = [await receiving(w.sid), await receiving(w.tess)];
  return {
    claimBatch: { own: own.batch, other: other.batch },
    claim: { own: own.claim, other: other.claim },
    packStation: { own: p1.station, other: p2.station },
    packEntry: { own: p1.entry, other: p2.entry },
    receiveStation: { own: r1.station, other: r2.station },
    receiveEntry: { own: r1.entry, other: r2.entry },
  };
}

async function draft(app: TestApp, engine: Engine, w: Cast, { tag, home }: { tag: string; home: string }) {
  const id = newId();
  await engine.batch(
    device(w, id, {
      tag,
      serial: `5CD${tag}X`,
      home,
      place: home,
      at: home,
      holder: null,
      assigned: null,
      use: 'one_to_one',
    }),
  );
  await app.post(`/repairs/new?device=${id}`, { note: 'Broken', priority: 'normal' }, w.sid);
  const [repair] = await app.rows<{ id: string }>('SELECT id FROM repairs WHERE device = ?', id);
  const made = await app.post('/vendor-batches/new', { vendor: w.vendor, repairs: repair?.id ?? '' }, w.sid);
  const batch = made.location?.split(/[/?]/)[2] ?? '';
  const [claim] = await app.rows<{ id: string }>('SELECT id FROM claim_lines WHERE batch = ?', batch);
  return { batch, claim: claim?.id ?? '' };
}

/** A station that has read a label of nothing. */
async function begin(app: TestApp, path: string, fields: Record<string, string>, person: string, at: number) {
  const begun = await app.post(path, fields, person);
  const station = begun.location?.split(/[/?]/).at(at) ?? '';
  if (begun.status !== 303) throw new Error(`no station: ${begun.status}`);
  await app.post(`${path}/${station}`, { q: 'no such label' }, person);
  const [entry] = await app.rows<{ id: string }>('SELECT id FROM scan_entries WHERE session = ?', station);
  return { station, entry: entry?.id ?? '' };
}
