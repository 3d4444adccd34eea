import type { Query } from '../db/query.ts';

/** A whole district that was asked for, and where its zip stands. */
export interface Taking {
  id: string;
  person: string | null;
  photos: number;
  state: 'asked' | 'made' | 'failed' | 'ended';
  askedAt: string;
  makingAt: string | null;
  parts: number;
  bytes: number;
  madeAt: string | null;
  failure: string;
}

const COLUMNS = `id, person, photos, state, asked_at AS askedAt, making_at AS makingAt, parts, bytes,
  made_at AS madeAt, failure`;

/** Those that are kept or under way, the latest first. */
export const TAKINGS: Query<Taking> = {
  sql: `SELECT ${COLUMNS} FROM district_exports WHERE ended_at IS NULL ORDER BY asked_at DESC LIMIT 50`,
  parameters: [],
};

export function takingOf(id: string): Query<Taking> {
  return {
    sql: `SELECT ${COLUMNS} FROM district_exports WHERE id = ? AND ended_at IS NULL`,
    parameters: [id],
  };
}

/** What is to be written. @param stale whoever was at work before then is not any more */
export function takingToMake(stale: string): Query<Taking> {
  return {
    sql: `SELECT ${COLUMNS} FROM district_exports
          WHERE state = 'asked' AND (making_at IS NULL OR making_at < ?)`,
    parameters: [stale],
  };
}

/** Those that have been kept long enough. */
export function takingsBefore(moment: string): Query<Taking> {
  return {
    sql: `SELECT ${COLUMNS} FROM district_exports WHERE ended_at IS NULL AND state <> 'asked' AND asked_at < ?`,
    parameters: [moment],
  };
}
