import type { Engine } from '../../src/db/engine.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { districtWithLists } from '../support/lists.ts';
import type { Shelf } from '../support/stock.ts';
import type { Cast } from '../support/world.ts';

export interface Workshop {
  engine: Engine;
  app: TestApp;
  w: Cast;
  s: Shelf;
}

/** The cast with the starting lists and the named stock. */
export async function workshop(): Promise<Workshop> {
  const engine = freshDatabase();
  const app = testApp(engine);
  return { engine, app, ...(await districtWithLists(engine)) };
}

export interface RepairRow {
  id: string;
  number: number;
  state: string;
  version: number;
  technician: string | null;
  outcome: string | null;
  headline: string;
  level: number;
  minutes: number;
  parts_cents: number;
  hold_reason: string | null;
  to_confirm: number;
  above_level: number;
  due_at: string | null;
  expected_on: string | null;
  site: string;
  had_device: string | null;
  came_back: number;
  quick: number;
  closed_at: string | null;
  ready_at: string | null;
  reported_at: string;
}

/** The repairs of a device, the oldest first. */
export function repairsOf({ app }: Workshop, device: string): Promise<RepairRow[]> {
  return app.rows<RepairRow>('SELECT * FROM repairs WHERE device = ? ORDER BY n', device);
}

export async function repairOf(shop: Workshop, device: string): Promise<RepairRow> {
  const repair = (await repairsOf(shop, device)).at(-1);
  if (!repair) throw new Error('no repair');
  return repair;
}

/** Reports a cracked screen on a device, by the specialist. */
export async function reported(shop: Workshop, device: string, fields: Record<string, string> = {}) {
  const answer = await shop.app.post(
    `/repairs/new?device=${device}`,
    { symptom: 'cracked-screen', note: '', priority: 'normal', ...fields },
    shop.w.sid,
  );
  if (answer.status !== 303) throw new Error(answer.text);
  return repairOf(shop, device);
}

/** Posts a move of a repair. */
export function move(
  shop: Workshop,
  repair: { number: number },
  path: string,
  fields: Record<string, string | string[]> = {},
  person: string = shop.w.sid,
) {
  return shop.app.post(`/repairs/${repair.number}/${path}`, fields, person);
}

/** Who or what has a device by its open custody row. */
export async function custodyOf({ app }: Workshop, device: string) {
  const [row] = await app.rows<{ id: string; location: string; person: string | null; why: string }>(
    'SELECT id, location, person, why FROM custody WHERE device = ? AND to_at IS NULL',
    device,
  );
  return row;
}

export async function onHand({ app }: Workshop, bin: string, part: string): Promise<number> {
  const [row] = await app.rows<{ on_hand: number }>(
    'SELECT on_hand FROM stock WHERE bin = ? AND part = ?',
    bin,
    part,
  );
  return row?.on_hand ?? 0;
}

/** What is wrong with what is kept twice: headline aside, all of it; [] where nothing is. */
export async function keptFaults({ app }: Workshop): Promise<string[]> {
  const faults: string[] = [];
  const check = async (name: string, sql: string) => {
    const rows = await app.rows(sql);
    if (rows.length > 0) faults.push(`${name}: ${JSON.stringify(rows)}`);
  };
  await check(
    'minutes',
    `SELECT number FROM repairs AS r WHERE minutes <> (SELECT ifnull(sum(minutes), 0) FROM repair_lines
       WHERE repair = r.id AND withdrawn_at IS NULL)`,
  );
  await check(
    'parts_cents',
    `SELECT number FROM repairs AS r WHERE parts_cents <> (SELECT ifnull(sum(cost_cents), 0) FROM repair_parts
       WHERE repair = r.id AND returned_at IS NULL)`,
  );
  await check(
    'hold_reason',
    `SELECT number FROM repairs AS r WHERE hold_reason IS NOT
       (SELECT reason FROM repair_holds WHERE repair = r.id AND to_at IS NULL)`,
  );
  await check(
    'fault_tallies',
    `SELECT t.model, t.fault, t.n FROM fault_tallies AS t WHERE n <> (SELECT count(*) FROM repair_lines AS l
       JOIN repairs AS r ON r.id = l.repair JOIN devices AS d ON d.id = r.device
       WHERE d.model = t.model AND l.fault = t.fault AND l.withdrawn_at IS NULL)`,
  );
  await check(
    'stock',
    `SELECT bin, part FROM stock AS s WHERE on_hand <> (SELECT ifnull(sum(quantity), 0) FROM movements
       WHERE bin = s.bin AND part = s.part)`,
  );
  await check(
    'open hold',
    `SELECT number FROM repairs AS r WHERE (state IN ('on_hold', 'at_vendor')) <>
       EXISTS (SELECT 1 FROM repair_holds WHERE repair = r.id AND to_at IS NULL)`,
  );
  await check(
    'custody',
    `SELECT d.tag FROM devices AS d JOIN custody AS c ON c.device = d.id AND c.to_at IS NULL
       WHERE d.place IS NOT c.location OR d.holder IS NOT c.person OR d.due_on IS NOT c.due_on`,
  );
  return faults;
}
