import type { Query } from '../db/query.ts';
import type { Option } from './list-queries.ts';

interface PlaceRow extends Option {
  kind: string;
}

/**
 * Where a device in repair may be put: my vehicle first, then its school with its rooms, then depots and
 * vehicles.
 */
export function placesFor(site: string, person: string | null): Query<PlaceRow> {
  return {
    sql: `SELECT l.id AS value, iif(l.id = l.top, l.name, t.name || ', ' || l.name) AS label, l.kind
          FROM locations AS l JOIN locations AS t ON t.id = l.top
          WHERE l.retired_at IS NULL AND (l.top = ? OR (l.kind IN ('depot', 'vehicle')))
          ORDER BY l.id <> ifnull((SELECT location FROM bins WHERE keeper = ? AND retired_at IS NULL), ''),
            l.top <> ?, l.id <> l.top, l.kind, l.name LIMIT 400`,
    parameters: [site, person, site],
  };
}

/** Vendors in use, by name. */
export function vendors(): Query<Option> {
  return {
    sql: `SELECT id AS value, name AS label FROM locations
          WHERE kind = 'vendor' AND retired_at IS NULL ORDER BY name LIMIT 500`,
    parameters: [],
  };
}

/** Where repaired devices are handed back in a row: a technician's own sites with their rooms first, then all sites. */
export function handBackPlaces(person: string | null): Query<Option> {
  return {
    sql: `SELECT l.id AS value, iif(l.id = l.top, l.name, t.name || ', ' || l.name) AS label
          FROM locations AS l JOIN locations AS t ON t.id = l.top
          LEFT JOIN person_sites AS p ON p.site = l.top AND p.person = ?
          WHERE l.retired_at IS NULL AND t.kind IN ('site', 'depot') AND (l.id = l.top OR p.site IS NOT NULL)
          ORDER BY p.rank IS NULL, p.rank DESC, t.name, l.id <> l.top, l.name LIMIT 1500`,
    parameters: [person],
  };
}
