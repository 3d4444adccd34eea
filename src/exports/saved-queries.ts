import { type Query, q } from '../db/query.ts';
import type { Schedule } from './schedule-rules.ts';

export interface SavedExport {
  id: string;
  person: string;
  name: string;
  list: string;
  query: string;
  /** JSON list of keys */
  columns: string;
  format: 'csv' | 'xlsx';
  schedule: Schedule;
  nextOn: string | null;
  askedAt: string | null;
  makingAt: string | null;
  file: string | null;
  bytes: number | null;
  madeAt: string | null;
  failure: string;
  link: string | null;
}

const COLUMNS = `e.id, e.person, e.name, e.list, e.query, e.columns, e.format, e.schedule, e.next_on AS nextOn,
  e.asked_at AS askedAt, e.making_at AS makingAt, e.file, e.bytes, e.made_at AS madeAt, e.failure, e.link`;

/** A person's exports, the newest first. */
export function savedExports(person: string): Query<SavedExport> {
  return {
    sql: `SELECT ${COLUMNS} FROM saved_exports AS e WHERE e.person = ? AND e.ended_at IS NULL
          ORDER BY e.created_at DESC LIMIT 200`,
    parameters: [person],
  };
}

/** One of a person's own. */
export function ownExport(person: string, id: string): Query<SavedExport> {
  return {
    sql: `SELECT ${COLUMNS} FROM saved_exports AS e WHERE e.id = ? AND e.person = ? AND e.ended_at IS NULL`,
    parameters: [id, person],
  };
}

/** The export whose link this is. */
export function exportByLink(hash: string): Query<SavedExport> {
  return {
    sql: `SELECT ${COLUMNS} FROM saved_exports AS e WHERE e.token_hash = ? AND e.ended_at IS NULL`,
    parameters: [hash],
  };
}

/** What is to be made: what was asked for first. @param stale what was begun before is begun again */
export function dueExports(today: string, stale: string): Query<SavedExport> {
  return {
    sql: `SELECT ${COLUMNS} FROM (
            SELECT id, 0 AS later FROM saved_exports WHERE asked_at IS NOT NULL AND ended_at IS NULL
            UNION ALL SELECT id, 1 FROM saved_exports WHERE next_on <= ? AND ended_at IS NULL
          ) AS due JOIN saved_exports AS e ON e.id = due.id
          WHERE e.making_at IS NULL OR e.making_at < ? ORDER BY due.later, e.id LIMIT 1`,
    parameters: [today, stale],
  };
}

/** A person whose login works, with the rights they have now. */
export function loginOf(person: string) {
  return q
    .selectFrom('users as u')
    .where('u.id', '=', person)
    .where('u.deactivated_at', 'is', null)
    .innerJoin('people as p', 'p.id', 'u.id')
    .where('p.active', '=', 1)
    .leftJoin('user_roles as r', 'r.person', 'u.id')
    .select(['u.name', 'r.role', 'r.level', 'r.site']);
}
