import { fitBase, type Pooled } from './base-rules.ts';
import { type Corrections, cumulated, fitCorrection } from './correction-rules.ts';
import type { FleetGroup, FleetInput } from './fleet-rules.ts';
import { fitHistory, type HistoryModel } from './history-rules.ts';
import { panelOf, soundUnits } from './panel-rules.ts';

/** What is learnt of all groups together: with it and its own past any group can be forecast by itself. */
export interface Learnt {
  /** of what it was learnt: the history's first month and their number, and the models in their order */
  first: string;
  months: number;
  models: string[];
  kinds: string[];
  /** kinds of which something was used */
  seen: boolean[];
  pooled: Pooled;
  /** null: too little history */
  corrections: Corrections | null;
}

/** Months of history from which it corrects the base. */
const ENOUGH = 12;

/** @param history false: the installed base alone, however much history there is */
export function* learnFleet(input: FleetInput, history = true): Generator<void, Learnt> {
  const panel = yield* panelOf(input);
  const base = yield* fitBase(panel);
  const { priors, ages, months, dispersion } = base;
  const seen = panel.kinds.map(() => false);
  panel.series.forEach(({ kind }, s) => {
    seen[kind] ||= base.units[s]?.some((value) => value > 0) ?? false;
  });
  const corrections = panel.past >= ENOUGH && history ? yield* fitCorrection(base, cumulated(base)) : null;
  return {
    first: input.months[0] ?? '',
    months: panel.past,
    models: panel.models.map(({ id }) => id),
    kinds: panel.kinds,
    seen,
    pooled: { priors, ages, months, dispersion },
    corrections,
  };
}

/** Whether what was learnt is of these months, models and kinds. */
export function madeFor(learnt: Learnt, input: FleetInput): boolean {
  return (
    learnt.first === (input.months[0] ?? '') &&
    learnt.months === input.months.length &&
    learnt.models.join() === input.models.map(({ id }) => id).join() &&
    input.groups.every(({ kind }) => learnt.kinds.includes(kind))
  );
}

/** The pool of groups without devices, and of units that no known device took; null where there are none. */
export function* learnHistory(input: FleetInput): Generator<void, HistoryModel | null> {
  const loose: Float64Array[] = [];
  const known = knownModels(input);
  for (const [index, group] of input.groups.entries()) {
    if (index % 500 === 0) yield;
    const units = looseUnits(group, input.months.length, known);
    if (units) loose.push(units);
  }
  return loose.length > 0 ? { ...(yield* fitHistory(loose)), states: [] } : null;
}

export function knownModels({ models }: FleetInput): ReadonlySet<string> {
  return new Set(models.map(({ id }) => id));
}

/** Units that no known device took; not known where a group has no devices; null where all have one. */
export function looseUnits(
  group: FleetGroup,
  past: number,
  models: ReadonlySet<string>,
): Float64Array | null {
  let out: Float64Array | null = null;
  let fits = false;
  for (const demand of group.demand) {
    if (demand.model !== null && models.has(demand.model)) {
      fits = true;
      continue;
    }
    const units = Float64Array.from(soundUnits(demand.units, past), (value, t) =>
      // A month in which the shelf was empty says nothing of what was wanted: left out here.
      demand.censored?.[t] ? Number.NaN : value,
    );
    const before: Float64Array | null = out;
    out = before ? units.map((value, t) => value + (before[t] as number)) : units;
  }
  return out ?? (fits ? null : new Float64Array(past).fill(Number.NaN));
}

/** As text, arrays of numbers marked: a later call goes on with it. */
export function packed(learnt: unknown): string {
  return JSON.stringify(learnt, (_, value: unknown) =>
    value instanceof Float64Array ? { [NUMBERS]: Array.from(value) } : value,
  );
}
const NUMBERS = 'f64';

export function unpacked<T>(text: string): T {
  return JSON.parse(text, (_, value: unknown) => {
    const numbers = value && typeof value === 'object' ? (value as Record<string, unknown>)[NUMBERS] : null;
    return Array.isArray(numbers) ? new Float64Array(numbers) : value;
  }) as T;
}
