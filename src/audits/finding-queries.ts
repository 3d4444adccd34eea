import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';
import type { ScanEvent } from './findings-rules.ts';
import type { FindingKind, ResolutionKind } from './forms.ts';

export interface ListedRow {
  device: string;
  listed: 'expected' | 'held' | 'other';
  place: string | null;
  inside: number;
  moved: number;
  lastSeenAt: string | null;
}

/** The custody of `x` is another than when the list was frozen. */
const MOVED =
  '(SELECT c.id FROM custody AS c WHERE c.device = x.device AND c.to_at IS NULL) IS NOT x.custody';

/** The frozen list; while it is counted with what has moved by now. */
export function listedNow(audit: string): Query<ListedRow> {
  return {
    sql: `SELECT x.device, x.listed, x.place, x.inside, ${MOVED} AS moved, x.last_seen_at AS lastSeenAt
          FROM audit_devices AS x WHERE x.audit = ? AND x.listed <> 'other'`,
    parameters: [audit],
  };
}

/** The list as it was when the audit was closed: findings can be computed from it at any time. */
export function listedThen(audit: string): Query<ListedRow> {
  return {
    sql: `SELECT x.device, x.listed, x.place, x.inside, x.moved, x.last_seen_at AS lastSeenAt
          FROM audit_devices AS x WHERE x.audit = ?`,
    parameters: [audit],
  };
}

export interface OtherRow extends ListedRow {
  site: string | null;
  person: string | null;
  custody: string | null;
  state: string;
  tag: string;
  serial: string;
}

/** What was scanned and is not on the list, as the books had it when that was frozen. */
export function othersNow(audit: {
  id: string;
  location: string | null;
  startedAt: string | null;
}): Query<OtherRow> {
  const at = audit.startedAt ?? '';
  return {
    sql: `WITH RECURSIVE below (id) AS (SELECT ? UNION SELECT l.id FROM locations AS l JOIN below ON l.parent = below.id)
          SELECT scanned.device, 'other' AS listed, c.location AS place, l.top AS site, c.person, c.id AS custody, d.state,
            d.tag, d.serial, d.last_seen_at AS lastSeenAt, c.location IS NOT NULL AND (? IS NULL OR c.location IN below) AS inside,
            (SELECT k.id FROM custody AS k WHERE k.device = scanned.device AND k.to_at IS NULL) IS NOT c.id AS moved
          FROM (SELECT DISTINCT e.device FROM audit_events AS e
                WHERE e.audit = ? AND e.device IS NOT NULL AND e.kind <> 'undo' AND e.late = 0
                  AND NOT EXISTS (SELECT 1 FROM audit_devices AS x
                                  WHERE x.audit = e.audit AND x.device = e.device AND x.listed <> 'other')) AS scanned
          CROSS JOIN devices AS d ON d.id = scanned.device
          LEFT JOIN custody AS c ON c.id = (
            SELECT k.id FROM custody AS k WHERE k.device = scanned.device AND k.from_at <= ? AND k.recorded_at <= ?
            ORDER BY k.from_at DESC, k.recorded_at DESC, k.id DESC LIMIT 1) AND (c.to_at IS NULL OR c.to_at > ?)
          LEFT JOIN locations AS l ON l.id = c.location`,
    parameters: [audit.location, audit.location, audit.id, at, at, at],
  };
}

/** Every event that counts, in the order that it came in. */
export function eventsOf(audit: string): Query<ScanEvent & { n: number }> {
  return {
    sql: `SELECT n, id, phone, seq, kind, value, about, device, location, at, person FROM audit_events
          WHERE audit = ? AND late = 0 ORDER BY n`,
    parameters: [audit],
  };
}

export interface FindingRow {
  id: string;
  audit: string;
  key: string;
  kind: FindingKind;
  device: string | null;
  tag: string | null;
  serial: string | null;
  state: string | null;
  modelName: string | null;
  home: string | null;
  homeName: string | null;
  value: string;
  place: string | null;
  placeName: string | null;
  bookPlace: string | null;
  bookPlaceName: string | null;
  bookSiteName: string | null;
  apart: number;
  event: string | null;
  by: string | null;
  at: string | null;
  scans: number;
  rank: number;
  lastSeenAt: string | null;
  resolution: string | null;
  what: ResolutionKind | null;
  reason: string | null;
  resolvedBy: string | null;
  resolvedAt: string | null;
}

const FINDING = `SELECT f.id, f.audit, f.key, f.kind, f.device, d.tag, d.serial, d.state, m.maker || ' ' || m.name AS modelName,
    d.home, h.name AS homeName, f.value, f.place, p.name AS placeName, f.book_place AS bookPlace,
    b.name AS bookPlaceName, bt.name AS bookSiteName, f.apart, f.event, w.given_name || ' ' || w.family_name AS "by",
    f.at, f.scans, f.rank, f.last_seen_at AS lastSeenAt, r.id AS resolution, r.what, r.reason,
    v.given_name || ' ' || v.family_name AS resolvedBy, r.at AS resolvedAt`;
const JOINS = `LEFT JOIN devices AS d ON d.id = f.device LEFT JOIN models AS m ON m.id = d.model
  LEFT JOIN locations AS h ON h.id = d.home LEFT JOIN locations AS p ON p.id = f.place
  LEFT JOIN locations AS b ON b.id = f.book_place LEFT JOIN locations AS bt ON bt.id = b.top
  LEFT JOIN people AS w ON w.id = f.person
  LEFT JOIN audit_resolutions AS r ON r.finding = f.id AND r.undone_at IS NULL
  LEFT JOIN people AS v ON v.id = r.person`;

