/**
 * How often what breaks, when and why, for the demo. Figures are planning figures of districts and shops (the
 * sources are named at each); where a source is silent the figure is a guess of ours and says so.
 */
import type { Cause, HoldReason } from '../repairs/forms.ts';
import type { SiteKind } from './data-places.ts';

/** Repairs per device and year. 5 to 20 % of devices a year, middle schools highest (district programmes). */
export const yearlyRate: Readonly<Record<SiteKind, number>> = {
  elementary: 0.11,
  middle: 0.2,
  high: 0.15,
  library: 0.08,
  office: 0.05,
};

/** Factor on the rate by the device's age in years, the last for all beyond. A guess: a shallow bathtub. */
export const ageFactors: readonly number[] = [1, 0.95, 1, 1.1, 1.2, 1.25, 1.3];

/**
 * Factor on the month's repairs, January first. Intake peaks in May and June (collection), is low in July,
 * rises with the hand-out in August and September, and is small in the last weeks of December.
 */
export const monthFactors: readonly number[] = [
  0.95, 0.9, 0.95, 0.95, 1.8, 1.6, 0.35, 0.95, 1.2, 1.05, 0.9, 0.4,
];

/**
 * Fault mix: weight, then factors at age 0, 1, 2, 3, 4 and more years. Weights of part jobs keep the ratios of
 * one shop's 199 part requests (keyboard or palm rest 28, screen or touch 25, battery 12, bottom 11, LCD cable
 * 8, lid 6, hinges 5, bezel 2, power jack 2, trackpad 1.5, camera 0.5), times 0.6: the other two fifths are jobs
 * that never reach a shop, popped keycaps first; their split is a guess. Ages: first year mostly screens, loose
 * hinges from the second year, batteries from the third.
 */
export const faultMix: readonly (readonly [fault: string, weight: number, ages: readonly number[]])[] = [
  ['keyboard', 8.4, [0.9, 1, 1.1, 1.1, 1.1]],
  ['palm-rest', 8.4, [0.7, 1, 1.1, 1.2, 1.2]],
  ['screen', 11, [1.6, 1.1, 0.9, 0.8, 0.8]],
  ['touch', 4, [1.6, 1.1, 0.9, 0.8, 0.8]],
  ['battery', 7.2, [0.05, 0.3, 1.4, 2, 2.4]],
  ['bottom', 6.6, [0.7, 1, 1.1, 1.1, 1.1]],
  ['lcd-cable', 4.8, [0.5, 1, 1.2, 1.2, 1.2]],
  ['lid', 3.6, [0.8, 1, 1, 1.1, 1.1]],
  ['hinge', 2.6, [0.15, 1.2, 1.3, 1.3, 1.3]],
  ['hinge-cover', 0.4, [0.5, 1.2, 1.2, 1.2, 1.2]],
  ['bezel', 1.2, [1, 1, 1, 1, 1]],
  ['port', 1.2, [0.4, 0.9, 1.2, 1.5, 1.6]],
  ['trackpad', 0.9, [0.8, 1, 1, 1.1, 1.1]],
  ['camera', 0.3, [1, 1, 1, 1, 1]],
  ['keycap', 17, [1.2, 1.1, 1, 0.9, 0.8]],
  ['os', 7, [0.8, 0.9, 1, 1.2, 1.3]],
  ['charger', 4.5, [0.7, 1, 1.1, 1.1, 1.1]],
  ['mainboard', 2.5, [0.6, 0.9, 1.1, 1.3, 1.4]],
  ['liquid', 2.5, [1, 1, 1, 1, 1]],
  ['object', 1.5, [1, 1, 1, 1, 1]],
  ['cosmetic', 1, [0.6, 1, 1.1, 1.2, 1.2]],
  ['io-board', 0.8, [0.5, 0.9, 1.2, 1.3, 1.3]],
  ['feet', 0.8, [0.3, 0.9, 1.2, 1.3, 1.3]],
  ['wifi', 0.7, [0.8, 1, 1, 1.1, 1.1]],
  ['speaker', 0.6, [0.8, 1, 1, 1.1, 1.1]],
  ['microphone', 0.2, [1, 1, 1, 1, 1]],
  ['other', 0.9, [1, 1, 1, 1, 1]],
];

const causes: readonly Cause[] = ['accident', 'liquid', 'wear', 'defect', 'on_purpose', 'unknown'];
const breaks = [70, 1, 4, 5, 6, 14];
const wears = [6, 0, 55, 22, 2, 15];
const keys = [20, 4, 22, 6, 28, 20];

