import type { Scope } from '../accounts/permissions.ts';
import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';
import type { AuditKind, AuditState, AuditsFilter, Signer } from './forms.ts';

export interface Audit {
  n: number;
  id: string;
  title: string;
  kind: AuditKind;
  location: string | null;
  site: string | null;
  /** JSON list of model ids */
  models: string;
  everyone: number;
  blind: number;
  signer: Signer;
  /** percent */
  confidence: number | null;
  margin: number | null;
  population: number | null;
  seed: number | null;
  state: AuditState;
  dueOn: string | null;
  note: string;
  plannedBy: string | null;
  plannedAt: string;
  startedBy: string | null;
  startedAt: string | null;
  closedBy: string | null;
  closedAt: string | null;
  signedAt: string | null;
  round: number;
  /** JSON list of [phone, waiting] */
  override: string;
  overrideReason: string;
  expected: number;
  held: number;
  found: number;
  missing: number;
  excused: number;
  misplaced: number;
  unknown: number;
  version: number;
  locationName: string | null;
  locationKind: string | null;
  siteName: string | null;
  plannedName: string | null;
  startedName: string | null;
  closedName: string | null;
}

const COLUMNS = `a.n, a.id, a.title, a.kind, a.location, a.site, a.models, a.everyone, a.blind, a.signer,
    a.confidence, a.margin, a.population, a.seed, a.state, a.due_on AS dueOn, a.note,
    a.planned_by AS plannedBy, a.planned_at AS plannedAt, a.started_by AS startedBy, a.started_at AS startedAt,
    a.closed_by AS closedBy, a.closed_at AS closedAt, a.signed_at AS signedAt, a.round, a.override,
    a.override_reason AS overrideReason, a.expected, a.held, a.found, a.missing, a.excused, a.misplaced,
    a.unknown, a.version, l.name AS locationName, l.kind AS locationKind, s.name AS siteName,
    pp.given_name || ' ' || pp.family_name AS plannedName,
    ps.given_name || ' ' || ps.family_name AS startedName,
    pc.given_name || ' ' || pc.family_name AS closedName`;
const NAMES = `LEFT JOIN locations AS l ON l.id = a.location LEFT JOIN locations AS s ON s.id = a.site
  LEFT JOIN people AS pp ON pp.id = a.planned_by LEFT JOIN people AS ps ON ps.id = a.started_by
  LEFT JOIN people AS pc ON pc.id = a.closed_by`;

export function auditById(id: string): Query<Audit> {
  return { sql: `SELECT ${COLUMNS} FROM audits AS a ${NAMES} WHERE a.id = ?`, parameters: [id] };
}

/** Whether the person may see it: one of the whole district is for those who see all sites. */
export function seesAudit(scope: Scope, audit: Pick<Audit, 'site'>): boolean {
  if (scope === 'all') return true;
  return scope !== null && audit.site !== null && scope.includes(audit.site);
}

/** @throws NotFound there is none, or it is of another site */
export async function findAudit(db: Database, id: string, scope: Scope): Promise<Audit> {
  const audit = await db.first(auditById(id));
  if (!audit || !seesAudit(scope, audit)) throw new NotFound('There is no such audit');
  return audit;
}

const LIMIT = 50;

/** Audits, the newest first. */
export async function listAudits(
  db: Database,
  filter: AuditsFilter,
  scope: Exclude<Scope, null>,
  cursor: string | undefined,
  limit = LIMIT,
): Promise<Page<Audit>> {
  const [before] = (decodeCursor(cursor, 'n') ?? [Number.MAX_SAFE_INTEGER]) as [number];
  const sites = scope === 'all' ? null : JSON.stringify(scope);
  const state = filter.state ? 'a.state = ?' : 'ifnull(?, 1)';
  const site = filter.site ? 'a.site = ?' : 'ifnull(?, 1)';
  const own = sites === null ? 'ifnull(?, 1)' : 'a.site IN (SELECT value FROM json_each(?))';
  const rows = await db.all<Audit>({
    sql: `SELECT ${COLUMNS} FROM audits AS a ${NAMES}
          WHERE ${state} AND ${site} AND ${own} AND a.n < ? ORDER BY a.n DESC LIMIT ?`,
    parameters: [filter.state, filter.site, sites, before, limit + 1],
  });
  return pageOf(rows, limit, (row) => [row.n]);
}

export interface ScopePlace {
  id: string;
  name: string;
  kind: string;
  top: string;
  topName: string;
  retiredAt: string | null;
}

