import { forecastFleet } from '../src/forecast/fleet-rules.ts';
import { drain } from '../src/forecast/numeric-rules.ts';
import { type Law, lawOf, WIDE_METHODS } from './forecast-methods.ts';
import type { LongFile } from './forecast-read.ts';
import { fillStock } from './forecast-replay.ts';
import { type Figures, pinball, QUANTILES, quantilesOf, Score, scaleOf, sumOf } from './forecast-score.ts';

const AHEAD = 3;
/** The first origin leaves two years to learn from, where there are that many. */
const FIRST = 24;
const NEW = 6;
const LEAD_ORIGINS = [12, 9, 6, 3];

/** The pinball of .5 and .95 and the units short at .95, each per unit of demand. */
export interface PerDemand {
  p50: number;
  p95: number;
  short: number;
}

export interface LongFigures {
  figures: Figures;
  all: PerDemand;
  fresh: PerDemand;
  retiring: PerDemand;
}

type Origin = (end: number) => (s: number, h: number) => Law;

/** Every method on a long file; `spudger` is forecastFleet as the product runs it. */
export function longMethods(file: LongFile): Record<string, Origin> {
  const methods: Record<string, Origin> = {};
  for (const [name, method] of Object.entries(WIDE_METHODS)) {
    if (name === 'spudger') continue;
    methods[name] = (end) => {
      const fitted = method(file.series.map(({ units }) => units.slice(0, end)));
      return (s, h) => fitted.sum(s, 0, h);
    };
  }
  methods['installed base alone'] = (end) => fleetAt(file, end, false);
  methods.spudger = (end) => fleetAt(file, end, true);
  return methods;
}

/** The months after `end` lend their devices (the plan is known), never their demand. */
function fleetAt(file: LongFile, end: number, history: boolean): (s: number, h: number) => Law {
  const plan = Math.min(file.months.length, end + AHEAD);
  const forecasts = drain(
    forecastFleet(
      {
        months: file.months.slice(0, end),
        ahead: AHEAD,
        models: file.models.map(({ id, devices, age }) => ({
          id,
          devices: Array.from(devices.slice(0, plan)),
          ageMonths: Array.from(age.slice(0, plan)),
        })),
        groups: file.series.map(({ model, part, units }, s) => ({
          id: String(s),
          kind: part,
          demand: [{ model: file.models[model]?.id ?? null, units: Array.from(units.slice(0, end)) }],
        })),
        ...(file.schoolDays ? { schoolDays: file.schoolDays.slice(0, plan) } : {}),
      },
      { history },
    ),
  );
  return (s, h) => lawOf(forecasts[s]?.sums[h - 1] ?? []);
}

/** Forecasts of the next three months from every third month on; see docs/forecasting.md for the classes. */
export function scoreLong(file: LongFile, method: Origin): LongFigures {
  const length = file.months.length;
  const first = Math.min(FIRST, Math.max(6, Math.floor(length / 3)));
  const sums = { all: new Sum(), fresh: new Sum(), retiring: new Sum() };
  const score = new Score();
  const lead = new Score();
  const fits = new Map<number, (s: number, h: number) => Law>();
  const started = performance.now();
  let runs = 0;
  for (let end = first; end + AHEAD <= length; end += AHEAD) {
    const law = method(end);
    fits.set(end, law);
    runs++;
    file.series.forEach(({ model, units }, s) => {
      const fleet = file.models[model];
      const actual = sumOf(units, end, AHEAD);
      if (!fleet || Number.isNaN(actual)) return;
      const quantiles = quantilesOf(law(s, AHEAD));
      const before = fleet.devices[end - 1] ?? 0;
      const after = fleet.devices[end + AHEAD - 1] ?? 0;
      const arrived = fleet.devices.findIndex((value) => value > 0);
      sums.all.take(quantiles, actual);
      if (end - arrived >= 0 && end - arrived < NEW) sums.fresh.take(quantiles, actual);
      if (before > 0 && after < before / 2) sums.retiring.take(quantiles, actual);
      // Models that are not there are no proof of a distribution.
      if (sumOf(fleet.devices, end, AHEAD) > 0) score.take(quantiles, actual, 1);
      if (LEAD_ORIGINS.includes(length - end))
        lead.take(quantiles, actual, AHEAD * scaleOf(units, length - Math.max(...LEAD_ORIGINS)));
    });
  }
  const ms = (performance.now() - started) / Math.max(1, runs);
  const cover = (p: number) => score.coverage(p);
  return {
    figures: {
      spl5: [0.1, 0.25, 0.5, 0.75, 0.9].reduce((sum, p) => sum + sums.all.loss(p), 0) / 5,
      p50: sums.all.loss(0.5),
      p90: sums.all.loss(0.9),
      p95: sums.all.loss(0.95),
      p99: sums.all.loss(0.99),
      cov90: cover(0.9),
      cov95: cover(0.95),
      cov99: cover(0.99),
      lead90: lead.loss(0.9),
      lead95: lead.loss(0.95),
      lead99: lead.loss(0.99),
      fill95stock: stockOf(file, method, fits),
      ms,
    },
    all: sums.all.figures(),
    fresh: sums.fresh.figures(),
    retiring: sums.retiring.figures(),
  };
}

function stockOf(
  file: LongFile,
  method: Origin,
  fits: Map<number, (s: number, h: number) => Law>,
): number | null {
  const at = (end: number) => {
    const law = fits.get(end) ?? method(end);
    fits.set(end, law);
    return {
      sum: (s: number, _from: number, h: number) => law(s, h),
      later: (past: readonly Float64Array[]) => at(past[0]?.length ?? end),
    };
  };
  return fillStock(
    file.series.map(({ units }) => units),
    at,
    LEAD_ORIGINS.filter((before) => file.months.length - before >= 12),
  );
}

class Sum {
  private readonly losses = new Float64Array(QUANTILES.length);
  private demand = 0;
  private short = 0;

  take(quantiles: readonly number[], actual: number): void {
    this.demand += actual;
    this.short += Math.max(0, actual - (quantiles[5] ?? 0));
    QUANTILES.forEach((p, i) => {
      this.losses[i] = (this.losses[i] ?? 0) + pinball(p, quantiles[i] ?? 0, actual);
    });
  }

  loss(p: number): number {
    return (this.losses[QUANTILES.indexOf(p)] ?? 0) / Math.max(1, this.demand);
  }

  figures(): PerDemand {
    return { p50: this.loss(0.5), p95: this.loss(0.95), short: this.short / Math.max(1, this.demand) };
  }
}
