import { type Scope, within } from '../accounts/permissions.ts';
import type { Database } from '../db/database.ts';
import { prepared, type Query, q } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { COUNT_CAP, type Count, cappedCount, decodeCursor, type Page, pageOf } from '../web/paging.ts';
import type { PersonKind } from './forms.ts';

/** Whom somebody may see: students of these sites, and staff; staff alone where there is no site. */
export interface Sees {
  students: Scope;
  /** sites whose staff may be seen */
  staff: Exclude<Scope, null>;
}

export interface PersonFilter {
  /** id or code */
  site: string;
  kind: string;
  grade: string;
  /** '' for those who are there, 'gone' for the others */
  show: string;
  /** how a name or external id begins; words in any order */
  q: string;
  cursor?: string | undefined;
}

const LIMIT = 50;
/** Hits of a name that are looked at: they are sorted by name, not by rank. */
const LOOKED_AT = 500;

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

interface Conditions {
  index: string;
  sql: string;
  parameters: (string | number)[];
}

/** The index that serves the filter in the order of names, and what a row has to be. */
function conditionsOf(filter: PersonFilter, sees: Sees): Conditions {
  const gone = filter.show === 'gone';
  // Written as it stands in the index of those who are gone.
  const parts = [gone ? 'p.active = 0' : 'p.active = 1'];
  const parameters: string[] = [];
  const add = (sql: string, ...values: string[]) => {
    parts.push(sql);
    parameters.push(...values);
  };
  const kind = sees.students === null ? 'staff' : filter.kind;
  const words = searched(filter.q);
  if (filter.site)
    add(`p.site = ${ID.test(filter.site) ? '?' : '(SELECT id FROM locations WHERE code = ?)'}`, filter.site);
  if (filter.grade) add('p.grade = ?', filter.grade);
  if (kind) add('p.kind = ?', kind);
  if (sees.staff !== 'all') add('p.site IN (SELECT value FROM json_each(?))', JSON.stringify(sees.staff));
  if (sees.students !== null && sees.students !== 'all')
    add("(p.kind = 'staff' OR p.site IN (SELECT value FROM json_each(?)))", JSON.stringify(sees.students));
  if (words) add(`p.n IN (SELECT rowid FROM people_fts WHERE people_fts MATCH ? LIMIT ${LOOKED_AT})`, words);
  const index = words
    ? 'NOT INDEXED'
    : `INDEXED BY people_${indexFor(filter.site, gone, filter.grade, kind)}`;
  return { index, sql: parts.join(' AND '), parameters };
}

function indexFor(site: string, gone: boolean, grade: string, kind: string): string {
  if (site) return 'site';
  if (gone) return 'gone';
  if (grade) return 'grade';
  return kind ? 'present_kind' : 'present';
}

/** A page of people by name. */
export async function listPeople(
  db: Database,
  filter: PersonFilter,
  sees: Sees,
  limit = LIMIT,
): Promise<{ page: Page<PersonRow>; count: Count }> {
  const where = conditionsOf(filter, sees);
  const keys = decodeCursor(filter.cursor, 'ss');
  const rows: Query<PersonRow> = {
    sql: `SELECT p.id, p.external_id AS externalId, p.given_name AS given, p.family_name AS family,
            p.sort_name AS sortName, p.kind, p.grade, p.title, s.name AS siteName
          FROM people AS p ${where.index} LEFT JOIN locations AS s ON s.id = p.site
          WHERE ${where.sql}${keys ? ' AND (p.sort_name, p.id) > (?, ?)' : ''}
          ORDER BY p.sort_name, p.id LIMIT ?`,
    parameters: [...where.parameters, ...(keys ?? []), limit + 1],
  };
  const counted: Query<{ n: number }> = {
    sql: `SELECT count(*) AS n FROM (SELECT 1 FROM people AS p ${where.index} WHERE ${where.sql} LIMIT ?)`,
    parameters: [...where.parameters, COUNT_CAP + 1],
  };
  const [found, counts] = await db.read(rows, counted);
  return {
    page: pageOf(found, limit, (row) => [row.sortName, row.id]),
    count: cappedCount(counts[0]?.n ?? 0),
  };
}

/** What was typed as a search of prefixes; null where nothing can be searched for. */
function searched(text: string): string | null {
  const words = text.normalize('NFKC').match(/[\p{L}\p{N}]+/gu);
  return words
    ? words
        .slice(0, 6)
        .map((word) => `"${word}"*`)
        .join(' ')
    : null;
}

export interface PersonRow {
  id: string;
  externalId: string | null;
  given: string;
  family: string;
  sortName: string;
  kind: PersonKind;
  grade: string | null;
  title: string;
  siteName: string | null;
}

const BY_ID = prepared((p: { id: string }) =>
  q
    .selectFrom('people as p')
    .leftJoin('locations as s', 's.id', 'p.site')
    .leftJoin('users as u', 'u.id', 'p.id')
    .where('p.id', '=', p.id)
    .select([
      'p.id',
      'p.external_id as externalId',
      'p.given_name as givenName',
      'p.family_name as familyName',
    ])
    .select(['p.email', 'p.title', 'p.site', 'p.grade', 'p.active', 'p.version', 's.name as siteName'])
    .select(['u.id as login', 'u.email as loginEmail', 'u.deactivated_at as loginEndedAt'])
    .select('p.purged_at as purgedAt')
    .select((e) => e.ref('p.kind').$castTo<PersonKind>().as('kind')),
);

export type Person = NonNullable<ReturnType<typeof BY_ID>['rows']>;

/** The query that `findPerson` runs, for pages that read it together with the rest. */
export const personById = (id: string) => BY_ID({ id });

/** Whether this person may be seen. */
export function seesPerson(sees: Sees, person: { kind: string; site: string | null }): boolean {
  if (person.kind === 'student') return within(sees.students, person.site);
  return within(sees.staff, person.site);
}

/** @throws NotFound there is none, or they may not be seen */
export async function findPerson(db: Database, id: string, sees: Sees): Promise<Person> {
  const person = await db.first(BY_ID({ id }));
  if (!person || !seesPerson(sees, person)) throw new NotFound();
  return person;
}