/** A location by its id or code. */
export function placeByRef(ref: string): Query<ScopePlace> {
  return {
    sql: `SELECT l.id, l.name, l.kind, l.top, t.name AS topName, l.retired_at AS retiredAt
          FROM locations AS l JOIN locations AS t ON t.id = l.top
          WHERE l.id = ? OR l.code = upper(?) OR l.code = ? LIMIT 1`,
    parameters: [ref, ref, ref],
  };
}

/** An audit that is being counted and in whose scope the location lies, or that lies in the location's. */
export function overlapping(location: string): Query<{ id: string; title: string; name: string }> {
  return {
    sql: `WITH RECURSIVE
            up (id) AS (SELECT ? UNION SELECT l.parent FROM locations AS l JOIN up ON l.id = up.id
                        WHERE l.parent IS NOT NULL),
            below (id) AS (SELECT ? UNION SELECT l.id FROM locations AS l JOIN below ON l.parent = below.id)
          SELECT a.id, a.title, l.name FROM (SELECT id FROM up UNION SELECT id FROM below) AS near
          CROSS JOIN audits AS a ON a.location = near.id AND a.state = 'counting' AND a.kind = 'place'
          JOIN locations AS l ON l.id = a.location LIMIT 1`,
    parameters: [location, location],
  };
}

export interface Room {
  place: string | null;
  name: string;
  kind: string;
  expected: number;
  seen: number;
  held: number;
}

/** A standing scan of the device of `x`: not taken back, in time. */
export const SEEN = `EXISTS (SELECT 1 FROM audit_events AS e WHERE e.audit = x.audit AND e.device = x.device
    AND e.kind <> 'undo' AND e.late = 0
    AND NOT EXISTS (SELECT 1 FROM audit_events AS u WHERE u.audit = e.audit AND u.about = e.id AND u.kind = 'undo' AND u.late = 0))`;

/** How far each room is. */
export function roomsOf(audit: string): Query<Room> {
  return {
    sql: `SELECT x.place, ifnull(l.name, 'Nowhere') AS name, ifnull(l.kind, '') AS kind,
            sum(x.listed = 'expected') AS expected, sum(x.listed = 'held') AS held,
            sum(CASE WHEN x.listed = 'expected' THEN ${SEEN} ELSE 0 END) AS seen
          FROM audit_devices AS x LEFT JOIN locations AS l ON l.id = x.place
          WHERE x.audit = ? AND x.listed <> 'other' GROUP BY x.place ORDER BY l.parent IS NOT NULL, l.name, x.place`,
    parameters: [audit],
  };
}

/** Rooms and carts of the scope, to say where one counts. */
export function placesIn(location: string): Query<{ id: string; name: string; kind: string }> {
  return {
    sql: `WITH RECURSIVE below (id) AS (SELECT ? UNION SELECT l.id FROM locations AS l JOIN below ON l.parent = below.id)
          SELECT l.id, l.name, l.kind FROM below JOIN locations AS l ON l.id = below.id
          WHERE l.retired_at IS NULL ORDER BY l.id <> ?, l.name LIMIT 500`,
    parameters: [location, location],
  };
}

export interface Phone {
  phone: string;
  person: string | null;
  name: string | null;
  waiting: number;
  joinedAt: string;
  saidAt: string;
}

/** Phones that have counted in it, the latest heard of first. */
export function phonesOf(audit: string): Query<Phone> {
  return {
    sql: `SELECT x.phone, x.person, p.given_name || ' ' || p.family_name AS name, x.waiting,
            x.joined_at AS joinedAt, x.said_at AS saidAt
          FROM audit_phones AS x LEFT JOIN people AS p ON p.id = x.person
          WHERE x.audit = ? ORDER BY x.said_at DESC, x.phone LIMIT 200`,
    parameters: [audit],
  };
}

/** The models that a scope names, by name. */
export function modelNames(models: string): Query<{ id: string; name: string }> {
  return {
    sql: `SELECT m.id, m.maker || ' ' || m.name AS name FROM json_each(?) AS j JOIN models AS m ON m.id = j.value
          ORDER BY name`,
    parameters: [models],
  };
}

/** Every model that may be chosen. */
export function modelOptions(): Query<{ value: string; label: string }> {
  return {
    sql: `SELECT id AS value, maker || ' ' || name AS label FROM models WHERE retired_at IS NULL
          ORDER BY label LIMIT 500`,
    parameters: [],
  };
}
