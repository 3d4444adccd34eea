import type { Query } from '../../db/query.ts';

/** A person with all that a file may say of them. */
export interface KnownPerson {
  id: string;
  version: number;
  kind: string;
  given_name: string;
  family_name: string;
  external_id: string | null;
  email: string | null;
  title: string;
  site: string | null;
  grade: string | null;
  active: number;
}

const COLUMNS = `p.id, p.version, p.kind, p.given_name, p.family_name, p.external_id, p.email, p.title, p.site, p.grade,
  p.active`;

/** People who have one of the external ids, or one of the addresses, in whatever case it is kept. */
export function peopleNamed(ids: readonly string[], emails: readonly string[]): Query<KnownPerson> {
  return {
    sql: `SELECT ${COLUMNS} FROM json_each(?) AS j JOIN people AS p ON p.external_id = j.value
          UNION SELECT ${COLUMNS} FROM json_each(?) AS j JOIN people AS p ON p.email = j.value COLLATE NOCASE`,
    parameters: [JSON.stringify(ids), JSON.stringify(emails)],
  };
}

/** People whom another system calls so. */
export function peopleAbroad(
  source: string,
  values: readonly string[],
): Query<KnownPerson & { value: string }> {
  return {
    sql: `SELECT e.value, ${COLUMNS} FROM json_each(?) AS j
          JOIN person_externals AS e ON e.source = ? AND e.value = j.value JOIN people AS p ON p.id = e.person`,
    parameters: [JSON.stringify(values), source],
  };
}

/** People of these names, for files that name nobody otherwise: `family, given` in lower case, as lists sort them. */
export function peopleCalled(names: readonly string[]): Query<KnownPerson & { sortName: string }> {
  return {
    sql: `SELECT p.sort_name AS sortName, ${COLUMNS} FROM json_each(?) AS j JOIN people AS p ON p.sort_name = j.value`,
    parameters: [JSON.stringify(names)],
  };
}
