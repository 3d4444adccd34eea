import type { Query } from '../db/query.ts';

/** A person or place that a device can go to. */
export interface TargetRow {
  kind: 'person' | 'location';
  id: string;
  name: string;
  /** 'student' or 'staff'; or the kind of location */
  sort: string;
  grade: string | null;
  /** the site that it belongs to */
  site: string | null;
  siteName: string | null;
  slots: number | null;
}

const PERSON = `SELECT 'person' AS kind, p.id, p.given_name || ' ' || p.family_name AS name, p.kind AS sort, p.grade,
  s.top AS site, s.name AS siteName, NULL AS slots
  FROM people AS p LEFT JOIN locations AS s ON s.id = p.site`;

const PLACE = `SELECT 'location' AS kind, l.id, l.name, l.kind AS sort, NULL AS grade,
  l.top AS site, t.name AS siteName, l.slots
  FROM locations AS l JOIN locations AS t ON t.id = l.top`;

/** The person or place with this id. */
export function targetById(kind: 'person' | 'location', id: string): Query<TargetRow> {
  return {
    sql: kind === 'person' ? `${PERSON} WHERE p.id = ?` : `${PLACE} WHERE l.id = ? AND l.retired_at IS NULL`,
    parameters: [id],
  };
}

/** People with one of these badges, then places with one of these codes. */
export function targetsByCode(badges: readonly string[], codes: readonly string[]): Query<TargetRow> {
  return {
    sql: `${PERSON} WHERE p.external_id IN (SELECT value FROM json_each(?))
          UNION ALL ${PLACE} WHERE l.code IN (SELECT value FROM json_each(?)) AND l.retired_at IS NULL`,
    parameters: [JSON.stringify(badges), JSON.stringify(codes)],
  };
}

/** Places by their ids, in the order of the list, then the person's own vehicle. */
export function likelyPlaces(ids: readonly (string | null)[], person: string | null): Query<TargetRow> {
  const list = [...new Set(ids.filter((id) => id !== null))];
  return {
    sql: `${PLACE} JOIN (
            SELECT value AS id, key AS place FROM json_each(?)
            UNION ALL SELECT location, 99 FROM bins WHERE keeper = ? AND retired_at IS NULL
          ) AS j ON l.id = j.id
          WHERE l.retired_at IS NULL GROUP BY l.id ORDER BY min(j.place)`,
    parameters: [JSON.stringify(list), person],
  };
}

/** People and places whose ids are in two lists, in no order. */
export function targetsByIds(people: readonly string[], places: readonly string[]): Query<TargetRow> {
  return {
    sql: `${PERSON} WHERE p.id IN (SELECT value FROM json_each(?))
          UNION ALL ${PLACE} WHERE l.id IN (SELECT value FROM json_each(?))`,
    parameters: [JSON.stringify(people), JSON.stringify(places)],
  };
}

/** Slots of a cart that are taken, in order. */
export function takenSlots(location: string): Query<{ slot: number }> {
  return {
    sql: `SELECT slot FROM assignments
          WHERE location = ? AND to_at IS NULL AND slot IS NOT NULL ORDER BY slot`,
    parameters: [location],
  };
}
