import type { Query } from '../db/query.ts';
import type { EventKind } from './forms.ts';

export interface KnownEvent {
  id: string;
  audit: string;
  phone: string;
}

/** Which of these keys are events already. */
export function knownEvents(ids: readonly string[]): Query<KnownEvent> {
  return {
    sql: `SELECT e.id, e.audit, e.phone FROM json_each(?) AS j CROSS JOIN audit_events AS e ON e.id = j.value`,
    parameters: [JSON.stringify(ids)],
  };
}

/** Devices by what texts may name. @param pairs [text's place in its list, rank of the reading, kind, value] */
export function devicesNamed(
  pairs: readonly (readonly [at: number, rank: number, kind: string, value: string])[],
): Query<{ at: number; rank: number; device: string }> {
  return {
    sql: `SELECT j.value ->> 0 AS at, j.value ->> 1 AS rank, coalesce(d.joined_into, d.id) AS device
          FROM json_each(?) AS j
          CROSS JOIN identifiers AS i ON i.kind = j.value ->> 2 AND i.value = j.value ->> 3 AND i.withdrawn_at IS NULL
          CROSS JOIN devices AS d ON d.id = i.device ORDER BY at, rank`,
    parameters: [JSON.stringify(pairs)],
  };
}

/** Which of the ids are locations. */
export function knownPlaces(ids: readonly string[]): Query<{ id: string }> {
  return {
    sql: 'SELECT l.id FROM json_each(?) AS j CROSS JOIN locations AS l ON l.id = j.value',
    parameters: [JSON.stringify(ids)],
  };
}

/** A scan with what is needed to say how it went. */
export interface ScanRow {
  n: number;
  id: string;
  phone: string;
  kind: EventKind;
  value: string;
  about: string;
  at: string;
  location: string | null;
  locationName: string | null;
  device: string | null;
  tag: string | null;
  serial: string | null;
  state: string | null;
  modelName: string | null;
  home: string | null;
  homeName: string | null;
  listed: 'expected' | 'held' | 'other' | null;
  /** where the books have it */
  place: string | null;
  placeName: string | null;
  inside: number;
  earlier: number;
  undone: number;
  late: number;
  by: string | null;
}

const SCAN = `SELECT e.n, e.id, e.phone, e.kind, e.value, e.about, e.at, e.location, h.name AS locationName, e.device,
    d.tag, d.serial, d.state, m.maker || ' ' || m.name AS modelName, d.home, s.name AS homeName, x.listed,
    CASE WHEN x.listed IS NULL THEN d.place ELSE x.place END AS place, p.name AS placeName,
    ifnull(x.inside, d.place IN (
      WITH RECURSIVE below (id) AS (SELECT a.location UNION SELECT l.id FROM locations AS l JOIN below ON l.parent = below.id)
      SELECT id FROM below)) AS inside,
    EXISTS (SELECT 1 FROM audit_events AS o WHERE o.audit = e.audit AND o.device = e.device AND o.n < e.n
      AND o.kind <> 'undo' AND NOT EXISTS (SELECT 1 FROM audit_events AS w
        WHERE w.audit = o.audit AND w.about = o.id AND w.kind = 'undo')) AS earlier,
    EXISTS (SELECT 1 FROM audit_events AS u WHERE u.audit = e.audit AND u.about = e.id AND u.kind = 'undo') AS undone,
    e.late, b.given_name || ' ' || b.family_name AS "by"`;
const JOINS = `JOIN audits AS a ON a.id = e.audit LEFT JOIN locations AS h ON h.id = e.location
  LEFT JOIN devices AS d ON d.id = e.device LEFT JOIN models AS m ON m.id = d.model
  LEFT JOIN locations AS s ON s.id = d.home
  LEFT JOIN audit_devices AS x ON x.audit = e.audit AND x.device = e.device AND x.listed <> 'other'
  LEFT JOIN locations AS p ON p.id = CASE WHEN x.listed IS NULL THEN d.place ELSE x.place END
  LEFT JOIN people AS b ON b.id = e.person`;

