import type { Query } from '../db/query.ts';
import type { DeviceAue, Mirrored } from '../directory/queries.ts';
import { REF, refValues } from './queries.ts';

/** Everything that stands on a device's page, by its id, tag or serial: read together in one trip. */

export interface IdentifierRow {
  id: string;
  kind: 'tag' | 'serial';
  value: string;
  fromAt: string;
  toAt: string | null;
  reason: string;
}

export function identifiersOf(ref: string): Query<IdentifierRow> {
  return { sql: IDENTIFIERS, parameters: refValues(ref) };
}

const IDENTIFIERS = `SELECT id, kind, value, from_at AS fromAt, to_at AS toAt, reason FROM identifiers
  WHERE device = ${REF} AND withdrawn_at IS NULL ORDER BY from_at DESC`;

export interface DeviceRepair {
  id: string;
  number: number;
  state: string;
  headline: string;
  reportedAt: string;
  closedAt: string | null;
  minutes: number;
  partsCents: number;
  covered: number;
  outcome: string | null;
  /** causes of its lines, each once, with commas */
  causes: string | null;
  /** codes of the faults of its lines, with commas */
  faults: string | null;
}

/** The repairs of a device, newest first; a device has a handful. */
export function repairsOf(ref: string): Query<DeviceRepair> {
  return { sql: REPAIRS, parameters: refValues(ref) };
}

const REPAIRS = `SELECT r.id, r.number, r.state, r.headline, r.reported_at AS reportedAt, r.closed_at AS closedAt,
    r.minutes, r.parts_cents AS partsCents, r.covered, r.outcome,
    group_concat(DISTINCT l.cause) AS causes, group_concat(l.fault) AS faults
  FROM repairs AS r LEFT JOIN repair_lines AS l ON l.repair = r.id AND l.withdrawn_at IS NULL
  WHERE r.device = ${REF} AND r.state <> 'withdrawn'
  GROUP BY r.reported_at, r.id ORDER BY r.reported_at DESC, r.id DESC LIMIT 100`;

export interface CustodyRow {
  id: string;
  why: string;
  fromAt: string;
  toAt: string | null;
  dueOn: string | null;
  locationName: string;
  siteName: string;
  personName: string | null;
  personKind: string | null;
  personGrade: string | null;
  personSite: string | null;
  doneByName: string | null;
}

/** Who or what had the device, newest first. @param limit rows */
export function custodyChain(ref: string, limit: number): Query<CustodyRow> {
  return { sql: CUSTODY, parameters: [...refValues(ref), limit] };
}

const NAMED = `SELECT k.id, k.why, k.from_at AS fromAt, k.to_at AS toAt, k.due_on AS dueOn,
    l.name AS locationName, s.name AS siteName, p.given_name || ' ' || p.family_name AS personName,
    p.kind AS personKind, p.grade AS personGrade, p.site AS personSite,
    b.given_name || ' ' || b.family_name AS doneByName`;

const NAMES = `JOIN locations AS l ON l.id = k.location
  JOIN locations AS s ON s.id = l.top
  LEFT JOIN people AS p ON p.id = k.person
  LEFT JOIN people AS b ON b.id = k.done_by`;

/** The rows first, by the index in their order, then the names of these few. */
const CUSTODY = `${NAMED} FROM (
    SELECT * FROM custody WHERE device = ${REF} ORDER BY from_at DESC, rowid DESC LIMIT ?
  ) AS k ${NAMES} ORDER BY k.from_at DESC`;

/** The same of records that were joined with a device: their chains stay with them. @param records ids */
export function custodyOfJoined(records: readonly string[], limit: number): Query<CustodyRow> {
  return {
    sql: `${NAMED} FROM custody AS k ${NAMES}
      WHERE k.device IN (SELECT value FROM json_each(?)) ORDER BY k.from_at DESC LIMIT ?`,
    parameters: [JSON.stringify(records), limit],
  };
}

export interface DevicePhoto {
  name: string;
  thumb: string;
  step: string;
  at: string;
}

export function photosOf(ref: string): Query<DevicePhoto> {
  return { sql: PHOTOS, parameters: refValues(ref) };
}

const PHOTOS = `SELECT name, thumb, step, at FROM photos
  WHERE device = ${REF} AND withdrawn_at IS NULL ORDER BY at DESC LIMIT 25`;

export interface OwnValue {
  name: string;
  type: string;
  value: string;
}

export function valuesOf(ref: string): Query<OwnValue> {
  return { sql: VALUES, parameters: refValues(ref) };
}

const VALUES = `SELECT f.name, f.type, v.value FROM custom_values AS v JOIN custom_fields AS f ON f.id = v.field
  WHERE v.device = ${REF} AND f.retired_at IS NULL ORDER BY f.position, f.name`;

