import type { Fitted } from './forecast-methods.ts';

/**
 * Replays a stock that is reviewed every month and whose orders arrive two months later: at each review the
 * position (on hand, on order, less owed) is raised to the p-quantile of the next three months, rounded up.
 * Demand beyond what is on hand is owed and counts against fill. One p for all parts (equal prices: that is
 * marginal analysis); the least p with 95 % fill is searched, and the mean on hand per part between two such
 * p is drawn straight.
 */
const FILL = 0.95;
const DELAY = 2;
const COVER = 3;
const LEVELS = [
  0.5, 0.6, 0.7, 0.76, 0.8, 0.83, 0.86, 0.88, 0.9, 0.915, 0.93, 0.94, 0.95, 0.96, 0.967, 0.974, 0.98, 0.985,
  0.988, 0.991, 0.993, 0.995, 0.9965, 0.9975, 0.9985, 0.999, 0.9995, 0.9999,
];

/** Mean units on hand per part at 95 % fill over the months after the first origin; null: not reached. */
export function fillStock(
  series: readonly Float64Array[],
  at: (end: number) => Fitted,
  origins: readonly number[],
): number | null {
  const length = series[0]?.length ?? 0;
  const first = length - Math.max(...origins);
  const months = length - first;
  if (!(months >= 6)) return null;
  // Trained at the origins, brought up to date every month between.
  const targets: Float64Array[] = [];
  let trained = at(first);
  for (let t = first; t < length; t++) {
    if (origins.includes(length - t)) trained = at(t);
    const now = origins.includes(length - t)
      ? trained
      : trained.later(series.map((units) => units.slice(0, t)));
    const row = new Float64Array(series.length * LEVELS.length);
    series.forEach((_, s) => {
      const law = now.sum(s, 0, COVER);
      LEVELS.forEach((p, i) => {
        row[s * LEVELS.length + i] = Math.ceil(law.quantile(p) - 1e-9);
      });
    });
    targets.push(row);
  }
  let before: { fill: number; stock: number } | null = null;
  for (let i = 0; i < LEVELS.length; i++) {
    const now = replay(series, first, targets, i);
    if (now.fill >= FILL) {
      if (!before) return now.stock;
      const share = (FILL - before.fill) / Math.max(1e-9, now.fill - before.fill);
      return before.stock + share * (now.stock - before.stock);
    }
    before = now;
  }
  return null;
}

function replay(
  series: readonly Float64Array[],
  first: number,
  targets: readonly Float64Array[],
  level: number,
) {
  let wanted = 0;
  let met = 0;
  let stock = 0;
  series.forEach((units, s) => {
    const target = (t: number) => targets[t]?.[s * LEVELS.length + level] ?? 0;
    // The shelf starts at the first target, nothing on its way.
    let onHand = target(0);
    const coming = [0, 0];
    for (let t = 0; t < targets.length; t++) {
      onHand += coming.shift() ?? 0;
      const position = onHand + coming.reduce((sum, value) => sum + value, 0);
      const order = Math.max(0, target(t) - position);
      coming.push(order);
      while (coming.length < DELAY) coming.unshift(0);
      const demand = units[first + t] as number;
      if (Number.isNaN(demand)) continue;
      wanted += demand;
      met += Math.max(0, Math.min(demand, onHand));
      onHand -= demand;
      stock += Math.max(0, onHand);
    }
  });
  return { fill: wanted > 0 ? met / wanted : 1, stock: stock / (series.length * targets.length) };
}
