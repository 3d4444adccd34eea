import type { Query } from '../db/query.ts';

/** A vendor in use by its id. */
export function vendorOfId(id: string): Query<{ id: string; top: string }> {
  return {
    sql: `SELECT l.id, l.top FROM locations AS l JOIN locations AS t ON t.id = l.top
          WHERE l.id = ? AND l.retired_at IS NULL AND t.kind = 'vendor'`,
    parameters: [id],
  };
}

/** Vendors in use, by name. */
export const VENDORS: Query<{ value: string; label: string }> = {
  sql: `SELECT id AS value, name AS label FROM locations
        WHERE kind = 'vendor' AND retired_at IS NULL ORDER BY name LIMIT 500`,
  parameters: [],
};

/** Where a vendor's parcel is opened: a technician's own vehicle and sites first, depots, then the rest. */
export function receivingPlaces(person: string | null): Query<{ value: string; label: string }> {
  return {
    sql: `SELECT l.id AS value, l.name AS label FROM locations AS l
          LEFT JOIN person_sites AS p ON p.site = l.id AND p.person = ?
          LEFT JOIN bins AS b ON b.location = l.id AND b.keeper = ? AND b.retired_at IS NULL
          WHERE l.retired_at IS NULL AND l.kind IN ('depot', 'site', 'vehicle')
          GROUP BY l.id ORDER BY b.id IS NULL, l.kind <> 'depot', p.site IS NULL, l.kind, l.name LIMIT 1000`,
    parameters: [person, person],
  };
}
