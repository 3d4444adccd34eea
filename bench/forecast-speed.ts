import { type Choice, cutPlan } from '../src/forecast/cut-rules.ts';
import { type FleetInput, forecastGroups } from '../src/forecast/fleet-rules.ts';
import { learnFleet, learnHistory, packed } from '../src/forecast/learn-rules.ts';
import { plannedOf } from '../src/forecast/plan-page-queries.ts';
import { PLAN_DEFAULTS, planLine } from '../src/forecast/plan-rules.ts';
import { randomFrom } from './forecast-district.ts';

const GROUPS = 5_000;
const MODELS = 9;
const MONTHS = 60;
const AHEAD = 12;
const KINDS = 24;

/** A whole district's forecast: how long, how long without a pause at most, how much memory; CPU, not time. */
export function speed(): string {
  return [...[0, LOOSE].map(measured), redrawn()].join('\n');
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
  const work = asARun({ months, ahead: AHEAD, models, groups });
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

/** As a run does it: what is learnt goes through its text, and no batch of groups is held longer than another. */
function* asARun(input: FleetInput): Generator<void, number> {
  const learnt = yield* learnFleet(input);
  const history = yield* learnHistory(input);
  let kept = packed(learnt).length + packed(history).length;
  for (let from = 0; from < input.groups.length; from += 250)
    kept += (yield* forecastGroups(input, learnt, history, from, from + 250)).length;
  return kept;
}

/** Drawing a plan again at another budget or goal: its lines from their text, and the cut. */
function redrawn(): string {
  const random = randomFrom(3);
  const lead = [
    { days: 21, weight: 1 },
    { days: 30, weight: 1 },
  ];
  const rows = Array.from({ length: GROUPS }, (_, g) => {
    const mean = 20 * random() ** 4;
    const sums = Array.from({ length: 18 }, (_, h) => [
      { weight: 1, mean: mean * (h + 1), size: 2 + mean * h },
    ]);
    const unitCents = 300 + Math.floor(5_000 * random());
    const onHand = Math.floor(mean * random());
    const offer = { supplier: `S${g % 7}`, part: `P${g}`, pack: 1, unitCents, inStock: null, lead };
    const offers = [{ ...offer, previousCents: null, lastOn: null }];
    const none = { elapsed: 0.3, arrivals: [], drafted: 0, waiting: 0, harvest: 0, devices: [1_000] };
    const { line, steps } = planLine({ thing: `G${g}`, sums, onHand, offers, ...none }, PLAN_DEFAULTS);
    const packed = steps.map(({ units, cents, removed, met }) => [units, cents, removed, met]);
    return { line: JSON.stringify(line), steps: JSON.stringify(packed) };
  });
  const choices: Choice[] = [
    { by: 'budget', cents: 3_000_000 },
    { by: 'goal', share: 0.95 },
    { by: 'classes', goals: { A: 0.97, B: 0.95, C: 0.9 }, shares: { a: 80, b: 95 } },
  ];
  const took = choices.map((choice) => {
    const times = Array.from({ length: 7 }, () => {
      const began = cpu();
      cutPlan(
        rows.map((row) => plannedOf(row, 0)),
        choice,
        new Map(),
      );
      return cpu() - began;
    });
    return `by ${choice.by} ${Math.round(times.sort((a, b) => a - b)[3] ?? 0)} ms`;
  });
  return `The plan of ${GROUPS} groups drawn again, median of 7: ${took.join(', ')} of CPU`;
}
