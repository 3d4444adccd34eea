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
import {
  Counts,
  CountsOf,
  KEPT,
  type KeptTable,
  LEDGER_SEEN,
  type Settled,
  Tally,
  Words,
} from './kept-rules.ts';
import { MonthStarts } from './month-rules.ts';
import { InService } from './service-rules.ts';
import { PAGES, Pace, piecesUpTo, Reads, type Worker } from './worker.ts';

/** Months that are kept: five years are as much as a forecast learns from. */
export const KEPT_MONTHS = 60;

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

/** Devices by what each is: its model and month of purchase, as one number. */
interface Devices {
  kindOf: ReadonlyMap<string, number>;
  kinds: Words;
  /** of each kind */
  models: number[];
  modelWords: Words;
}

/** Read by `keepFailures`, and once more of use for `keepDemand`, which comes after it. */
const known = new WeakMap<Worker, Devices>();

async function devicesBy(worker: Worker, reads: Reads, end: number): Promise<Devices> {
  const [kinds, modelWords] = [new Words(), new Words()];
  const kindOf = new Map<string, number>();
  const models: number[] = [];
  for await (const [after, upTo] of piecesUpTo(end, worker))
    for (const { id, model, bought } of await (await reads.db()).all(devicesOf(after, upTo))) {
      const kind = kinds.of(`${model}|${bought}`);
      models[kind] ??= modelWords.of(model);
      kindOf.set(id, kind);
    }
  return { kindOf, kinds, models, modelWords };
}

/** Faults found and what repairs took, by month. */
export async function keepFailures(worker: Worker): Promise<void> {
  const reads = new Reads(worker);
  const ends = await (await reads.db()).first(ENDS);
  const devices = await devicesBy(worker, reads, ends?.devices ?? 0);
  known.set(worker, devices);
  const { kindOf, kinds, models, modelWords } = devices;
  const [months, found] = [new Words(), new Words()];
  const counts = new Counts();
  /** repairs, cents and minutes by model and month */
  const costs = [new Counts(), new Counts(), new Counts()] as const;
  let last = 0;
  for await (const [after, upTo] of piecesUpTo(ends?.repairs ?? 0, worker))
    for (const row of await (await reads.db()).all(repairsOf(after, upTo))) {
      const kind = kindOf.get(row.device);
      if (kind === undefined) continue;
      const month = months.of(row.month);
      if (row.fault !== null) counts.add(kind, month, found.of(row.fault), 1);
      // A repair of several faults took what it took once.
      if (row.n === last) continue;
      last = row.n;
      const model = models[kind] as number;
      costs[0].add(model, month, 0, 1);
      costs[1].add(model, month, 0, row.partsCents);
      costs[2].add(model, month, 0, row.minutes);
    }
  const faults = new CountsOf(
    counts,
    ([model = '', month = '', bought = '', fault = '']) => [
      kinds.find(`${model}|${bought}`),
      months.find(month),
      found.find(fault),
    ],
    (kind, month, fault) => {
      const [model = '', bought = ''] = kinds.at(kind).split('|');
      return [model, months.at(month), bought, found.at(fault)];
    },
  );
  await settle(worker, 'failure_months', faults);
  const took = new Tally();
  for (const [model, month, , repairs] of costs[0].entries())
    took.add(
      [modelWords.at(model), months.at(month)],
      repairs,
      costs[1].of(model, month, 0),
      costs[2].of(model, month, 0),
    );
  await settle(worker, 'repair_months', took);
}

/** What was wanted by month, in the district's zone, each unit once. */
export async function keepDemand(worker: Worker): Promise<void> {
  const reads = new Reads(worker);
  const { db, district, today } = await reads.ctx();
  const starts = new MonthStarts(monthOf(today), KEPT_MONTHS, (day) => startOfDay(district.zone, day));
  const ends = await db.first(ENDS);
  const counts = new Counts();
  const [things, months] = [new Words(), new Words()];
  const models = await wantedBy();
  await worker.breathe();
  for (const { thing, model, at, units } of await (await reads.db()).all(AWAITED))
    add(thing, models.of(model), at, units);
  await worker.breathe();
  const wanted = new CountsOf(
    counts,
    ([thing = '', month = '', model = '']) => [things.find(thing), models.find(model), months.find(month)],
    (thing, model, month) => [things.at(thing), months.at(month), models.at(model)],
  );
  await settle(worker, 'demand_months', wanted);

  function add(thing: string, model: number, at: string, units: number): void {
    const month = starts.of(at);
    if (month) counts.add(things.of(thing), model, months.of(month), units);
  }

  /** @returns the models' words; which device is which is held no longer than that */
  async function wantedBy(): Promise<Words> {
    const { kindOf, models, modelWords } =
      known.get(worker) ?? (await devicesBy(worker, reads, ends?.devices ?? 0));
    known.delete(worker);
    for await (const [after, upTo] of piecesUpTo(ends?.parts ?? 0, worker))
      for (const { thing, device, at, units } of await (await reads.db()).all(usedParts(after, upTo))) {
        const kind = kindOf.get(device);
        if (kind !== undefined) add(thing, models[kind] as number, at, units);
      }
    return modelWords;
  }
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

/** Makes the table what is counted: writes what is new or other, drops what is no longer so. */
async function settle(worker: Worker, table: KeptTable, now: Settled): Promise<void> {
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
      const own = now.of(cells);
      if (!own) dropped.push(cells);
      else if (values.every((name, i) => row[name] === own[i])) now.forget(cells);
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
  for (const row of now.rest()) {
    rows.push(row);
    if (rows.length >= written) await write();
  }
  await write();
}
