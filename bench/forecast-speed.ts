import { forecastFleet } from '../src/forecast/fleet-rules.ts';
import { randomFrom } from './forecast-district.ts';

const GROUPS = 5_000;
const MODELS = 9;
const MONTHS = 60;
const AHEAD = 12;
const KINDS = 24;

/** A whole district's nightly run: how long, how long without a pause at most, how much memory. */
export function speed(): string {
  const random = randomFrom(7);
  const months = Array.from(
    { length: MONTHS },
    (_, t) => `${2021 + Math.floor(t / 12)}-${String((t % 12) + 1).padStart(2, '0')}`,
  );
  const models = Array.from({ length: MODELS }, (_, m) => ({
    id: `M${m}`,
    devices: Array.from({ length: MONTHS + AHEAD }, (_, t) => (t >= m * 5 ? 22_000 : 0)),
    ageMonths: Array.from({ length: MONTHS + AHEAD }, (_, t) => Math.max(0, t - m * 5)),
  }));
  const groups = Array.from({ length: GROUPS }, (_, g) => {
    const rate = 0.4 * random() ** 4;
    return {
      id: `G${g}`,
      kind: `kind ${g % KINDS}`,
      demand: models.map((model, m) => ({
        model: model.id,
        units: months.map((_, t) => (t >= m * 5 && random() < rate ? 1 + Math.floor(3 * random()) : 0)),
      })),
    };
  });
  const before = process.memoryUsage().rss;
  const started = performance.now();
  let slice = started;
  let longest = 0;
  let most = before;
  const work = forecastFleet({ months, ahead: AHEAD, models, groups });
  let slices = 0;
  for (let { done } = work.next(); !done; { done } = work.next()) {
    const now = performance.now();
    longest = Math.max(longest, now - slice);
    slice = now;
    if (slices++ % 200 === 0) most = Math.max(most, process.memoryUsage().rss);
  }
  const seconds = (performance.now() - started) / 1_000;
  return (
    `${GROUPS} groups x ${MODELS} models x ${MONTHS} months: ${seconds.toFixed(1)} s, ${slices} slices, ` +
    `the longest ${longest.toFixed(0)} ms, ${((most - before) / 2 ** 20).toFixed(0)} MB more than the input's ` +
    `${(before / 2 ** 20).toFixed(0)} MB`
  );
}