/** Something that needs a word above everything else: a proposal, a found report, a joined record, what is missing. */
export interface Remark {
  what: 'join' | 'proposal' | 'found' | 'missing' | 'state' | 'range' | 'handed';
  id: string;
  /** of a join the other record's id, of a proposal its kind, of a find its site, of what is missing what it is,
   * of a reserved range of tags whose it is (text: what for), of what was handed on who did that */
  value: string;
  text: string;
  at: string;
}

export function remarksOf(ref: string): Query<Remark> {
  return { sql: REMARKS, parameters: refValues(ref) };
}

const ME = '(SELECT id FROM me)';

// D1 takes five parts of a UNION: the last one is three.
const REMARKS = `WITH me AS MATERIALIZED (SELECT ${REF} AS id)
  SELECT 'join' AS what, id, joined AS value, '' AS text, at FROM device_joins
    WHERE kept = ${ME} AND undone_at IS NULL
  UNION ALL SELECT 'proposal', id, kind, reason, at FROM proposals WHERE thing = ${ME} AND decision IS NULL
  UNION ALL SELECT 'found', f.id, l.name, f.note, f.at FROM found_reports AS f JOIN locations AS l ON l.id = f.site
    WHERE f.device = ${ME} AND f.settled_at IS NULL
  UNION ALL SELECT 'missing', id, what, '', at FROM missing_accessories
    WHERE device = ${ME} AND settled_at IS NULL
  UNION ALL SELECT * FROM (SELECT 'state', id, state, reason || CASE WHEN police_report = '' THEN ''
      ELSE ', police report ' || police_report END, from_at FROM device_states
    WHERE device = ${ME} AND to_at IS NULL AND state <> 'in_service'
  UNION ALL SELECT 'range', r.id, s.name, r.name, r.reserved_at FROM devices AS d JOIN tag_ranges AS r
      ON r.withdrawn_at IS NULL AND r.first_tag <= d.tag AND r.last_tag >= d.tag AND length(r.first_tag) = length(d.tag)
    JOIN locations AS s ON s.id = r.site
    WHERE d.id = ${ME} AND r.site <> d.home
  UNION ALL SELECT 'handed', h.custody, h.person, c.why, h.at FROM hands AS h
    JOIN custody AS c ON c.id = h.custody AND c.to_at IS NULL
    WHERE h.device = ${ME} AND h.undone_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM records AS n WHERE n.device = h.device AND n.at > h.at))`;

/** The unit that came from a vendor in place of another one: this device, or that other one. */
export interface Exchanged {
  /** this device was sent, or came in its place */
  side: 'old' | 'new';
  other: string;
  otherTag: string;
  otherSerial: string;
  /** the tag that the new one took over, '' for none */
  tag: string;
  at: string;
  batch: number;
  vendorName: string;
}

export function exchangesOf(ref: string): Query<Exchanged> {
  return { sql: EXCHANGES, parameters: refValues(ref) };
}

const EXCHANGES = `WITH me AS MATERIALIZED (SELECT ${REF} AS id),
  mine AS (SELECT 'old' AS side, new AS other, * FROM exchanges WHERE old = ${ME}
    UNION ALL SELECT 'new', old, * FROM exchanges WHERE new = ${ME})
  SELECT e.side, e.other, d.tag AS otherTag, d.serial AS otherSerial, e.tag, e.at, b.number AS batch,
    v.name AS vendorName
  FROM mine AS e JOIN devices AS d ON d.id = e.other JOIN claim_lines AS c ON c.id = e.line
  JOIN claim_batches AS b ON b.id = c.batch JOIN locations AS v ON v.id = b.vendor`;

/** What a directory elsewhere says of it; of several records there the one that was used last. */
export function saidOf(ref: string): Query<Mirrored> {
  return { sql: SAID, parameters: refValues(ref) };
}

const SAID = `SELECT external, device, serial, model, status, org_unit AS orgUnit, asset_id AS assetId,
    annotated_user AS user, annotated_location AS location, os_version AS osVersion, last_sync_at AS lastSync,
    last_user AS lastUser, aue_on AS aueOn, read_at AS readAt, gone_at AS goneAt, problem
  FROM directory_devices WHERE device = ${REF} ORDER BY gone_at IS NOT NULL, last_sync_at DESC LIMIT 1`;

/** When its updates end as it was read over time, the latest first. */
export function auesOf(ref: string): Query<DeviceAue> {
  return { sql: AUES, parameters: refValues(ref) };
}

const AUES = `SELECT aue_on AS aueOn, source, read_on AS readOn FROM device_aues
  WHERE device = ${REF} ORDER BY at DESC, id DESC LIMIT 10`;
