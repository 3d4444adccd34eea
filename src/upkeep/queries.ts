import type { Query } from '../db/query.ts';

/** Which of the names a photo's row has, as picture or as small one, or a lot as its certificate. */
export function keptPhotos(names: readonly string[]): Query<{ name: string }> {
  return {
    sql: `SELECT j.value AS name FROM json_each(?) AS j
          WHERE EXISTS (SELECT 1 FROM photos WHERE name = j.value)
             OR EXISTS (SELECT 1 FROM photos WHERE thumb = j.value)
             OR EXISTS (SELECT 1 FROM lots WHERE certificate = j.value)
             OR EXISTS (SELECT 1 FROM audit_photos WHERE name = j.value)
             OR EXISTS (SELECT 1 FROM audit_photos WHERE thumb = j.value)
             OR EXISTS (SELECT 1 FROM visit_photos WHERE name = j.value)
             OR EXISTS (SELECT 1 FROM visit_photos WHERE thumb = j.value)`,
    parameters: [JSON.stringify(names)],
  };
}
