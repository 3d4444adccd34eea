/**
 * Made districts for the forecast's bench: other seeds and other truths. What is drawn anew per seed:
 * hazards by model and part kind, a model's own soundness, age curves (wear-out, infant failures, bathtub,
 * flat), school calendars (summers off, year-round, a collection month), bad batches, arrivals and
 * retirements (sudden or over a year), overdispersion of months and shared shocks, rates that drift.
 * None of it is a function that the fitted method uses.
 */
const KINDS =
  'screen keyboard battery hinge adapter charger_port trackpad bezel board keycaps camera wifi lid speaker'.split(
    ' ',
  );
const MONTHS = 84;

/** Mulberry32: numbers in [0, 1). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
}

/** A district as the text of a long CSV file. */
export function districtCsv(seed: number): string {
  const random = randomFrom(seed * 7_919 + 17);
  const between = (low: number, high: number) => low + (high - low) * random();
  const logNormal = (spread: number) => Math.exp(spread * normal(random) - (spread * spread) / 2);
  const calendar = calendarOf(random);
  const size = between(1.2, 14);
  const shock = random() < 0.5 ? between(0, 0.25) : 0;
  const drift = random() < 0.6 ? between(0.01, 0.07) : 0;
  const scale = between(0.5, 1.8);
  const modelSpread = between(0, 0.5);
  const hazardSpread = between(0.4, 1.1);
  const models = fleet(random).map((model) => ({ ...model, soundness: logNormal(modelSpread) }));
  const lines = ['model,part,month,demand,devices_in_service,model_age_months'];
  const shocks = Array.from({ length: MONTHS }, () => logNormal(shock));
  for (const kind of KINDS) {
    const hazard = scale * Math.exp(between(Math.log(0.00015), Math.log(0.006)));
    const curve = curveOf(random);
    const seasonal = between(0.3, 1.2);
    const trend = walk(random, drift / 2);
    for (const model of models) {
      const own = hazard * model.soundness * logNormal(hazardSpread);
      const local = walk(random, drift);
      const bad = badBatch(random);
      for (let t = 0; t < MONTHS; t++) {
        const devices = model.devices[t] ?? 0;
        const age = model.ages[t] ?? 0;
        const season = (calendar[t % 12] ?? 1) ** seasonal;
        const mean =
          devices *
          own *
          curve(age) *
          season *
          (trend[t] ?? 1) *
          (local[t] ?? 1) *
          bad(t, model.arrives) *
          (shocks[t] ?? 1);
        lines.push(
          `${model.id},${kind},${t},${negativeBinomial(random, mean, size)},${devices.toFixed(1)},${age}`,
        );
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

function fleet(random: () => number) {
  const count = 6 + Math.floor(random() * 6);
  const base = 400 + 2_600 * random();
  return Array.from({ length: count }, (_, m) => {
    const arrives = Math.floor((m * (MONTHS + 20)) / count - 24 + 8 * random());
    const life = 40 + Math.floor(30 * random());
    const fades = random() < 0.5 ? 1 : 3 + Math.floor(9 * random());
    const grows = random() < 0.6 ? 1 : 2 + Math.floor(4 * random());
    const bought = base * (0.4 + 1.2 * random());
    const loss = 0.001 + 0.004 * random();
    const devices: number[] = [];
    const ages: number[] = [];
    for (let t = 0; t < MONTHS; t++) {
      const tenure = t - arrives;
      const here = tenure >= 0 && tenure < life + fades;
      const arrived = Math.min(1, (tenure + 1) / grows);
      const left = Math.min(1, Math.max(0, (life + fades - tenure) / fades));
      devices.push(here ? bought * arrived * left * (1 - loss) ** tenure : 0);
      ages.push(here ? tenure : 0);
    }
    return { id: `M${m}`, arrives, devices, ages };
  });
}

function calendarOf(random: () => number): number[] {
  const yearRound = random() < 0.2;
  const july = yearRound ? 0.8 : 0.1 + 0.3 * random();
  const collection = random() < 0.4 ? 1.5 + random() : 0.9;
  const back = 1.1 + 0.6 * random();
  const winter = 0.7 + 0.3 * random();
  return [1, 1, 1.05, 0.95, collection, yearRound ? 0.9 : 0.6, july, back, back, 1.1, 1, winter];
}

function curveOf(random: () => number): (age: number) => number {
  const choice = random();
  const strength = 0.4 + 1.4 * random();
  const middle = 18 + 24 * random();
  if (choice < 0.3) return () => 1;
  if (choice < 0.65) return (age) => 0.15 + ((age + 1) / middle) ** strength;
  if (choice < 0.8) return (age) => 0.6 + strength * 1.5 * Math.exp(-age / 5);
  if (choice < 0.9) return (age) => 0.5 + Math.exp(-age / 4) + 1 / (1 + Math.exp(-(age - middle) / 4));
  return (age) => 0.3 + (1.4 * strength) / (1 + Math.exp(-(age - middle) / 5));
}

function badBatch(random: () => number): (t: number, arrives: number) => number {
  if (random() > 0.06) return () => 1;
  const from = Math.floor(30 * random());
  const lasts = 4 + Math.floor(14 * random());
  const times = 2 + 4 * random();
  return (t, arrives) => (t - arrives >= from && t - arrives < from + lasts ? times : 1);
}

function walk(random: () => number, step: number): number[] {
  let log = 0;
  return Array.from({ length: MONTHS }, () => {
    log = 0.985 * log + step * normal(random);
    return Math.exp(log);
  });
}

function negativeBinomial(random: () => number, mean: number, size: number): number {
  if (!(mean > 0)) return 0;
  return poisson(random, (mean * gamma(random, size)) / size);
}

function poisson(random: () => number, mean: number): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count++;
  return count;
}

/** Marsaglia and Tsang (2000). */
function gamma(random: () => number, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = normal(random);
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(1 - random()) < (z * z) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
