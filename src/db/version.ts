import { Conflict } from '../errors.ts';
import { must, SAME_VERSION } from './commit.ts';
import type { Statement } from './engine.ts';

type Versioned =
  | 'locations'
  | 'people'
  | 'users'
  | 'models'
  | 'devices'
  | 'repairs'
  | 'parts'
  | 'interchange_groups'
  | 'bins'
  | 'lots'
  | 'kits'
  | 'label_papers'
  | 'claim_batches'
  | 'coverage_plans'
  | 'custom_fields'
  | 'suppliers'
  | 'budgets'
  | 'orders'
  | 'receipts'
  | 'supplier_returns'
  | 'fleet_scenarios'
  | 'visits'
  | 'checklists'
  | 'webhooks';

/** Aborts the commit where the row has changed since it was read. */
export function sameVersion(table: Versioned, id: string, version: number): Statement {
  return must(SAME_VERSION, {
    sql: `SELECT 1 FROM ${table} WHERE id = ? AND version = ?`,
    parameters: [id, version],
  });
}

type Shown = string | number | boolean | null | undefined;

/**
 * What somebody else changed since the form was filled: thrown before anything is written.
 * @param labels the fields that can differ, with the words of the form
 * @throws Conflict of kind 'version' with a line for each field that differs
 */
export function refuseStale<L extends Readonly<Record<string, string>>>(
  seen: number,
  current: { version: number } & { readonly [key in keyof L]?: Shown },
  typed: { readonly [key in keyof L]?: Shown },
  labels: L,
): void {
  if (seen === current.version) return;
  const lines = (Object.keys(labels) as (keyof L & string)[])
    .map((key) => ({ label: labels[key] ?? key, yours: words(typed[key]), theirs: words(current[key]) }))
    .filter((line) => line.yours !== line.theirs);
  throw new Conflict('version', SAME_VERSION, lines);
}

function words(value: Shown): string {
  if (value === true) return 'yes';
  if (value === false || value === null || value === undefined) return '';
  return String(value);
}
