import { type Base, keyOf } from './base-rules.ts';
import { type Experts, fitExperts, predicted } from './expert-rules.ts';
import { type HazardPrior, hazardOf } from './hazard-rules.ts';
import type { Component } from './mixture-rules.ts';
import type { Series, Units } from './panel-rules.ts';

/**
 * History corrects the base: a negative binomial regression, pooled over all series, of the units of the
 * next h months together on what the base expects of them (the offset) and on how the series, its model,
 * its kind and the whole panel have lately stood against the base. Sums are fitted as sums, so months
 * that depend on each other are in the size. Trained on every past month at that month's knowledge of
 * the counts.
 */
export interface Correction extends Corrections {
  /** state at the end of history, per series */
  features: Float64Array;
  /** hazard per series at the end of history */
  hazards: Float64Array;
}

/** What is learnt of all series together. */
export interface Corrections {
  fit: Experts;
  longest: number;
  /** how models, kinds and the panel stand against the base at the end of history: log ratios */
  models: Float64Array;
  kinds: Float64Array;
  panel: number;
}

export const WIDTH = 12;
const DECAYS = [0.97, 0.9, 0.75] as const;
const HORIZONS = [1, 3, 2, 3, 6, 3, 12];
const MOST_ROWS = 36_000;
/** Without a reason to, nothing is corrected; the size least of all (chosen on made districts). */
const RIDGE = { ridge: 1_000, sizeRidge: 3_000, steps: 60 };
const SLICE = 4_000;
const FIRST = 5;
/** Units that ratios are shrunk to 1 with: of a series, and of a model, kind or panel. */
const OWN = 1.5;
const SHARED = 6;

interface State {
  /** discounted units and weighed exposure per series and decay */
  units: Float64Array;
  exposure: Float64Array;
  /** undiscounted, over the dispersion */
  allUnits: Float64Array;
  allExposure: Float64Array;
  hazards: Float64Array;
  /** log ratios of models, kinds, panel */
  models: Float64Array;
  kinds: Float64Array;
  panel: number;
}

/** Cumulative weighed exposure of every kind and model: [t] = sum of months before t. */
export function cumulated(base: Base): Map<number, Float64Array> {
  const out = new Map<number, Float64Array>();
  for (const [key, values] of base.weighed) {
    const sums = new Float64Array(values.length + 1);
    for (let t = 0; t < values.length; t++) sums[t + 1] = (sums[t] as number) + (values[t] as number);
    out.set(key, sums);
  }
  return out;
}

export function* fitCorrection(base: Base, sums: Map<number, Float64Array>): Generator<void, Corrections> {
  const { panel } = base;
  const n = panel.series.length;
  const state = blank(base);
  const stride = Math.max(1, Math.ceil((n * Math.max(1, panel.past - FIRST)) / MOST_ROWS));
  const longest = Math.max(1, Math.floor(panel.past / 3));
  const horizons = HORIZONS.filter((h) => h <= longest);
  const x: number[] = [];
  const y: number[] = [];
  const offsets: number[] = [];
  const row = new Float64Array(WIDTH);
  // Looked up once, not in every month.
  const weighed = panel.series.map((_, s) => weighedOf(base, s));
  for (let t = 0; t < panel.past; t++) {
    yield* advance(base, state, weighed, t);
    if (t < FIRST || t >= panel.past - 1) continue;
    for (let s = 0; s < n; s++) {
      if (s % SLICE === 0) yield;
      const draw = (s * 7919 + t * 104_729) % 1_000_003;
      if (draw % stride !== 0) continue;
      const h = Math.min(horizons[draw % horizons.length] as number, panel.past - 1 - t);
      const ahead = unitsAhead(base.units[s] as Units, t, h);
      if (Number.isNaN(ahead)) continue;
      const offset = rowOf(base, sums, state, s, t, h, row);
      if (offset < 1e-5) continue;
      for (let i = 0; i < WIDTH; i++) x.push(row[i] as number);
      y.push(ahead);
      offsets.push(offset);
    }
  }
  const fit = yield* fitExperts(
    {
      x: new Float64Array(x),
      width: WIDTH,
      y: new Float64Array(y),
      offset: new Float64Array(offsets),
    },
    1,
    RIDGE,
  );
  const { models, kinds, panel: whole } = state;
  return { fit, longest: Math.max(...horizons), models, kinds, panel: whole };
}

/** What was learnt of all series, for those of a base: each with its own past. */
export function* correctionOf(
  base: Base,
  sums: Map<number, Float64Array>,
  learnt: Corrections,
): Generator<void, Correction> {
  const { panel } = base;
  const n = panel.series.length;
  const { models, kinds } = learnt;
  const state: State = { ...blank(base), models, kinds, panel: learnt.panel };
  const features = new Float64Array(n * WIDTH);
  const row = new Float64Array(WIDTH);
  for (let s = 0; s < n; s++) {
    if (s % 500 === 0) yield;
    const weighed = weighedOf(base, s);
    for (let t = 0; t < panel.past; t++) takeMonth(base, state, weighed, s, t);
    // Nobody asks what it was before.
    takeHazard(base, state, s);
    rowOf(base, sums, state, s, panel.past - 1, 1, row);
    features.set(row, s * WIDTH);
  }
  return { ...learnt, features, hazards: state.hazards };
}

function blank({ panel }: Base): State {
  const n = panel.series.length;
  return {
    units: new Float64Array(n * 3),
    exposure: new Float64Array(n * 3),
    allUnits: new Float64Array(n),
    allExposure: new Float64Array(n),
    hazards: new Float64Array(n),
    models: new Float64Array(panel.models.length),
    kinds: new Float64Array(panel.kinds.length),
    panel: 0,
  };
}

