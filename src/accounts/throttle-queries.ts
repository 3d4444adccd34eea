import type { Query } from '../db/query.ts';

export interface FailureRow {
  subject: string;
  failures: number;
  lastAt: string;
}

/** Wrong guesses at an account and from an address. */
export function failuresOf(subjects: readonly string[]): Query<FailureRow> {
  return {
    sql: `SELECT subject, failures, last_at AS lastAt FROM sign_in_failures
          WHERE subject IN (SELECT value FROM json_each(?))`,
    parameters: [JSON.stringify(subjects)],
  };
}