/** Scans by their keys. */
export function scansById(ids: readonly string[]): Query<ScanRow> {
  return {
    sql: `${SCAN} FROM json_each(?) AS j CROSS JOIN audit_events AS e ON e.id = j.value ${JOINS}
          WHERE e.kind <> 'undo' ORDER BY e.n`,
    parameters: [JSON.stringify(ids)],
  };
}

/** The last scans of one phone, the newest first. */
export function lastScans(audit: string, phone: string, limit: number): Query<ScanRow> {
  return {
    sql: `${SCAN} FROM audit_events AS e ${JOINS} WHERE e.audit = ? AND e.phone = ? AND e.kind <> 'undo'
          ORDER BY e.n DESC LIMIT ?`,
    parameters: [audit, phone, limit],
  };
}

/** What was scanned and taken back after a cursor, by anybody, in the order that it came in. */
export function eventsAfter(audit: string, n: number, limit: number): Query<EventLine> {
  return {
    sql: `SELECT e.n, e.id, e.phone, e.kind, e.value, e.about, e.device, d.tag, e.location, e.at,
            b.given_name || ' ' || b.family_name AS "by"
          FROM audit_events AS e LEFT JOIN devices AS d ON d.id = e.device LEFT JOIN people AS b ON b.id = e.person
          WHERE e.audit = ? AND e.n > ? ORDER BY e.n LIMIT ?`,
    parameters: [audit, n, limit],
  };
}

export interface EventLine {
  n: number;
  id: string;
  phone: string;
  kind: EventKind;
  value: string;
  about: string;
  device: string | null;
  tag: string | null;
  location: string | null;
  at: string;
  by: string | null;
}

export interface ListedDevice {
  device: string;
  tag: string;
  serial: string;
  /** null in a blind audit: what is expected is not told */
  listed: 'expected' | 'held' | null;
  place: string | null;
  state: string;
}

/** The frozen list. */
export function frozenList(audit: string): Query<ListedDevice> {
  return {
    sql: `SELECT device, tag, serial, listed, place, state FROM audit_devices
          WHERE audit = ? AND listed <> 'other' ORDER BY device`,
    parameters: [audit],
  };
}

const MOST_BLIND = 12_000;

/** What a phone may know in a blind audit: every device of the site, whatever is expected of it. */
export function devicesOfSite(site: string): Query<ListedDevice> {
  return {
    sql: `SELECT id AS device, tag, serial, NULL AS listed, NULL AS place, state FROM devices
          WHERE at_site = ? AND joined_into IS NULL
          UNION SELECT id, tag, serial, NULL, NULL, state FROM devices WHERE home = ? AND joined_into IS NULL
          LIMIT ${MOST_BLIND}`,
    parameters: [site, site],
  };
}

/** Former tags and serials of listed devices: they find them too. */
export function formerOfList(audit: string): Query<{ value: string; device: string }> {
  return {
    sql: `SELECT i.value, i.device FROM audit_devices AS x CROSS JOIN identifiers AS i ON i.device = x.device
          WHERE x.audit = ? AND x.listed <> 'other' AND i.to_at IS NOT NULL AND i.withdrawn_at IS NULL`,
    parameters: [audit],
  };
}

/** How many events came after the closing. */
export function lateEvents(audit: string): Query<{ n: number }> {
  return {
    sql: "SELECT count(*) AS n FROM audit_events WHERE audit = ? AND late = 1 AND kind <> 'undo'",
    parameters: [audit],
  };
}

/** What others scanned last, the newest first. */
export function lastOfOthers(
  audit: string,
  person: string | null,
  limit: number,
): Query<{ by: string | null; name: string; at: string }> {
  return {
    sql: `SELECT b.given_name || ' ' || b.family_name AS "by", coalesce(nullif(d.tag, ''), nullif(d.serial, ''), e.value) AS name, e.at
          FROM audit_events AS e LEFT JOIN devices AS d ON d.id = e.device LEFT JOIN people AS b ON b.id = e.person
          WHERE e.audit = ? AND e.kind <> 'undo' AND e.person IS NOT ? ORDER BY e.n DESC LIMIT ?`,
    parameters: [audit, person, limit],
  };
}
