import { OPEN_LOGIN } from '../accounts/open-rules.ts';
import type { Query } from '../db/query.ts';

export interface KeptEntry {
  person: string;
  route: string;
  hash: string;
  result: string;
}

/** What was saved under a key, by a page or by a phone. */
export function keptUnder(key: string): Query<KeptEntry> {
  return {
    sql: 'SELECT person, route, body_hash AS hash, result FROM idempotency_keys WHERE key = ?',
    parameters: [key],
  };
}

export interface EntryRow {
  key: string;
  state: 'saved' | 'needs_manager' | 'withdrawn';
  person: string;
  why: string;
}

export function entryByKey(key: string): Query<EntryRow> {
  return { sql: 'SELECT key, state, person, why FROM sync_entries WHERE key = ?', parameters: [key] };
}

/** When the last thing before this one was done on the same phone. */
export function doneBefore(phone: string, seq: number): Query<{ doneAt: string }> {
  return {
    sql: 'SELECT done_at AS doneAt FROM sync_entries WHERE phone = ? AND seq < ? ORDER BY seq DESC LIMIT 1',
    parameters: [phone, seq],
  };
}

interface RepairRow {
  id: string;
  open: number;
  othersAt: string | null;
  /** JSON: [id, fault, doneAt, doneBy][] */
  lines: string;
}

const REPAIRS = `SELECT r.id, r.closed_at IS NULL AS open,
    (SELECT max(at) FROM records WHERE thing = r.id AND person IS NOT ?) AS othersAt,
    (SELECT json_group_array(json_array(l.id, l.fault, l.done_at, l.done_by)) FROM (
      SELECT * FROM repair_lines WHERE repair = r.id AND withdrawn_at IS NULL ORDER BY position) AS l) AS lines
  FROM repairs AS r`;

/** The device's last repairs, the newest first. @param person whose own records do not count as another's */
export function repairsNow(device: string, person: string | null): Query<RepairRow> {
  return {
    sql: `${REPAIRS} WHERE r.device = ? AND r.state <> 'withdrawn' ORDER BY r.reported_at DESC, r.n DESC LIMIT 10`,
    parameters: [person, device],
  };
}

export function repairNow(repair: string, person: string | null): Query<RepairRow> {
  return { sql: `${REPAIRS} WHERE r.id = ? AND r.state <> 'withdrawn'`, parameters: [person, repair] };
}

/** The rows with their lines as the rules take them. */
export function asRepairs(rows: readonly RepairRow[]) {
  return rows.map(({ id, open, othersAt, lines }) => ({
    id,
    open: open === 1,
    othersAt,
    lines: (JSON.parse(lines) as [string, string | null, string | null, string | null][]).map(
      ([line, fault, doneAt, doneBy]) => ({ id: line, fault, doneAt, doneBy }),
    ),
  }));
}

/** Who made the custody rows since the one that was seen. */
export function custodySince(device: string, seen: string | null): Query<{ by: string | null }> {
  return {
    sql: `SELECT c.done_by AS "by" FROM custody AS c WHERE c.device = ?
          AND c.rowid > (SELECT rowid FROM custody WHERE id = ? AND device = c.device) ORDER BY c.rowid`,
    parameters: [device, seen],
  };
}

/** The repair that an entry made or worked on, from what was answered to it. */
export function repairOfEntry(key: string): Query<{ repair: string | null }> {
  return {
    sql: "SELECT result ->> '$.repair' AS repair FROM idempotency_keys WHERE key = ? AND result LIKE '{%'",
    parameters: [key],
  };
}

/** A row where the login of the person was ended, or the person has left. */
export function hasLeft(person: string): Query<{ id: string }> {
  return {
    sql: `SELECT u.id AS id FROM users AS u WHERE u.id = ? AND NOT (${OPEN_LOGIN})`,
    parameters: [person],
  };
}

export interface PhoneRow {
  id: string;
  person: string;
  personName: string;
  left: number;
  name: string;
  firstAt: string;
  lastAt: string;
  waiting: number;
  needs: number;
  oldestAt: string | null;
  clockMs: number;
  persisted: number | null;
  copyAt: string | null;
}

/** Every phone: those that still hold something first, then the last contact. */
export function phonesList(limit: number): Query<PhoneRow> {
  return {
    sql: `SELECT p.id, p.person, u.name AS personName, NOT (${OPEN_LOGIN}) AS "left", p.name,
            p.first_at AS firstAt, p.last_at AS lastAt, p.waiting, p.needs, p.oldest_at AS oldestAt,
            p.clock_ms AS clockMs, p.persisted, p.copy_at AS copyAt
          FROM phones AS p JOIN users AS u ON u.id = p.person
          ORDER BY p.waiting + p.needs = 0, p.last_at DESC LIMIT ?`,
    parameters: [limit],
  };
}

export interface LaidBefore {
  key: string;
  phone: string;
  seq: number;
  person: string;
  personName: string;
  kind: string;
  device: string;
  deviceTag: string | null;
  doneAt: string;
  atServer: string;
  why: string;
  /** JSON of the entry */
  form: string;
}

const LAID = `SELECT e.key, e.phone, e.seq, e.person, u.name AS personName, e.kind, e.device,
    nullif(coalesce(nullif(d.tag, ''), d.serial), '') AS deviceTag, e.done_at AS doneAt,
    e.at_server AS atServer, e.why, e.form
  FROM sync_entries AS e JOIN users AS u ON u.id = e.person LEFT JOIN devices AS d ON d.id = e.device
  WHERE e.state = 'needs_manager'`;

/** What waits for a manager, in the order in which it was done. */
export function laidBefore(limit: number): Query<LaidBefore> {
  return { sql: `${LAID} ORDER BY e.done_at, e.phone, e.seq LIMIT ?`, parameters: [limit] };
}

export function laidByKey(key: string): Query<LaidBefore> {
  return { sql: `${LAID} AND e.key = ?`, parameters: [key] };
}
