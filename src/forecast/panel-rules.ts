import type { FleetInput } from './fleet-rules.ts';

/** Units by month. Whole numbers, as they are counted, need half the room. */
export type Units = Float64Array | Float32Array;

/** The input of a fleet forecast, checked and laid out for arithmetic. */
export interface Panel {
  /** months of history, and months ahead */
  past: number;
  ahead: number;
  /** calendar month (0 = January) of every month, history then ahead */
  calendar: Int8Array;
  kinds: string[];
  models: Model[];
  series: Series[];
}

export interface Model {
  id: string;
  /** in service, history then ahead */
  devices: Float64Array;
  /** devices, by the school days of each month where they are known */
  exposure: Float64Array;
  /** months */
  age: Float64Array;
  /** first month in service; past the end where there is none */
  arrived: number;
}

/** One model's demand of one group. */
export interface Series {
  group: number;
  kind: number;
  model: number;
  /** units per month of history; NaN = not known */
  units: Units;
  /** months whose units are a lower bound; absent where none is */
  censored: readonly boolean[] | null;
}

/** Devices of a model that are in service, where the number makes sense. */
function devicesOf(devices: readonly number[], length: number): Float64Array {
  const out = new Float64Array(length);
  for (let t = 0; t < length; t++) {
    // A plan that ends early goes on as it ended.
    const value = devices[Math.min(t, devices.length - 1)] ?? 0;
    out[t] = Number.isFinite(value) && value > 0 ? value : 0;
  }
  return out;
}

const SLICE = 100;

/**
 * Series of groups that have devices; the others are history alone (see fleet-rules.ts).
 * @param kinds those of the whole input where it is a part of one
 */
export function* panelOf(input: FleetInput, kinds = kindsOf(input)): Generator<void, Panel> {
  const past = input.months.length;
  const length = past + input.ahead;
  const days = schoolDays(input, length);
  const kindOf = new Map(kinds.map((kind, index) => [kind, index]));
  const models = input.models.map((model): Model => {
    const devices = devicesOf(model.devices, length);
    const arrived = devices.findIndex((value) => value > 0);
    return {
      id: model.id,
      devices,
      exposure: days ? devices.map((value, t) => value * (days[t] as number)) : devices,
      age: agesOf(model.ageMonths, length),
      arrived: arrived < 0 ? length : arrived,
    };
  });
  const modelOf = new Map(models.map(({ id }, index) => [id, index]));
  const series: Series[] = [];
  for (const [index, group] of input.groups.entries()) {
    if (index % SLICE === 0) yield;
    for (const demand of group.demand) {
      const model = demand.model === null ? undefined : modelOf.get(demand.model);
      if (model === undefined) continue;
      const censored = demand.censored?.some(Boolean) ? demand.censored : null;
      const units = soundUnits(demand.units, past);
      series.push({ group: index, kind: kindOf.get(group.kind) ?? 0, model, units, censored });
    }
  }
  return { past, ahead: input.ahead, calendar: calendarOf(input.months, length), kinds, models, series };
}

function kindsOf({ groups }: FleetInput): string[] {
  return [...new Set(groups.map(({ kind }) => kind))];
}

/** Units as they can be counted: negative and absurd values are not known, missing months too. */
export function soundUnits(units: ArrayLike<number>, past: number): Units {
  // Already laid out so: there are ten thousands of them.
  if (units instanceof Float32Array && units.length === past && units.every(SOUND)) return units;
  const out = new Float64Array(past);
  for (let t = 0; t < past; t++) {
    const value = units[t];
    out[t] = value !== undefined && SOUND(value) ? value : Number.NaN;
  }
  return out;
}

const SOUND = (value: number) => value >= 0 && value < 1e9;

/** School days of each month over their mean; null where none are given. */
function schoolDays(input: FleetInput, length: number): Float64Array | null {
  const given = input.schoolDays;
  if (!given || given.length === 0) return null;
  const sound = given.map((value) => (Number.isFinite(value) && value > 0 ? value : 0));
  const average = sound.reduce((sum, value) => sum + value, 0) / sound.length;
  if (!(average > 0)) return null;
  // Some use goes on in a month without school: summer repair, staff devices.
  return Float64Array.from({ length }, (_, t) => 0.1 + (0.9 * (sound[t] ?? average)) / average);
}

function agesOf(ages: readonly number[], length: number): Float64Array {
  const out = new Float64Array(length);
  let last = 0;
  for (let t = 0; t < length; t++) {
    const value = ages[t];
    last = value !== undefined && Number.isFinite(value) && value >= 0 ? value : t === 0 ? 0 : last + 1;
    out[t] = last;
  }
  return out;
}

function calendarOf(months: readonly string[], length: number): Int8Array {
  const first = Number(months[0]?.slice(5, 7) ?? 1) - 1;
  return Int8Array.from({ length }, (_, t) => {
    const named = months[t]?.slice(5, 7);
    return named ? (Number(named) + 11) % 12 : (first + t) % 12;
  });
}
