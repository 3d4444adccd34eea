import type { Mixture } from './mixture-rules.ts';

/** What is known when a forecast is made: the fleet's past and plan, and what was used. */
export interface FleetInput {
  /** months of history, oldest first, 'YYYY-MM' */
  months: readonly string[];
  /** how many months to look ahead */
  ahead: number;
  /** in service and mean age (months) of each model: per month of history, then per month ahead */
  models: readonly FleetModel[];
  groups: readonly FleetGroup[];
  /** school days in session per month, history then ahead; absent: by month of the year alone */
  schoolDays?: readonly number[];
}

export interface FleetModel {
  id: string;
  devices: readonly number[];
  ageMonths: readonly number[];
}

export interface FleetGroup {
  id: string;
  /** the part kind that the prior is pooled over; a group may fit several models */
  kind: string;
  demand: readonly Demand[];
}

export interface Demand {
  /** null: no device known */
  model: string | null;
  /** per month of history */
  units: readonly number[];
  /** true where the shelf was empty: at least so many were wanted */
  censored?: readonly boolean[];
}

export interface GroupForecast {
  group: string;
  how: 'starter' | 'installed base' | 'base and history' | 'history';
  /** each month ahead */
  months: Mixture[];
  /** sums[h-1]: the next h months together */
  sums: Mixture[];
  factors: Factor[];
}

/** Why the forecast of one model is what it is. */
export interface Factor {
  model: string | null;
  devices: number;
  /** units per device-month at age factor 1 and month factor 1 */
  hazard: number;
  /** of the hazard, over the models of this kind */
  average: number;
  age: number;
  /** of the calendar year, January first */
  month: number[];
}
