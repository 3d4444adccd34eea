import { ageFactor, fitAges, KNOTS, knotOf, shrunkMonths } from './factor-rules.ts';
import { fitHazards, type HazardPrior, hazardOf, starterPrior } from './hazard-rules.ts';
import { cdf, shortage } from './mixture-rules.ts';
import { logNb } from './numeric-rules.ts';
import type { Panel, Series, Units } from './panel-rules.ts';

/**
 * The installed base: units of a (model, part kind) in month t are expected to be
 *   hazard x exposure(model, t) x age factor(kind, age) x month factor(kind, calendar month).
 * The parts are fitted in turns, a few rounds (backfitting): hazards by hazard-rules.ts, factors by
 * factor-rules.ts. Counts are divided by the dispersion of the panel (Pearson), so that rough data
 * convinces less.
 */
export interface Base extends Pooled {
  panel: Panel;
  /** per kind x model in use: exposure x factors, one number per month, history and ahead */
  weighed: Map<number, Float64Array>;
  /** units per series with censored months filled in */
  units: Units[];
}

/** What is learnt of all series together: enough to forecast any of them with its own past. */
export interface Pooled {
  priors: HazardPrior[];
  /** per kind: log age factor at the knots */
  ages: Float64Array[];
  /** per kind: 12 month factors */
  months: Float64Array[];
  dispersion: number;
}

const ROUNDS = 5;
const SLICE = 1_000;
const MONTH_SHAPES = [5, 10, 20, 40, 80, 160, 400, 2_000];
const FLAT = new Float64Array(12).fill(1);
/** What the pooled month factors are shrunk with: units per calendar month. */
const POOLED_MONTH = 8;

export function keyOf(panel: Panel, series: Series): number {
  return series.kind * panel.models.length + series.model;
}

export function* fitBase(panel: Panel): Generator<void, Base> {
  const kinds = panel.kinds.length;
  const base: Base = {
    panel,
    priors: panel.kinds.map(starterPrior),
    ages: Array.from({ length: kinds }, () => new Float64Array(KNOTS.length)),
    months: Array.from({ length: kinds }, () => FLAT.slice()),
    dispersion: 1,
    weighed: new Map(),
    units: withoutCensored(panel),
  };
  yield;
  const knots = panel.models.map(({ age }) => Int8Array.from(age, knotOf));
  for (let round = 0; round < ROUNDS; round++) {
    yield* weigh(base);
    const hazards = yield* fitPriors(base);
    if (round === ROUNDS - 1) break;
    const cells = yield* gather(base, hazards, knots);
    base.dispersion = Math.max(1, Math.min(6, cells.squares / Math.max(1, cells.expected)));
    if (round % 2 === 0) fitMonths(base, cells);
    else
      for (let k = 0; k < kinds; k++) {
        base.ages[k] = fitAges(
          scaled(cells.ageUnits, k * KNOTS.length, KNOTS.length, base.dispersion),
          scaled(cells.ageExpected, k * KNOTS.length, KNOTS.length, base.dispersion),
        );
        yield;
      }
    yield* fillCensored(base, hazards);
  }
  return base;
}

/** The base of some series, out of what was learnt of all; the panel's kinds and models are those of then. */
export function* baseFrom(panel: Panel, pooled: Pooled): Generator<void, Base> {
  const base: Base = { ...pooled, panel, weighed: new Map(), units: withoutCensored(panel) };
  yield* weigh(base);
  if (!panel.series.some(({ censored }) => censored)) return base;
  for (let round = 1; round < ROUNDS; round++) yield* fillCensored(base, yield* hazardsOf(base));
  return base;
}

function withoutCensored(panel: Panel): Units[] {
  return panel.series.map(({ units, censored }) =>
    censored ? Float64Array.from(units, (value, t) => (censored[t] ? Number.NaN : value)) : units,
  );
}

/** Exposure x age factor x month factor of every kind and model that occurs together. */
function* weigh(base: Base): Generator<void> {
  const { panel } = base;
  base.weighed.clear();
  for (const series of panel.series) {
    const key = keyOf(panel, series);
    if (base.weighed.has(key)) continue;
    const model = panel.models[series.model];
    const ages = base.ages[series.kind];
    const months = base.months[series.kind];
    if (!model || !ages || !months) continue;
    if (base.weighed.size % 50 === 0) yield;
    base.weighed.set(
      key,
      model.exposure.map((exposure, t) =>
        exposure > 0
          ? exposure *
            ageFactor(ages, model.age[t] as number) *
            (months[panel.calendar[t] as number] as number)
          : 0,
      ),
    );
  }
}

/** Units and weighed exposure of every series over its known months, over the dispersion. */
export interface Totals {
  units: Float64Array;
  exposure: Float64Array;
}

export function* totalsOf(base: Base): Generator<void, Totals> {
  const { panel } = base;
  const units = new Float64Array(panel.series.length);
  const exposure = new Float64Array(panel.series.length);
  for (const [s, series] of panel.series.entries()) {
    if (s % SLICE === 0) yield;
    const known = base.units[s] as Units;
    const weighed = base.weighed.get(keyOf(panel, series)) as Float64Array;
    let y = 0;
    let x = 0;
    for (let t = 0; t < panel.past; t++) {
      const value = known[t] as number;
      if (Number.isNaN(value) || (weighed[t] as number) <= 0) continue;
      y += value;
      x += weighed[t] as number;
    }
    units[s] = y / base.dispersion;
    exposure[s] = x / base.dispersion;
  }
  return { units, exposure };
}

