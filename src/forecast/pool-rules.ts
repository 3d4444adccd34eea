import type { HistoryModel, Members, Pool, State, Weights } from './history-rules.ts';
import { mixed, quantile } from './mixture-rules.ts';
import type { PriorMixture } from './prior-mixture-rules.ts';

/**
 * Weights of the history pool by rolling origins of the past alone. At up to four origins of the last year
 * (each with a year before it) the candidates forecast the three months after, together and, weighed apart,
 * each alone; scored by
 * pinball at the quantiles that orders stand on, each over that of the pool as it stands. Candidates are
 * averaged by exp(-score / TEMPER). The members keep the coefficients of the whole past: a regression of few
 * coefficients gains little by that, and pays OWN for it.
 */
const CANDIDATES: readonly (readonly [experts: number, local: number, prior: number])[] = [
  [1, 0, 0],
  [8, 1, 1],
  [4, 1, 1],
  [4, 1, 0],
  [4, 0, 1],
  [2, 1, 1],
  [1, 1, 1],
  [1, 0, 1],
];
const QUANTILES = [0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
const TEMPER = 0.002;
const OWN = 0.001;
const BEFORE = [3, 6, 9, 12];
const YEAR = 12;
/** Month to start from, and how many: the months after an origin, each and together. */
const STEPS: readonly (readonly [lead: number, months: number])[] = [
  [0, 1],
  [1, 1],
  [2, 1],
  [0, 3],
];
const MOST_SERIES = 500;

type StatesOf = (series: readonly Float64Array[], prior: PriorMixture) => Generator<void, State[]>;
type MembersOf = (model: HistoryModel, state: State, t: number, h: number) => Members;

export function* validated(
  series: readonly Float64Array[],
  model: HistoryModel,
  statesOf: StatesOf,
  membersOf: MembersOf,
): Generator<void, Weights> {
  const origins = BEFORE.map((before) => model.past - before).filter((t) => t >= YEAR);
  if (origins.length < 2) return model.weights;
  const stride = Math.ceil(series.length / MOST_SERIES);
  const sample = series.filter((_, s) => s % stride === 0);
  // What the regression may count for at most, by the rows it was trained on, holds for candidates too.
  const trust = model.weights.month.experts / 4;
  const pools = CANDIDATES.map(([experts, local, prior]): Pool => {
    const shrunk = (experts * trust) / (experts + local + prior);
    const rest = 1 - shrunk;
    const others = local + prior > 0 ? { local, prior } : { local: 1, prior: 1 };
    const sum = others.local + others.prior;
    return { experts: shrunk, local: (rest * others.local) / sum, prior: (rest * others.prior) / sum };
  });
  const blank = () => pools.map(() => new Float64Array(QUANTILES.length));
  const losses = { month: blank(), sums: blank() };
  for (const origin of origins) {
    const states = yield* statesOf(
      sample.map((units) => units.slice(0, origin)),
      model.prior,
    );
    for (const [s, units] of sample.entries()) {
      if (s % 4 === 0) yield;
      const state = states[s];
      if (!state?.known) continue;
      const scale = unevenness(units.subarray(0, origin));
      if (!(scale > 0)) continue;
      for (const [from, h] of STEPS.map(([lead, months]) => [origin + lead, months] as const)) {
        const actual = units.slice(from, from + h).reduce((sum, value) => sum + value, 0);
        if (Number.isNaN(actual)) continue;
        const members = membersOf(model, state, from, h);
        pools.forEach((pool, c) => {
          const law = pooled(members, pool);
          QUANTILES.forEach((p, i) => {
            const q = quantile(law, p);
            const loss = actual >= q ? p * (actual - q) : (1 - p) * (q - actual);
            const row = (h === 1 ? losses.month : losses.sums)[c] as Float64Array;
            row[i] = (row[i] as number) + loss / scale / h;
          });
        });
      }
    }
  }
  return {
    month: averaged(pools, scoresOf(losses.month)),
    sums: averaged(pools, scoresOf(losses.sums)),
  };
}

/** Mean over quantiles of a candidate's loss over the first pool's, and what the regression pays. */
function scoresOf(losses: readonly Float64Array[]): number[] {
  const first = losses[2] as Float64Array;
  return losses.map((row, c) => {
    const [experts, local, prior] = CANDIDATES[c] ?? [0, 0, 1];
    let sum = 0;
    row.forEach((loss, i) => {
      sum += loss / Math.max(1e-9, first[i] as number) / row.length;
    });
    return sum + (OWN * experts) / (experts + local + prior);
  });
}

function averaged(pools: readonly Pool[], scores: readonly number[]): Pool {
  const least = Math.min(...scores);
  const shares = scores.map((score) => Math.exp((least - score) / TEMPER));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const mean = (pick: (pool: Pool) => number) =>
    pools.reduce((sum, pool, c) => sum + pick(pool) * ((shares[c] ?? 0) / total), 0);
  return {
    experts: mean((pool) => pool.experts),
    local: mean((pool) => pool.local),
    prior: mean((pool) => pool.prior),
  };
}

function pooled(members: Members, pool: Pool) {
  return mixed([
    { weight: pool.experts, of: members.experts },
    { weight: pool.local, of: members.local },
    { weight: pool.prior, of: members.prior },
  ]);
}

/** Mean absolute difference of neighbouring months: what makes large and small series comparable. */
function unevenness(units: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (let t = 1; t < units.length; t++) {
    const step = Math.abs((units[t] as number) - (units[t - 1] as number));
    if (Number.isNaN(step)) continue;
    sum += step;
    count++;
  }
  return count > 0 ? sum / count : 0;
}
