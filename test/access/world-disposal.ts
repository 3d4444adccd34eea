import type { SqliteEngine } from '../../src/db/engine-sqlite.ts';
import { newId } from '../../src/db/id.ts';
import type { Cast } from '../support/world.ts';
import { device } from '../support/world-device.ts';
import { AT, row } from '../support/world-row.ts';
import type { Pair } from './world.ts';

/** Two lots that Sid has gathered, each with a retired device and a certificate. */
export async function lotRows(engine: SqliteEngine, w: Cast): Promise<{ lot: Pair; lotDevice: Pair }> {
  const lot = { own: newId(), other: newId() };
  const lotDevice = { own: newId(), other: newId() };
  const gathered = (side: keyof Pair, tag: string, home: string) => [
    ...device(w, lotDevice[side], {
      tag,
      serial: `5CD7${tag}XYZ`,
      home,
      place: home,
      at: home,
      holder: null,
      assigned: null,
      use: 'spare',
      state: 'retired',
    }),
    row('lots', {
      id: lot[side],
      name: `Pallet ${side}`,
      place: w.depot,
      state: 'draft',
      made_by: w.sid,
      made_at: AT,
      certificate: `${side.repeat(5)}-${'a'.repeat(20)}.pdf`,
      certificate_type: 'application/pdf',
    }),
    row('lot_devices', {
      id: newId(),
      lot: lot[side],
      device: lotDevice[side],
      added_by: w.sid,
      added_at: AT,
    }),
  ];
  await engine.batch([...gathered('own', '70001', w.maple), ...gathered('other', '70002', w.birch)]);
  return { lot, lotDevice };
}

/** The names of their certificates in the store. */
export const CERTIFICATES = ['own', 'other'].map((side) => `${side.repeat(5)}-${'a'.repeat(20)}.pdf`);
