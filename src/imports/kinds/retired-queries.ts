/**
 * SQL: 1 where a thing is out of use because an import was taken back, or brought it so: a file that names it again
 * brings it back. What a person has taken out of use stays out. @param table what the statement calls it
 */
export const outByImport = (table: string) => `CASE WHEN ${table}.retired_at IS NULL THEN 0 ELSE ifnull((
  SELECT r.data ->> 'import' IS NOT NULL FROM records AS r WHERE r.thing = ${table}.id ORDER BY r.seq DESC LIMIT 1), 0) END`;
