import type { FleetGroup, FleetInput } from './fleet-rules.ts';
import type { ModelMonth, Thing } from './input-queries.ts';

/** Units by model, then by month of history. */
export type Wanted = ReadonlyMap<string, Float32Array>;

export interface Parts {
  /** 'YYYY-MM', oldest first */
  months: readonly string[];
  ahead: number;
  things: readonly Thing[];
  /** models that each thing fits */
  fits: ReadonlyMap<string, ReadonlySet<string>>;
  /** what was wanted of each thing */
  wanted: ReadonlyMap<string, Wanted>;
  /** devices and ages of each model by month of history */
  past: ReadonlyMap<string, readonly ModelMonth[]>;
  /** devices and ages of each model in the months ahead */
  future: readonly { id: string; devices: readonly number[]; ageMonths: readonly number[] }[];
  /** months in which the shelf of a thing was empty */
  empty: ReadonlyMap<string, ReadonlySet<string>>;
  schoolDays: readonly number[] | undefined;
}

/** Things between two chances to answer a page. */
const SLICE = 200;

/** The input of a forecast: every thing with every model that it fits or was used on, in a fixed order. */
export function* fleetInput(parts: Parts): Generator<void, FleetInput> {
  const { months, ahead, things } = parts;
  const future = new Map(parts.future.map((model) => [model.id, model]));
  const ids = [...new Set([...parts.past.keys(), ...future.keys()])].sort();
  const models = ids.map((id) => {
    const byMonth = new Map(parts.past.get(id)?.map((row) => [row.month, row]));
    const history = months.map((month) => byMonth.get(month));
    const after = future.get(id);
    const nothing = Array.from({ length: ahead }, () => 0);
    return {
      id,
      devices: [...history.map((row) => row?.devices ?? 0), ...(after?.devices.slice(0, ahead) ?? nothing)],
      ageMonths: [
        ...history.map((row) => (row && row.devices > 0 ? rounded(row.ages / row.devices) : 0)),
        ...(after?.ageMonths.slice(0, ahead).map(rounded) ?? nothing),
      ],
    };
  });
  const never = new Float32Array(months.length);
  const groups: FleetGroup[] = [];
  for (const [i, thing] of things.entries()) {
    if (i % SLICE === 0) yield;
    groups.push(groupOf(thing, parts, never));
  }
  const input: FleetInput = { months, ahead, models, groups };
  return parts.schoolDays ? { ...input, schoolDays: parts.schoolDays } : input;
}

/** @param never units of a model that nothing was used on: one for all of them */
function groupOf(thing: Thing, { months, fits, wanted, empty }: Parts, never: Float32Array): FleetGroup {
  const used: Wanted = wanted.get(thing.id) ?? new Map();
  const fitting = fits.get(thing.id) ?? new Set<string>();
  const models = [...new Set([...fitting, ...used.keys()])].sort();
  const bare = empty.get(thing.id);
  const censored = bare ? { censored: months.map((month) => bare.has(month)) } : {};
  return {
    id: thing.id,
    kind: thing.kind,
    demand: models.map((model) => ({ model, units: used.get(model) ?? never, ...censored })),
  };
}

const rounded = (age: number) => Math.round(age * 10) / 10;

/** What came and went of a thing in one month. */
export interface Flow {
  month: string;
  net: number;
  came: number;
}

/**
 * Months in which nothing lay on the shelf from the first day to the last, though there had been some before:
 * what was used then says less than what was wanted.
 * @param flows in the order of months @param now on hand today
 */
export function emptyMonths(flows: readonly Flow[], now: number, months: readonly string[]): Set<string> {
  const byMonth = new Map(flows.map((flow) => [flow.month, flow]));
  const first = months[0] ?? '';
  const known = flows.filter((flow) => flow.month >= first).reduce((sum, flow) => sum + flow.net, 0);
  const before = flows.filter((flow) => flow.month < first);
  let held = now - known;
  let hadSome = held > 0 || before.some((flow) => flow.came > 0);
  const empty = new Set<string>();
  for (const month of months) {
    const flow = byMonth.get(month);
    const start = held;
    held += flow?.net ?? 0;
    if (hadSome && start <= 0 && held <= 0 && (flow?.came ?? 0) === 0) empty.add(month);
    if (held > 0 || (flow?.came ?? 0) > 0) hadSome = true;
  }
  return empty;
}

/** What a group's forecast was made from, as it is kept: [model, months since the first, units], where not 0. */
export function usedOf(group: FleetGroup, months: readonly string[]): string {
  const wanted = group.demand.map(({ model, units }) => {
    const some: [month: number, units: number][] = [];
    for (let i = 0; i < units.length; i++) {
      const n = units[i] ?? 0;
      if (n > 0) some.push([i, n]);
    }
    return [model, some];
  });
  const empty = group.demand[0]?.censored?.flatMap((is, i) => (is ? [i] : [])) ?? [];
  return JSON.stringify({ first: months[0] ?? '', months: months.length, wanted, empty });
}

/** The part of what was kept that pages show. */
export interface Used {
  first: string;
  months: number;
  wanted: [model: string, units: [month: number, units: number][]][];
  empty: number[];
}

/** All models together, per month. */
export function totalUsed({ months, wanted }: Used): number[] {
  const total = Array.from({ length: months }, () => 0);
  for (const [, units] of wanted) for (const [i, n] of units) total[i] = (total[i] ?? 0) + n;
  return total;
}
