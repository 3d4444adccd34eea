import type { Engine } from '../../src/db/engine.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { stockWithFaults } from '../support/lists.ts';
import type { Shelf } from '../support/stock.ts';
import type { Cast } from '../support/world.ts';

/** Retired devices, and what a test does with them. */
export interface Yard {
  engine: Engine;
  app: TestApp;
  w: Cast;
  s: Shelf;
  retire(...devices: readonly string[]): Promise<void>;
  lot(person: string): Promise<string>;
  scan(lot: string, tag: string, person: string): Promise<{ status: number; text: string }>;
  out(lot: string, tag: string, person: string): Promise<{ status: number; text: string }>;
  move(lot: string, move: string, person: string): Promise<number>;
  tick(lot: string, person: string, what?: string): Promise<number>;
  state(device: string): Promise<string | undefined>;
  version(lot: string): Promise<string>;
}

export async function makeYard(): Promise<Yard> {
  const engine = freshDatabase();
  const { w, s } = await stockWithFaults(engine);
  const app = testApp(engine);
  const version = async (lot: string) =>
    String(
      (await app.rows<{ version: number }>('SELECT version FROM lots WHERE id = ?', lot))[0]?.version ?? 1,
    );
  return {
    engine,
    app,
    w,
    s,
    version,
    retire: async (...devices) => {
      for (const device of devices)
        await app.post(
          `/devices/${device}/retire`,
          { seen: 'in_service', why: 'worn', reason: 'Old' },
          w.sid,
        );
    },
    lot: async (person) => {
      const made = await app.post('/disposal/lots/new', { name: 'Pallet 1', place: w.depot }, person);
      return made.location?.split(/[/?]/).at(3) ?? '';
    },
    scan: (lot, tag, person) => app.post(`/disposal/lots/${lot}/scan`, { q: tag }, person),
    out: (lot, tag, person) => app.post(`/disposal/lots/${lot}/load-out`, { q: tag }, person),
    move: async (lot, move, person) =>
      (await app.post(`/disposal/lots/${lot}/move`, { version: await version(lot), move }, person)).status,
    tick: async (lot, person, what = 'both') => {
      const rows = await app.rows<{ id: string }>(
        'SELECT id FROM lot_devices WHERE lot = ? AND ended_at IS NULL AND left_at IS NULL',
        lot,
      );
      const ids = rows.map(({ id }) => id);
      return (await app.post(`/disposal/lots/${lot}/tick`, { ids, what }, person)).status;
    },
    state: async (device) =>
      (await app.rows<{ state: string }>('SELECT state FROM devices WHERE id = ?', device))[0]?.state,
  };
}
