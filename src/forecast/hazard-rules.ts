import { logGamma, logNb } from './numeric-rules.ts';

/**
 * Hazards of one part kind over its models: Gamma-Poisson empirical Bayes in closed form.
 * y ~ Poisson(hazard x exposure), hazard ~ Gamma(mean, shape): y ~ NB(mean x exposure, size = shape), so
 * the prior is what maximises the sum of log NB over the models (Robbins 1956; Morris 1983).
 */
export interface HazardPrior {
  /** units per device-month at age factor 1 and month factor 1 */
  mean: number;
  /** Gamma shape; its coefficient of variation is 1 / sqrt(shape) */
  shape: number;
}

/** Between 81 drive models the failure rates' coefficient of variation is 1.25: the spread of a starter. */
export const STARTER_SHAPE = 1 / 1.25 ** 2;
const SHAPES = [0.15, 0.3, 0.45, STARTER_SHAPE, 0.9, 1.3, 1.9, 2.8, 4, 6, 10, 20, 50];
/** How much the starter weighs against what was seen: that many units. */
const STARTER_UNITS = 0.3;

/** Units per device-year that a district may expect before it knows its own; the first word found counts. */
const STARTERS: readonly (readonly [RegExp, number])[] = [
  [/screen|panel|display|lcd|touch|digiti/i, 0.06],
  [/adapter|charger(?!.*port)|power supply|power cord/i, 0.045],
  [/keyboard|top ?case|palm/i, 0.04],
  [/keycap|key ?cap/i, 0.015],
  [/battery/i, 0.025],
  [/hinge/i, 0.02],
  [/port|dc.?jack|usb/i, 0.015],
  [/trackpad|touchpad/i, 0.015],
  [/bezel|lid|cover|case|chassis|housing/i, 0.014],
  [/board|logic/i, 0.007],
  [/camera|webcam|speaker|wifi|wi-fi|antenna|microphone/i, 0.004],
];
const STARTER = 0.012;

/** The starter prior of a part kind, per device-month. */
export function starterPrior(kind: string): HazardPrior {
  const yearly = STARTERS.find(([words]) => words.test(kind))?.[1] ?? STARTER;
  return { mean: yearly / 12, shape: STARTER_SHAPE };
}

/** The prior of the greatest marginal likelihood, given units and exposure of each model. */
export function* fitHazards(
  units: ArrayLike<number>,
  exposure: ArrayLike<number>,
  starter: HazardPrior,
): Generator<void, HazardPrior> {
  let best = starter;
  let most = -Infinity;
  // The same for every shape, and half of the work.
  const constants = Float64Array.from(units, (y) => logGamma(y + 1));
  for (const shape of SHAPES) {
    yield;
    const mean = meanFor(units, exposure, shape, starter);
    // Log-normal pull of the spread to the starter's: it decides where few models are known.
    let score = -(Math.log(shape / STARTER_SHAPE) ** 2) / 2 / 1.2 ** 2;
    for (let i = 0; i < units.length; i++) {
      const expected = mean * (exposure[i] as number);
      if (expected > 0) score += logNb(units[i] as number, expected, shape, constants[i]);
    }
    if (score > most) {
      most = score;
      best = { mean, shape };
    }
  }
  return best;
}

/** The mean that maximises the likelihood at this shape: a fixed point of the score equation. */
function meanFor(
  units: ArrayLike<number>,
  exposure: ArrayLike<number>,
  shape: number,
  starter: HazardPrior,
): number {
  let mean = starter.mean;
  for (let round = 0; round < 12; round++) {
    let above = STARTER_UNITS;
    let below = STARTER_UNITS / starter.mean;
    for (let i = 0; i < units.length; i++) {
      const known = shape / (shape + mean * (exposure[i] as number));
      above += known * (units[i] as number);
      below += known * (exposure[i] as number);
    }
    mean = above / below;
  }
  return mean;
}

/** Posterior mean of a model's hazard. */
export function hazardOf(prior: HazardPrior, units: number, exposure: number): number {
  return (prior.shape + units) / (prior.shape / prior.mean + exposure);
}
