/** What a run does, one after the other. */
export const PHASES = [
  'fleet',
  'failures',
  'demand',
  'ledger',
  'learn',
  'history',
  'forecast',
  'plan',
  'backtest',
  'thin',
] as const;
export type Phase = (typeof PHASES)[number];

/** What each is called while it is going on. */
export const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  fleet: 'Counting devices in service',
  failures: 'Counting faults and costs',
  demand: 'Counting what was wanted',
  ledger: 'Reading the stock ledger',
  learn: 'Learning from all devices together',
  history: 'Learning from what fits no device',
  forecast: 'Forecasting',
  plan: 'Working out what to order',
  backtest: 'Checking it against the past 12 months',
  thin: 'Letting old runs go',
};

/** Where a run begins: a scenario needs nothing counted anew where that was done today. */
export function firstPhase(scenario: boolean, countedToday: boolean): Phase {
  return scenario && countedToday ? 'learn' : 'fleet';
}

export function phaseAfter(phase: Phase, scenario: boolean): Phase | null {
  if (scenario && phase === 'plan') return null;
  return PHASES[PHASES.indexOf(phase) + 1] ?? null;
}

/** How many phases a run has from this one on. */
export function phasesFrom(phase: Phase, scenario: boolean): number {
  let count = 0;
  for (let p: Phase | null = phase; p; p = phaseAfter(p, scenario)) count++;
  return count;
}

/** The nightly run is due from this hour on, by the district's clock. */
export const NIGHTLY_HOUR = 2;

/** What a run has found in sums: what the lists of runs and the comparison of scenarios show. */
export interface Summary {
  groups: number;
  /** units wanted until the next order could be there, and of them short when nothing is ordered */
  wants: number;
  short: number;
  /** what 95 of 100 wants from the shelf would cost, cents */
  goalCents: number;
  /** expected units in the next 3, 6 and 12 months */
  ahead: readonly number[];
  /** devices in service in each month ahead */
  devices: readonly number[];
  /** lines by mark */
  marks: Readonly<Record<string, number>>;
}

export function summaryOf(text: string): Summary | null {
  const value = JSON.parse(text) as Partial<Summary>;
  return typeof value.groups === 'number' ? (value as Summary) : null;
}

/** What all groups of a run were made from. */
export interface RunInputs {
  /** of the history */
  first: string;
  months: number;
  ahead: number;
  models: readonly { id: string; devices: readonly number[]; ageMonths: readonly number[] }[];
  schoolDays: readonly number[] | null;
  /** where the plan lets more leave than there will be */
  excess: readonly { name: string; month: string; asked: number; there: number }[];
}
