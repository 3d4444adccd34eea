import { commit, must } from '../db/commit.ts';
import { monthOf } from '../months.ts';
import { writeSetting } from '../settings/changes.ts';
import { startOfDay } from '../web/day.ts';
import { addLedger, dropRows, keepRows } from './kept-changes.ts';
import {
  AWAITED,
  devicesOf,
  ENDS,
  keptRows,
  ledgerSeen,
  readUpTo,
  repairsOf,
  serviceOf,
  usedParts,
} from './kept-queries.ts';
import { Counts, KEPT, type KeptTable, LEDGER_SEEN, Tally, Words } from './kept-rules.ts';
import { MonthStarts } from './month-rules.ts';
import { InService } from './service-rules.ts';
import { PAGES, Pace, piecesUpTo, Reads, type Worker } from './worker.ts';

/** Months that are kept: five years are as much as a forecast learns from. */
export const KEPT_MONTHS = 60;
/** Counts between two looks at the clock. */
const OFTEN = 500;

/** Devices in service by month, as states and purchases say it. */
export async function keepFleet(worker: Worker): Promise<void> {
  const reads = new Reads(worker);
  const { db, today } = await reads.ctx();
  const end = (await db.first(ENDS))?.devices ?? 0;
  const service = new InService(monthOf(today), KEPT_MONTHS);
  for await (const [after, upTo] of piecesUpTo(end, worker))
    for (const row of await (await reads.db()).all(serviceOf(after, upTo))) service.add(row);
  const tally = new Tally();
  for (const [model, month, bought, devices] of service.rows()) tally.add([model, month, bought], devices);
  await settle(worker, 'fleet_months', tally);
}

/** What each device is: its model and month of purchase, as one number. */
async function devicesBy(worker: Worker, reads: Reads, end: number): Promise<[Map<string, number>, Words]> {
  const kinds = new Words();
  const devices = new Map<string, number>();
  for await (const [after, upTo] of piecesUpTo(end, worker))
    for (const { id, model, bought } of await (await reads.db()).all(devicesOf(after, upTo)))
      devices.set(id, kinds.of(`${model}|${bought}`));
  return [devices, kinds];
}

/** Faults found and what repairs took, by month. */
export async function keepFailures(worker: Worker): Promise<void> {
  const reads = new Reads(worker);
  const ends = await (await reads.db()).first(ENDS);
  const [devices, kinds] = await devicesBy(worker, reads, ends?.devices ?? 0);
  const [months, found] = [new Words(), new Words()];
  const counts = new Counts();
  const costs = new Tally();
  let last = 0;
  for await (const [after, upTo] of piecesUpTo(ends?.repairs ?? 0, worker))
    for (const row of await (await reads.db()).all(repairsOf(after, upTo))) {
      const kind = devices.get(row.device);
      if (kind === undefined) continue;
      if (row.fault !== null) counts.add(kind, months.of(row.month), found.of(row.fault), 1);
      // A repair of several faults took what it took once.
      if (row.n !== last) costs.add([modelOf(kinds, kind), row.month], 1, row.partsCents, row.minutes);
      last = row.n;
    }
  devices.clear();
  const faults = new Tally();
  const pace = new Pace(worker);
  let done = 0;
  for (const [kind, month, fault, n] of counts.entries()) {
    const [model = '', bought = ''] = kinds.at(kind).split('|');
    faults.add([model, months.at(month), bought, found.at(fault)], n);
    if (++done % OFTEN === 0) await pace.step();
  }
  await settle(worker, 'failure_months', faults);
  await settle(worker, 'repair_months', costs);
}

function modelOf(kinds: Words, kind: number): string {
  const words = kinds.at(kind);
  return words.slice(0, words.indexOf('|'));
}

/** What was wanted by month, in the district's zone, each unit once. */
export async function keepDemand(worker: Worker): Promise<void> {
  const reads = new Reads(worker);
  const { db, district, today } = await reads.ctx();
  const starts = new MonthStarts(monthOf(today), KEPT_MONTHS, (day) => startOfDay(district.zone, day));
  const ends = await db.first(ENDS);
  const [devices, kinds] = await devicesBy(worker, reads, ends?.devices ?? 0);
  const [things, models, months] = [new Words(), new Words(), new Words()];
  const counts = new Counts();
  const add = (thing: string, model: string, at: string, units: number) => {
    const month = starts.of(at);
    if (month) counts.add(things.of(thing), models.of(model), months.of(month), units);
  };
  for await (const [after, upTo] of piecesUpTo(ends?.parts ?? 0, worker))
    for (const { thing, device, at, units } of await (await reads.db()).all(usedParts(after, upTo))) {
      const kind = devices.get(device);
      if (kind !== undefined) add(thing, modelOf(kinds, kind), at, units);
    }
  for (const { thing, model, at, units } of await (await reads.db()).all(AWAITED))
    add(thing, model, at, units);
  devices.clear();
  const tally = new Tally();
  const pace = new Pace(worker);
  let done = 0;
  for (const [thing, model, month, units] of counts.entries()) {
    tally.add([things.at(thing), months.at(month), models.at(model)], units);
    if (++done % OFTEN === 0) await pace.step();
  }
  await settle(worker, 'demand_months', tally);
}

/** Adds what is new of the ledger to what came and went by month. @returns whether all of it was read */
export async function keepLedger(worker: Worker): Promise<boolean> {
  const { ledger } = worker.portions ?? PAGES;
  const reads = new Reads(worker);
  const [[ends], [kept]] = await (await reads.db()).read(ENDS, ledgerSeen(LEDGER_SEEN));
  const end = ends?.movements ?? 0;
  let seen = kept?.seen ?? 0;
  while (seen < end) {
    const next = Math.min(end, seen + ledger);
    await commit(
      await reads.ctx(),
      null,
      must('the ledger was read up to there and no further', readUpTo(LEDGER_SEEN, seen)),
      addLedger(seen, next),
      writeSetting(LEDGER_SEEN, String(next)),
    );
    seen = next;
    await worker.breathe();
    if (worker.tired()) break;
  }
  return seen >= end;
}

/** Makes the table what the tally says: writes what is new or other, drops what is no longer so. */
async function settle(worker: Worker, table: KeptTable, tally: Tally): Promise<void> {
  const reads = new Reads(worker);
  const pace = new Pace(worker);
  const { keys, values } = KEPT[table];
  const { kept, written } = worker.portions ?? PAGES;
  const dropped: string[][] = [];
  let after: string[] | null = null;
  do {
    const piece: Record<string, string | number>[] = await (await reads.db()).all(
      keptRows(table, after, kept),
    );
    for (const row of piece) {
      const cells = keys.map((name) => String(row[name]));
      const key = cells.join('|');
      const now = tally.rows.get(key);
      if (!now) dropped.push(cells);
      // What is there already takes no more room.
      else if (values.every((name, i) => row[name] === now[i])) tally.rows.delete(key);
    }
    const last = piece.length === kept ? piece.at(-1) : undefined;
    after = last ? keys.map((name) => String(last[name])) : null;
    await pace.step();
  } while (after);
  for (let i = 0; i < dropped.length; i += written) {
    await commit(await reads.ctx(), null, dropRows(table, dropped.slice(i, i + written)));
    await worker.breathe();
  }
  let rows: (string | number)[][] = [];
  const write = async () => {
    if (rows.length > 0) await commit(await reads.ctx(), null, keepRows(table, rows));
    rows = [];
    await worker.breathe();
  };
  for (const [key, numbers] of tally.rows) {
    rows.push([...key.split('|'), ...numbers]);
    if (rows.length >= written) await write();
  }
  await write();
}