/** Findings of one kind, or those that ask for a decision; the longest missing first. */
export async function listFindings(
  db: Database,
  audit: { id: string; round: number },
  kinds: readonly FindingKind[],
  cursor: string | undefined,
  limit: number,
): Promise<Page<FindingRow>> {
  const after = decodeCursor(cursor, 'sns') ?? ['', -1, ''];
  const rows = await db.all<FindingRow>({
    sql: `${FINDING} FROM audit_findings AS f ${JOINS}
          WHERE f.audit = ? AND f.round = ? AND f.kind IN (SELECT value FROM json_each(?))
            AND (f.kind, f.rank, f.key) > (?, ?, ?) ORDER BY f.kind, f.rank, f.key LIMIT ?`,
    parameters: [audit.id, audit.round, JSON.stringify(kinds), ...after, limit + 1],
  });
  return pageOf(rows, limit, (row) => [row.kind, row.rank, row.key]);
}

/** Findings of an audit's last closing, by their ids. */
export function findingsById(
  audit: { id: string; round: number },
  ids: readonly string[],
): Query<FindingRow> {
  return {
    sql: `${FINDING} FROM json_each(?) AS j CROSS JOIN audit_findings AS f ON f.id = j.value ${JOINS}
          WHERE f.audit = ? AND f.round = ? ORDER BY f.kind, f.rank, f.key`,
    parameters: [JSON.stringify(ids), audit.id, audit.round],
  };
}

/** How many of each kind there are, and how many of them are decided. */
export function findingCounts(audit: {
  id: string;
  round: number;
}): Query<{ kind: FindingKind; apart: number; n: number; resolved: number }> {
  return {
    sql: `SELECT f.kind, f.apart, count(*) AS n, sum(EXISTS (
              SELECT 1 FROM audit_resolutions AS r WHERE r.finding = f.id AND r.undone_at IS NULL)) AS resolved
          FROM audit_findings AS f WHERE f.audit = ? AND f.round = ? GROUP BY f.kind, f.apart`,
    parameters: [audit.id, audit.round],
  };
}

/** The finding that says that a device is missing. */
export function missingOf(audit: { id: string; round: number }, device: string): Query<{ id: string }> {
  return {
    sql: `SELECT id FROM audit_findings WHERE audit = ? AND round = ? AND key = 'missing:' || ?`,
    parameters: [audit.id, audit.round, device],
  };
}

export interface StoredFinding {
  key: string;
  kind: FindingKind;
  device: string | null;
  value: string;
  place: string | null;
  bookPlace: string | null;
  apart: number;
  event: string | null;
  person: string | null;
  at: string | null;
  scans: number;
  rank: number;
  lastSeenAt: string | null;
}

/** Findings as they are stored, to compare with what the events say. */
export function storedFindings(audit: { id: string; round: number }): Query<StoredFinding> {
  return {
    sql: `SELECT key, kind, device, value, place, book_place AS bookPlace, apart, event, person, at, scans, rank,
            last_seen_at AS lastSeenAt
          FROM audit_findings WHERE audit = ? AND round = ? ORDER BY key`,
    parameters: [audit.id, audit.round],
  };
}

export interface Signature {
  person: string;
  name: string;
  at: string;
  scanned: number;
}

export function signaturesOf(audit: { id: string; round: number }): Query<Signature> {
  return {
    sql: `SELECT s.person, p.given_name || ' ' || p.family_name AS name, s.at, s.scanned
          FROM audit_signatures AS s JOIN people AS p ON p.id = s.person
          WHERE s.audit = ? AND s.round = ? ORDER BY s.at`,
    parameters: [audit.id, audit.round],
  };
}

/** Who has scanned in it, and how much. */
export function countersOf(
  audit: string,
): Query<{ person: string | null; name: string; n: number; phones: number }> {
  return {
    sql: `SELECT e.person, ifnull(p.given_name || ' ' || p.family_name, '') AS name, count(*) AS n,
            count(DISTINCT e.phone) AS phones
          FROM audit_events AS e LEFT JOIN people AS p ON p.id = e.person
          WHERE e.audit = ? AND e.kind <> 'undo' GROUP BY e.person ORDER BY n DESC LIMIT 100`,
    parameters: [audit],
  };
}

export interface Correction {
  id: string;
  text: string;
  at: string;
  by: string | null;
  device: string | null;
  tag: string | null;
}

export function correctionsOf(audit: string): Query<Correction> {
  return {
    sql: `SELECT c.id, c.text, c.at, p.given_name || ' ' || p.family_name AS "by", c.device, d.tag
          FROM audit_corrections AS c LEFT JOIN people AS p ON p.id = c.person
          LEFT JOIN devices AS d ON d.id = c.device WHERE c.audit = ? ORDER BY c.at LIMIT 200`,
    parameters: [audit],
  };
}

export interface AuditPhoto {
  about: string;
  name: string;
  thumb: string;
  type: string;
}

export function photosOf(audit: string): Query<AuditPhoto> {
  return {
    sql: 'SELECT about, name, thumb, type FROM audit_photos WHERE audit = ? ORDER BY at LIMIT 200',
    parameters: [audit],
  };
}
