import { forecastFleet } from '../src/forecast/fleet-rules.ts';
import { randomFrom } from './forecast-district.ts';

const GROUPS = 5_000;
const MODELS = 9;
const MONTHS = 60;
const AHEAD = 12;
const KINDS = 24;

/** A whole district's forecast: how long, how long without a pause at most, how much memory; CPU, not time. */
export function speed(): string {
  return [0, LOOSE].map(measured).join('\n');
}
/** In the second line so many groups have no devices: the pool of history is learnt too. */
const LOOSE = 500;

const cpu = () => process.threadCpuUsage().user / 1_000;

function measured(loose: number): string {
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
      demand: models.slice(0, g < loose ? 1 : MODELS).map((model, m) => ({
        model: g < loose ? null : model.id,
        units: months.map((_, t) => (t >= m * 5 && random() < rate ? 1 + Math.floor(3 * random()) : 0)),
      })),
    };
  });
  const before = process.memoryUsage().rss;
  const started = cpu();
  let slice = started;
  const lengths: number[] = [];
  let most = before;
  const work = forecastFleet({ months, ahead: AHEAD, models, groups });
  for (let { done } = work.next(); !done; { done } = work.next()) {
    const now = cpu();
    lengths.push(now - slice);
    slice = now;
    if (lengths.length % 200 === 0) most = Math.max(most, process.memoryUsage().rss);
  }
  lengths.sort((a, b) => b - a);
  return (
    `${GROUPS} groups (${loose} without devices) x ${MODELS} models x ${MONTHS} months: ` +
    `${((cpu() - started) / 1_000).toFixed(1)} s of CPU, ${lengths.length} slices, ` +
    `the longest ${lengths.slice(0, 4).map(Math.round).join(', ')} ms, ` +
    `${((most - before) / 2 ** 20).toFixed(0)} MB more than the input's ${(before / 2 ** 20).toFixed(0)} MB`
  );
}