/** Cause mix by fault, weights in the order of `causes`; a guess, faults not named are `breaks`. */
const causeWeights: Readonly<Record<string, readonly number[]>> = {
  keyboard: [18, 22, 25, 10, 10, 15],
  keycap: keys,
  battery: wears,
  hinge: [25, 0, 45, 12, 3, 15],
  'hinge-cover': [30, 0, 40, 10, 5, 15],
  'lcd-cable': [15, 1, 45, 24, 2, 13],
  port: [30, 2, 40, 10, 4, 14],
  trackpad: wears,
  mainboard: [12, 14, 14, 40, 1, 19],
  'io-board': wears,
  wifi: wears,
  camera: wears,
  speaker: wears,
  microphone: wears,
  liquid: [0, 92, 0, 0, 4, 4],
  object: [35, 0, 0, 0, 50, 15],
  os: [2, 0, 4, 60, 8, 26],
  cosmetic: [10, 2, 30, 0, 48, 10],
  feet: wears,
  charger: [25, 1, 40, 12, 4, 18],
};

/** Causes of a fault with their weights, ready for `Random.weighted`. */
export function causeMix(fault: string): (readonly [Cause, number])[] {
  const weights = causeWeights[fault] ?? breaks;
  return causes.map((cause, i) => [cause, weights[i] ?? 0] as const);
}

/** Faults of a device of this age (years) with their weights; a model without touch has no touch faults. */
export function faultWeights(ageYears: number, touch: boolean): (readonly [string, number])[] {
  const age = Math.max(0, Math.floor(ageYears));
  return faultMix.map(([fault, weight, ages]) => {
    const factor = ages[Math.min(age, ages.length - 1)] ?? 1;
    // A touch model breaks its screen and digitizer as one: most of its screen jobs are touch jobs.
    const kind = fault === 'touch' ? (touch ? 2.5 : 0) : fault === 'screen' && touch ? 0.5 : 1;
    return [fault, weight * factor * kind] as const;
  });
}

/** Factor on a device's rate by its age in years. */
export function ageFactor(ageYears: number): number {
  return ageFactors[Math.min(Math.max(0, Math.floor(ageYears)), ageFactors.length - 1)] ?? 1;
}

/** Holds of 533 open devices on one day: board 85, parts 39, approval 29, answer 6; vendor is a guess. */
export const holdMix: readonly (readonly [HoldReason, number])[] = [
  ['board', 85],
  ['parts', 39],
  ['approval', 29],
  ['vendor', 12],
  ['answer', 6],
];

/**
 * Shares of repairs by how they go. `quick`: fixed where it was found, in one step (a guess, from keycaps,
 * restored systems and screens in the van). `held`: of the others, those that wait on hold at some time
 * (159 of 533 open ones did on one day).
 */
export const courseShares = {
  quick: 0.55,
  held: 0.3,
  noFault: 0.05,
  notWorth: 0.03,
  cameBack: 0.02,
} as const;

/** Working days of a repair that is not quick: medians without and with a hold (a shop: 38 and 63 days of age). */
export const workingDays = { plain: 7, held: 24 } as const;

/** What is done about a fault, remedy codes with weights; a guess. Faults not named get their starting remedy. */
export const remedyMix: Readonly<Record<string, readonly (readonly [remedy: string, weight: number])[]>> = {
  keyboard: [
    ['replaced', 80],
    ['cleaned', 20],
  ],
  keycap: [
    ['replaced', 80],
    ['reseated', 20],
  ],
  battery: [
    ['replaced', 88],
    ['battery-reset', 12],
  ],
  'lcd-cable': [
    ['replaced', 55],
    ['reseated', 45],
  ],
  hinge: [
    ['replaced', 65],
    ['adjusted', 35],
  ],
  bezel: [
    ['replaced', 70],
    ['glued', 30],
  ],
  trackpad: [
    ['replaced', 60],
    ['reseated', 40],
  ],
  camera: [
    ['replaced', 60],
    ['reseated', 40],
  ],
  wifi: [
    ['replaced', 40],
    ['reset', 60],
  ],
  mainboard: [
    ['replaced', 60],
    ['replaced-transfer', 40],
  ],
  liquid: [
    ['cleaned', 60],
    ['dried', 40],
  ],
  os: [
    ['restored', 70],
    ['reset', 20],
    ['enrolled', 10],
  ],
  cosmetic: [
    ['cleaned', 70],
    ['label', 30],
  ],
};

/** Lost and stolen devices in a year, of those in students' hands, and the share of lost ones found again; a guess. */
export const lossRates = { lost: 0.012, stolen: 0.0015, found: 0.35 } as const;
