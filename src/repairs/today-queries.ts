import type { Scope } from '../accounts/permissions.ts';
import type { Query } from '../db/query.ts';
import type { HoldReason, RepairState } from './forms.ts';

/** Open repairs of one site, and how many of them are late. */
export interface SiteLoad {
  site: string;
  siteName: string;
  open: number;
  late: number;
  ready: number;
}

// Late, as isLate of due-rules.ts says it.
const LATE = `r.due_at < ? AND r.to_confirm = 0 AND (h.from_at IS NULL
  OR h.reason NOT IN ('parts', 'vendor', 'answer') OR r.due_at < h.from_at)`;

/** The open repairs of the sites that a person looks after (person_sites), the busiest first. @param now ISO UTC */
export function openAtMySites(person: string | null, now: string): Query<SiteLoad> {
  return {
    sql: `${SITE_LOAD} JOIN person_sites AS p ON p.site = r.site AND p.person = ?
          WHERE r.closed_at IS NULL GROUP BY r.site ORDER BY late DESC, open DESC LIMIT 30`,
    parameters: [now, person],
  };
}

/** The open repairs by site of a scope: for managers, and for contacts of their own school. */
export function openBySite(scope: Exclude<Scope, null>, now: string, limit = 30): Query<SiteLoad> {
  const own = scope === 'all' ? '' : ' AND r.site IN (SELECT value FROM json_each(?))';
  return {
    sql: `${SITE_LOAD} WHERE r.closed_at IS NULL${own} GROUP BY r.site ORDER BY late DESC, open DESC LIMIT ?`,
    parameters: scope === 'all' ? [now, limit] : [now, JSON.stringify(scope), limit],
  };
}

const SITE_LOAD = `SELECT r.site, s.name AS siteName, count(*) AS open, sum(iif(${LATE}, 1, 0)) AS late,
    sum(r.state = 'ready' AND r.to_confirm = 0) AS ready
  FROM repairs AS r JOIN locations AS s ON s.id = r.site
  LEFT JOIN repair_holds AS h ON h.repair = r.id AND h.to_at IS NULL`;

export interface BenchRow {
  number: number;
  state: RepairState;
  headline: string;
  tag: string;
  serial: string;
  siteName: string;
  reportedAt: string;
  dueAt: string | null;
  holdReason: HoldReason | null;
  holdFrom: string | null;
  late: number;
}

const BENCH = `SELECT r.number, r.state, r.headline, d.tag, d.serial, s.name AS siteName,
    r.reported_at AS reportedAt, r.due_at AS dueAt, r.hold_reason AS holdReason, h.from_at AS holdFrom,
    iif(${LATE}, 1, 0) AS late
  FROM repairs AS r
  JOIN devices AS d ON d.id = r.device
  JOIN locations AS s ON s.id = r.site
  LEFT JOIN repair_holds AS h ON h.repair = r.id AND h.to_at IS NULL`;

/** "My bench": what the person has in hand, what is due first on top. */
export function myBench(person: string | null, now: string, limit = 20): Query<BenchRow> {
  return {
    sql: `${BENCH} WHERE r.technician = ? AND r.closed_at IS NULL AND r.to_confirm = 0
          ORDER BY r.due_at, r.n LIMIT ?`,
    parameters: [now, person, limit],
  };
}

/** What is late in the scope, the longest first. */
export function overdue(scope: Exclude<Scope, null>, now: string, limit = 20): Query<BenchRow> {
  const own = scope === 'all' ? '' : ' AND r.site IN (SELECT value FROM json_each(?))';
  const values = scope === 'all' ? [] : [JSON.stringify(scope)];
  return {
    sql: `${BENCH} WHERE r.closed_at IS NULL AND ${LATE}${own} ORDER BY r.due_at, r.n LIMIT ?`,
    parameters: [now, now, ...values, limit],
  };
}

export interface Mention {
  note: string;
  repair: number;
  at: string;
  byName: string | null;
  text: string;
  headline: string;
}

/** Notes that mention the person and that they have not marked as seen, the newest first. */
export function unseenMentions(person: string | null): Query<Mention> {
  return {
    sql: `SELECT m.note, r.number AS repair, m.at, u.name AS byName, n.text, r.headline
          FROM mentions AS m
          JOIN repair_notes AS n ON n.id = m.note
          JOIN repairs AS r ON r.id = n.repair
          LEFT JOIN users AS u ON u.id = n.person
          WHERE m.person = ? AND m.seen_at IS NULL ORDER BY m.at DESC LIMIT 20`,
    parameters: [person],
  };
}

/** How much interns' work waits to be confirmed, and how much work above one's level is open. */
export function waitingForOthers(): Query<{ toConfirm: number; aboveLevel: number }> {
  return {
    sql: `SELECT (SELECT count(*) FROM repairs WHERE to_confirm = 1) AS toConfirm,
            (SELECT count(*) FROM repairs WHERE above_level = 1 AND closed_at IS NULL) AS aboveLevel`,
    parameters: [],
  };
}