/** The distribution of the next `h` months together of one series. */
export function correctedSum(
  correction: Correction,
  s: number,
  h: number,
  /** weighed exposure of those months */
  exposure: number,
): Component[] {
  const offset = exposure * (correction.hazards[s] as number);
  if (!(offset > 0)) return [{ weight: 1, mean: 0, size: Infinity }];
  // These two are of the months asked for: set anew each time, in place.
  const row = s * WIDTH;
  correction.features[row + 1] = logOffset(offset);
  correction.features[row + 3] = Math.log(Math.min(h, correction.longest));
  return predicted(correction.fit, correction.features, row, offset);
}

/** Takes month t into the state. */
function* advance(base: Base, state: State, weighed: Float64Array[], t: number): Generator<void> {
  const { panel } = base;
  const byModel = new Float64Array(panel.models.length * 2);
  const byKind = new Float64Array(panel.kinds.length * 2);
  let seen = 0;
  let expected = 0;
  for (const [s, series] of panel.series.entries()) {
    if (s % SLICE === 0) yield;
    takeMonth(base, state, weighed[s] as Float64Array, s, t);
    takeHazard(base, state, s);
    const hazard = state.hazards[s] as number;
    const prior = base.priors[series.kind] as HazardPrior;
    const units = state.units[s * 3 + 1] as number;
    // Against the kind's average for the model and the kind; against the series' own for the panel.
    const usual = prior.mean * (state.exposure[s * 3 + 1] as number);
    const m = series.model * 2;
    byModel[m] = (byModel[m] as number) + units;
    byModel[m + 1] = (byModel[m + 1] as number) + usual;
    const own = hazard * (state.exposure[s * 3 + 1] as number);
    const k = series.kind * 2;
    byKind[k] = (byKind[k] as number) + units;
    byKind[k + 1] = (byKind[k + 1] as number) + own;
    seen += state.units[s * 3 + 2] as number;
    expected += hazard * (state.exposure[s * 3 + 2] as number);
  }
  state.models = ratios(byModel);
  state.kinds = ratios(byKind);
  state.panel = Math.log((seen + SHARED) / (expected + SHARED));
}

function weighedOf({ panel, weighed }: Base, s: number): Float64Array {
  return weighed.get(keyOf(panel, panel.series[s] as Series)) as Float64Array;
}

/** Takes month t of one series into the state. */
function takeMonth(base: Base, state: State, exposure: Float64Array, s: number, t: number): void {
  const value = (base.units[s] as Units)[t] as number;
  const weighed = exposure[t] as number;
  if (!Number.isNaN(value) && weighed > 0) {
    for (let d = 0; d < 3; d++) {
      const i = s * 3 + d;
      const decay = DECAYS[d] as number;
      state.units[i] = (state.units[i] as number) * decay + value;
      state.exposure[i] = (state.exposure[i] as number) * decay + weighed;
    }
    state.allUnits[s] = (state.allUnits[s] as number) + value / base.dispersion;
    state.allExposure[s] = (state.allExposure[s] as number) + weighed / base.dispersion;
  }
}

/** The hazard by all months that were taken. */
function takeHazard({ panel, priors }: Base, state: State, s: number): void {
  const prior = priors[(panel.series[s] as Series).kind] as HazardPrior;
  state.hazards[s] = hazardOf(prior, state.allUnits[s] as number, state.allExposure[s] as number);
}

function ratios(pairs: Float64Array): Float64Array {
  return Float64Array.from({ length: pairs.length / 2 }, (_, i) =>
    Math.log(((pairs[2 * i] as number) + SHARED) / ((pairs[2 * i + 1] as number) + SHARED)),
  );
}

/** Features of a series at the end of month t for the next h months; gives what the base expects of them. */
function rowOf(
  base: Base,
  sums: Map<number, Float64Array>,
  state: State,
  s: number,
  t: number,
  h: number,
  row: Float64Array,
): number {
  const { panel } = base;
  const series = panel.series[s];
  if (!series) return 0;
  const sum = sums.get(keyOf(panel, series)) as Float64Array;
  const hazard = state.hazards[s] as number;
  const last = Math.min(t + 1 + h, sum.length - 1);
  const offset = hazard * ((sum[last] as number) - (sum[t + 1] as number));
  const prior = base.priors[series.kind] as HazardPrior;
  row[0] = 1;
  row[1] = logOffset(offset);
  row[2] = Math.log(prior.shape + (state.allUnits[s] as number));
  row[3] = Math.log(h);
  for (let d = 0; d < 3; d++) {
    const i = s * 3 + d;
    row[4 + d] = Math.log(
      ((state.units[i] as number) + OWN) / (hazard * (state.exposure[i] as number) + OWN),
    );
  }
  row[7] = state.models[series.model] as number;
  row[8] = state.kinds[series.kind] as number;
  row[9] = state.panel;
  const tenure = t + 1 - (panel.models[series.model]?.arrived ?? 0);
  row[10] = Math.exp(-Math.max(0, tenure) / 8);
  // The model's standing counts most while the series itself has little to say.
  row[11] = (row[7] as number) / (1 + 0.3 * (state.allUnits[s] as number));
  return offset;
}

function logOffset(offset: number): number {
  return Math.log(Math.max(0.003, offset));
}

function unitsAhead(units: Units, t: number, h: number): number {
  let sum = 0;
  for (let i = t + 1; i <= t + h; i++) sum += units[i] as number;
  // Filled-in censored months are not whole.
  return Math.round(sum);
}
