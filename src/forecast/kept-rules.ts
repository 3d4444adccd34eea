/** A kept table: its key columns, then its values. */
export const KEPT = {
  fleet_months: { keys: ['model', 'month', 'bought'], values: ['devices'] },
  demand_months: { keys: ['thing', 'month', 'model'], values: ['units'] },
  failure_months: { keys: ['model', 'month', 'bought', 'fault'], values: ['n'] },
  repair_months: { keys: ['model', 'month'], values: ['repairs', 'parts_cents', 'minutes'] },
} as const;

export type KeptTable = keyof typeof KEPT;

/** The setting under which is kept how far the ledger has been added to `stock_months`. */
export const LEDGER_SEEN = 'forecast.ledger_seen';

/** Counts by keys, as a kept table holds them. */
export class Tally {
  readonly rows = new Map<string, number[]>();

  add(keys: readonly string[], ...values: readonly number[]): void {
    const key = keys.join('|');
    const known = this.rows.get(key);
    if (!known) this.rows.set(key, [...values]);
    else for (const [i, value] of values.entries()) known[i] = (known[i] ?? 0) + value;
  }
}
