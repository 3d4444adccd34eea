import type { Engine } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import { type RepairRow, repairOf, reported, type Workshop, workshop } from '../repairs/workshop.ts';
import { device as deviceRows } from '../support/world-device.ts';
import { row } from '../support/world-row.ts';

export interface Bench extends Workshop {
  engine: Engine;
  /** a plan: 2 incidents for a device and year, a pool of three for all of them, claims to the vendor */
  plan: string;
}

/** A workshop with a coverage plan that no device has yet. */
export async function claimBench(plan: Record<string, string | number | null> = {}): Promise<Bench> {
  const shop = await workshop();
  const id = newId();
  await shop.engine.batch([
    row('coverage_plans', {
      id,
      name: 'Accident plan',
      incidents: 2,
      per: 'year',
      vendor: shop.w.vendor,
      pool_incidents: 3,
      ...plan,
    }),
  ]);
  return { ...shop, plan: id };
}

/** Puts a device on the plan, its warranty over. */
export async function onPlan({ engine, plan }: Bench, ...devices: string[]): Promise<void> {
  await engine.batch([
    {
      sql: `UPDATE devices SET warranty_until = '2026-06-30', coverage_plan = ?, coverage_until = '2028-06-30'
            WHERE id IN (SELECT value FROM json_each(?))`,
      parameters: [plan, JSON.stringify(devices)],
    },
  ]);
}

/** More devices of Maple, each with a reported repair. */
export async function moreDevices(
  bench: Bench,
  count: number,
): Promise<{ device: string; repair: RepairRow }[]> {
  const made: { device: string; repair: RepairRow }[] = [];
  for (let i = 0; i < count; i++) {
    const id = newId();
    const { w } = bench;
    await bench.engine.batch(
      deviceRows(w, id, {
        tag: `7${String(i).padStart(4, '0')}`,
        serial: `7CD${String(i).padStart(4, '0')}`,
        home: w.maple,
        place: w.mapleRoom,
        at: w.maple,
        holder: null,
        assigned: null,
        use: 'one_to_one',
      }),
    );
    made.push({ device: id, repair: await reported(bench, id) });
  }
  return made;
}

export interface BatchRow {
  id: string;
  number: number;
  state: string;
  devices: number;
  waiting: number;
  version: number;
  closed_at: string | null;
}

export interface LineRow {
  id: string;
  device: string;
  repair: string;
  state: string;
  cover: string | null;
  deprovision: string | null;
  reason: string;
}

export async function batchRow({ app }: Bench, id: string): Promise<BatchRow> {
  const [row] = await app.rows<BatchRow>('SELECT * FROM claim_batches WHERE id = ?', id);
  if (!row) throw new Error('no batch');
  return row;
}

export function linesOf({ app }: Bench, batch: string): Promise<LineRow[]> {
  return app.rows<LineRow>('SELECT * FROM claim_lines WHERE batch = ? ORDER BY n', batch);
}

/** A draft with the open repairs of these devices, which are reported where they have none. */
export async function draftOf(bench: Bench, ...devices: string[]): Promise<string> {
  const { app, w } = bench;
  const repairs: string[] = [];
  for (const id of devices) {
    const [open] = await app.rows<{ id: string }>(
      'SELECT id FROM repairs WHERE device = ? AND closed_at IS NULL',
      id,
    );
    repairs.push(open?.id ?? (await reported(bench, id)).id);
  }
  const answer = await app.post('/vendor-batches/new', { vendor: w.vendor, repairs }, w.sid);
  if (answer.status !== 303) throw new Error(answer.text);
  return answer.location?.split(/[/?]/)[2] ?? '';
}

/** Posts to a batch. */
export function batchStep(
  bench: Bench,
  batch: string,
  path: string,
  fields: Record<string, string | string[]> = {},
  person: string = bench.w.sid,
) {
  return bench.app.post(`/vendor-batches/${batch}/${path}`, fields, person);
}

/** Ticks all that is in it and packs it. */
export async function packed(bench: Bench, batch: string): Promise<void> {
  const claims = (await linesOf(bench, batch)).filter((line) => line.state === 'in').map((line) => line.id);
  await done(batchStep(bench, batch, 'deprovisioned', { claims, how: 'done' }));
  const { version } = await batchRow(bench, batch);
  await done(batchStep(bench, batch, 'packed', { version: String(version) }));
}

/** Packs it and sends it. */
export async function sent(bench: Bench, batch: string, fields: Record<string, string> = {}): Promise<void> {
  await packed(bench, batch);
  const { version } = await batchRow(bench, batch);
  await done(batchStep(bench, batch, 'send', { version: String(version), ...fields }));
}

/** Posts how the device came back. */
export async function comeBack(
  bench: Bench,
  batch: string,
  device: string,
  fields: Record<string, string>,
  person: string = bench.w.sid,
) {
  const line = (await linesOf(bench, batch)).find((one) => one.device === device);
  return batchStep(bench, batch, `claims/${line?.id}`, { place: bench.w.depot, ...fields }, person);
}

export async function done(answer: ReturnType<Bench['app']['post']>): Promise<string> {
  const { status, text, location } = await answer;
  if (status !== 303)
    throw new Error(
      `${status} ${text
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .slice(0, 900)}`,
    );
  return location ?? '';
}

export { repairOf, reported };
