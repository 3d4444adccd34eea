import { createHash } from 'node:crypto';
import { commit } from '../db/commit.ts';
import { type FleetInput, forecastGroups, type GroupForecast } from './fleet-rules.ts';
import type { HistoryModel } from './history-rules.ts';
import { fingerprintOf, type Inputs, readInputs } from './input.ts';
import { usedOf } from './input-rules.ts';
import { fanOf, packSums } from './kept-json-rules.ts';
import { type Learnt, learnFleet, learnHistory, madeFor, packed, unpacked } from './learn-rules.ts';
import {
  dropGroups,
  dropLearnt,
  keepFingerprint,
  keepGroups,
  keepInputs,
  keepLearnt,
} from './run-changes.ts';
import { groupsOf, type Kept, learntOf, type Run } from './run-queries.ts';
import type { RunInputs } from './run-rules.ts';
import { Pace, paced, type Worker } from './worker.ts';
import { Pieces } from './write-pieces.ts';

type OfRun = Pick<Run, 'id' | 'scenario'>;

/** Groups between two looks at whether the worker has to end. */
const AT_ONCE = 250;

/** How a phase ended: whole, to be gone on with by the next worker, or to be begun again from `learn`. */
export type Came = 'done' | 'rests' | 'again';

/** What a worker has read for a run: the phases of a forecast need the same. */
const read = new WeakMap<Worker, { run: string; inputs: Inputs }>();

/** Read once by a worker for all phases of a run. */
export async function inputsFor(worker: Worker, run: OfRun): Promise<Inputs> {
  const known = read.get(worker);
  if (known?.run === run.id) return known.inputs;
  const inputs = await readInputs(worker, run.scenario);
  read.set(worker, { run: run.id, inputs });
  return inputs;
}

export function forgetInputs(worker: Worker): void {
  read.delete(worker);
}

/** Learns what all groups say together, and keeps what the run is made from. */
export async function learnPhase(worker: Worker, run: OfRun): Promise<Came> {
  const inputs = await inputsFor(worker, run);
  const fingerprint = await fingerprintOf(worker, inputs.fleet);
  const learnt = await paced(worker, learnFleet(inputs.fleet));
  await commit(
    await worker.ctx(),
    null,
    dropGroups(run.id),
    dropLearnt(run.id),
    keepLearnt(run.id, 'fleet', packed(learnt)),
    keepInputs(run.id, fingerprint, JSON.stringify(kept(inputs))),
  );
  return 'done';
}

/** Learns from the history of what fits no device. */
export async function historyPhase(worker: Worker, run: OfRun): Promise<Came> {
  const { fleet } = await inputsFor(worker, run);
  const history = await paced(worker, learnHistory(fleet));
  await commit(await worker.ctx(), null, keepLearnt(run.id, 'history', packed(history)));
  return 'done';
}

/** Forecasts group after group, and keeps what it says and what it was made from. */
export async function forecastPhase(worker: Worker, run: OfRun): Promise<Came> {
  const { fleet } = await inputsFor(worker, run);
  const ctx = await worker.ctx();
  const [there, parts, [before]] = await ctx.db.read(groupsOf(run.id), ...learntOf(run.id));
  const [learnt, history] = [joined(parts, 'fleet'), joined(parts, 'history')];
  if (learnt === null || history === null) return 'again';
  const pooled = unpacked<Learnt>(learnt);
  if (!madeFor(pooled, fleet)) return 'again';
  const whole = before?.fingerprint ?? '';
  const now = there.length > 0 ? await fingerprintOf(worker, fleet) : whole;
  // Something was booked between two calls: what the run was made from is both.
  const fingerprint =
    now === whole
      ? whole
      : createHash('sha256')
          .update(whole + now)
          .digest('base64url');
  const has = new Set(there.map(({ thing }) => thing));
  const left = { ...fleet, groups: fleet.groups.filter(({ id }) => !has.has(id)) };
  const pool = unpacked<HistoryModel | null>(history);
  for (let from = 0; from < left.groups.length; from += AT_ONCE) {
    await keepPart(
      worker,
      run,
      left,
      await paced(worker, forecastGroups(left, pooled, pool, from, from + AT_ONCE)),
    );
    if (worker.tired() && from + AT_ONCE < left.groups.length) return 'rests';
  }
  // The backtest is of the plan itself, and goes on with them.
  if (run.scenario) forgetInputs(worker);
  await commit(
    await worker.ctx(),
    null,
    dropLearnt(run.id),
    fingerprint === whole ? null : keepFingerprint(run.id, fingerprint),
  );
  return 'done';
}

async function keepPart(
  worker: Worker,
  run: OfRun,
  fleet: FleetInput,
  found: readonly GroupForecast[],
): Promise<void> {
  const groups = new Map(fleet.groups.map((group) => [group.id, group]));
  const pace = new Pace(worker);
  const shortened = shortening();
  const pieces = new Pieces(worker, (rows) => keepGroups(run.id, rows));
  for (const forecast of found) {
    const group = groups.get(forecast.group);
    await pieces.add([
      forecast.group,
      forecast.how,
      packSums(forecast.sums),
      JSON.stringify(fanOf(forecast)),
      JSON.stringify(forecast.factors.map(shortened)),
      group ? usedOf(group, fleet.months) : '{}',
    ]);
    await pace.step();
  }
  await pieces.flush();
}

/** What was kept in pieces; null where nothing was. */
export function joined(parts: readonly Kept[], what: Kept['what']): string | null {
  const own = parts.filter((part) => part.what === what);
  return own.length > 0 ? own.map(({ text }) => text).join('') : null;
}

function kept({ fleet, excess }: Inputs): RunInputs {
  return {
    first: fleet.months[0] ?? '',
    months: fleet.months.length,
    ahead: fleet.ahead,
    models: fleet.models.map(({ id, devices, ageMonths }) => ({ id, devices, ageMonths })),
    schoolDays: fleet.schoolDays ?? null,
    excess: excess.map(({ name, month, asked, there }) => ({ name, month, asked, there })),
  };
}

const digits = (value: number) => Number(value.toPrecision(5));

type Factor = GroupForecast['factors'][number];

/** Factors of a kind have the same months, which are made shorter once. */
function shortening(): (factor: Factor) => Factor {
  const months = new Map<Factor['month'], number[]>();
  return (factor) => {
    const month = months.get(factor.month) ?? factor.month.map(digits);
    months.set(factor.month, month);
    return {
      ...factor,
      hazard: digits(factor.hazard),
      average: digits(factor.average),
      age: digits(factor.age),
      month,
    };
  };
}
