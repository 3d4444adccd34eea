import { commit } from '../db/commit.ts';
import { type FleetInput, forecastFleet, type GroupForecast } from './fleet-rules.ts';
import { fingerprintOf, type Inputs, readInputs } from './input.ts';
import { usedOf } from './input-rules.ts';
import { fanOf, packSums } from './kept-json-rules.ts';
import { keepGroups, keepInputs } from './run-changes.ts';
import type { Run } from './run-queries.ts';
import type { RunInputs } from './run-rules.ts';
import { Pace, type Worker } from './worker.ts';
import { Pieces } from './write-pieces.ts';

/** Forecasts every group, and keeps what it says and what it was made from. */
export async function forecastPhase(worker: Worker, run: Pick<Run, 'id' | 'scenario'>): Promise<void> {
  const inputs = await readInputs(worker, run.scenario);
  const { fleet } = inputs;
  const fingerprint = await fingerprintOf(worker, fleet);
  const found = await runFleet(worker, fleet);
  const groups = new Map(fleet.groups.map((group) => [group.id, group]));
  const pace = new Pace(worker);
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
  await commit(await worker.ctx(), null, keepInputs(run.id, fingerprint, JSON.stringify(kept(inputs))));
}

/** The forecast itself, in slices between which others get their turn. */
export async function runFleet(worker: Worker, input: FleetInput): Promise<GroupForecast[]> {
  const pace = new Pace(worker);
  const forecast = forecastFleet(input);
  for (;;) {
    const step = forecast.next();
    if (step.done) return step.value;
    await pace.step();
  }
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

function shortened(factor: GroupForecast['factors'][number]): GroupForecast['factors'][number] {
  return {
    ...factor,
    hazard: digits(factor.hazard),
    average: digits(factor.average),
    age: digits(factor.age),
    month: factor.month.map(digits),
  };
}