/** Refits the hazard prior of every kind; gives the hazard of every series. */
function* fitPriors(base: Base): Generator<void, Float64Array> {
  const { panel } = base;
  const { units, exposure } = yield* totalsOf(base);
  const members: number[][] = panel.kinds.map(() => []);
  panel.series.forEach(({ kind }, s) => {
    if ((exposure[s] as number) > 0) members[kind]?.push(s);
  });
  for (const [k, list] of members.entries()) {
    base.priors[k] = yield* fitHazards(
      list.map((s) => units[s] as number),
      list.map((s) => exposure[s] as number),
      starterPrior(panel.kinds[k] ?? ''),
    );
  }
  return units.map((y, s) => hazardOf(priorOf(base, s), y, exposure[s] as number));
}

function* hazardsOf(base: Base): Generator<void, Float64Array> {
  const { units, exposure } = yield* totalsOf(base);
  return units.map((y, s) => hazardOf(priorOf(base, s), y, exposure[s] as number));
}

function priorOf(base: Base, s: number): HazardPrior {
  return base.priors[base.panel.series[s]?.kind ?? 0] as HazardPrior;
}

interface Cells {
  ageUnits: Float64Array;
  ageExpected: Float64Array;
  monthUnits: Float64Array;
  monthExpected: Float64Array;
  squares: number;
  expected: number;
}

/** Units and what was expected of them without the factor, by kind and knot and by kind and month. */
function* gather(base: Base, hazards: Float64Array, knots: Int8Array[]): Generator<void, Cells> {
  const { panel } = base;
  const kinds = panel.kinds.length;
  const cells: Cells = {
    ageUnits: new Float64Array(kinds * KNOTS.length),
    ageExpected: new Float64Array(kinds * KNOTS.length),
    monthUnits: new Float64Array(kinds * 12),
    monthExpected: new Float64Array(kinds * 12),
    squares: 0,
    expected: 0,
  };
  const put = (a: Float64Array, i: number, value: number) => {
    a[i] = (a[i] as number) + value;
  };
  for (const [s, series] of panel.series.entries()) {
    if (s % SLICE === 0) yield;
    const known = base.units[s] as Units;
    const weighed = base.weighed.get(keyOf(panel, series)) as Float64Array;
    const ages = base.ages[series.kind] as Float64Array;
    const months = base.months[series.kind] as Float64Array;
    const knot = knots[series.model] as Int8Array;
    const hazard = hazards[s] as number;
    for (let t = 0; t < panel.past; t++) {
      const y = known[t] as number;
      const mean = hazard * (weighed[t] as number);
      if (Number.isNaN(y) || mean <= 0) continue;
      const c = panel.calendar[t] as number;
      const k = knot[t] as number;
      put(cells.ageUnits, series.kind * KNOTS.length + k, y);
      put(cells.ageExpected, series.kind * KNOTS.length + k, mean / Math.exp(ages[k] as number));
      put(cells.monthUnits, series.kind * 12 + c, y);
      put(cells.monthExpected, series.kind * 12 + c, mean / (months[c] as number));
      cells.squares += (y - mean) ** 2;
      cells.expected += mean;
    }
  }
  return cells;
}

/** Month factors: of all kinds together, then of each kind around them, as far as the kinds differ. */
function fitMonths(base: Base, cells: Cells): void {
  const all = new Float64Array(12);
  const expected = new Float64Array(12);
  cells.monthUnits.forEach((y, i) => {
    all[i % 12] = (all[i % 12] as number) + y / base.dispersion;
    expected[i % 12] = (expected[i % 12] as number) + (cells.monthExpected[i] as number) / base.dispersion;
  });
  const pooled = shrunkMonths(all, expected, FLAT, POOLED_MONTH);
  let shape = Infinity;
  let most = -Infinity;
  for (const candidate of MONTH_SHAPES) {
    let score = 0;
    cells.monthUnits.forEach((y, i) => {
      const mean = ((pooled[i % 12] as number) * (cells.monthExpected[i] as number)) / base.dispersion;
      if (mean > 0) score += logNb(y / base.dispersion, mean, candidate);
    });
    if (score > most) {
      most = score;
      shape = candidate;
    }
  }
  base.months = base.months.map((_, k) =>
    shrunkMonths(
      scaled(cells.monthUnits, k * 12, 12, base.dispersion),
      scaled(cells.monthExpected, k * 12, 12, base.dispersion),
      pooled,
      shape,
    ),
  );
}

/** A censored month counts as what is expected of it, given that it was at least what was there. */
function* fillCensored(base: Base, hazards: Float64Array): Generator<void> {
  const { panel } = base;
  for (const [s, series] of panel.series.entries()) {
    const { censored } = series;
    if (!censored) continue;
    if (s % 20 === 0) yield;
    const weighed = base.weighed.get(keyOf(panel, series)) as Float64Array;
    // Its own since `withoutCensored`: the other months are there already.
    const filled = base.units[s] as Units;
    for (let t = 0; t < panel.past; t++) {
      const value = series.units[t] as number;
      if (!censored[t] || Number.isNaN(value)) continue;
      const mean = (hazards[s] as number) * (weighed[t] as number);
      const law = [{ weight: 1, mean, size: 4 }];
      const above = 1 - cdf(law, value - 1);
      filled[t] = above > 1e-6 ? value + shortage(law, value) / above : value;
    }
  }
}

function scaled(values: Float64Array, from: number, count: number, by: number): Float64Array {
  return values.slice(from, from + count).map((value) => value / by);
}
