import { type ExpressionBuilder, sql } from 'kysely';
import { type Scope, within } from '../accounts/permissions.ts';
import type { Database } from '../db/database.ts';
import { idsOf } from '../db/json-list.ts';
import { prepared, q } from '../db/query.ts';
import { COUNT_CAP, type Count, cappedCount, decodeCursor, type Page, pageOf } from '../web/paging.ts';

interface Person {
  given: string | null;
  family: string | null;
  personKind: string | null;
  personGrade: string | null;
  personSite: string | null;
}

/** A row with its person's name for those who may see it: `who` is null where there is nobody. */
export type Named<Row> = Omit<Row, keyof Person> & { who: string | null };

/** A person's name; a student's only for who may see it, else 'a student' with the grade. */
export function personName(person: Person, people: Scope): string | null {
  if (person.family === null) return null;
  if (person.personKind === 'student' && !within(people, person.personSite))
    return person.personGrade ? `a student of grade ${person.personGrade}` : 'a student';
  return `${person.given ?? ''} ${person.family}`.trim();
}

function named<Row extends Person>(rows: readonly Row[], people: Scope): Named<Row>[] {
  return rows.map((row) => {
    const { given, family, personKind, personGrade, personSite, ...rest } = row;
    return { ...rest, who: personName({ given, family, personKind, personGrade, personSite }, people) };
  });
}

/** The longest chain that a page shows; a device that lives ten years has about a hundred rows. */
const MOST_ROWS = 300;

/** The device's own record, and those that were found to be the same device: their chains stay with them. */
function recordsOf<DB, TB extends keyof DB>(_: ExpressionBuilder<DB, TB>, device: string) {
  return sql<string>`(SELECT ${device} UNION ALL SELECT id FROM devices WHERE joined_into = ${device})`;
}

const CHAIN = prepared((p: { device: string }) =>
  q
    .selectFrom('custody as c')
    .innerJoin('locations as l', 'l.id', 'c.location')
    .innerJoin('locations as t', 't.id', 'l.top')
    .leftJoin('people as p', 'p.id', 'c.person')
    .leftJoin('people as b', 'b.id', 'c.done_by')
    .leftJoin('repairs as r', 'r.id', 'c.repair')
    .where('c.device', 'in', (e) => recordsOf(e, p.device))
    .select(['c.id', 'c.why', 'c.slot', 'c.due_on as dueOn', 'c.from_at as fromAt', 'c.to_at as toAt'])
    .select(['c.location', 'l.name as placeName', 't.id as top', 't.name as siteName'])
    .select(['p.id as person', 'p.kind as personKind', 'p.grade as personGrade', 'p.site as personSite'])
    .select(['p.given_name as given', 'p.family_name as family'])
    .select(['b.given_name as byGiven', 'b.family_name as byFamily'])
    .select(['r.id as repair', 'r.number as repairNumber'])
    .orderBy('c.from_at', 'desc')
    .orderBy((e) => e('c.to_at', 'is', null), 'desc')
    .orderBy('c.recorded_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(MOST_ROWS),
);

export type CustodyRow = NonNullable<ReturnType<typeof CHAIN>['rows']>;

const ISSUES = prepared((p: { device: string }) =>
  q
    .selectFrom('assignments as a')
    .leftJoin('locations as l', 'l.id', 'a.location')
    .leftJoin('people as p', 'p.id', 'a.person')
    .leftJoin('people as b', 'b.id', 'a.done_by')
    .where('a.device', 'in', (e) => recordsOf(e, p.device))
    .select(['a.id', 'a.slot', 'a.chargers', 'a.cases', 'a.hotspots', 'a.from_at as fromAt'])
    .select(['a.to_at as toAt', 'a.location', 'l.name as placeName'])
    .select(['p.id as person', 'p.kind as personKind', 'p.grade as personGrade', 'p.site as personSite'])
    .select(['p.given_name as given', 'p.family_name as family'])
    .select(['b.given_name as byGiven', 'b.family_name as byFamily'])
    .orderBy('a.from_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(MOST_ROWS),
);

export type AssignmentRow = NonNullable<ReturnType<typeof ISSUES>['rows']>;

const MISSING = prepared((p: { device: string }) =>
  q
    .selectFrom('missing_accessories as m')
    .leftJoin('people as p', 'p.id', 'm.person')
    .where('m.device', '=', p.device)
    .where('m.settled_at', 'is', null)
    .select(['m.id', 'm.what', 'm.at', 'p.id as person', 'p.kind as personKind', 'p.grade as personGrade'])
    .select(['p.site as personSite', 'p.given_name as given', 'p.family_name as family'])
    .orderBy('m.at'),
);

export type MissingRow = NonNullable<ReturnType<typeof MISSING>['rows']>;

export interface Chain {
  custody: Named<CustodyRow>[];
  assignments: Named<AssignmentRow>[];
  missing: Named<MissingRow>[];
}

/**
 * A device's whole chain of custody and of assignments, the newest first, and what is still missing.
 * @param people whose names may be shown
 */
export async function chainOf(db: Database, device: string, people: Scope): Promise<Chain> {
  const [custody, assignments, missing] = await db.read(
    CHAIN({ device }),
    ISSUES({ device }),
    MISSING({ device }),
  );
  return {
    custody: named(custody, people),
    assignments: named(assignments, people),
    missing: named(missing, people),
  };
}

export interface LoanFilter {
  /** 'overdue' or '' for all */
  show: string;
  /** site where the device is */
  site: string;
  cursor?: string | undefined;
  /** rows of a page */
  limit?: number | undefined;
}

export interface LoanRow {
  n: number;
  id: string;
  tag: string;
  serial: string;
  dueOn: string;
  modelName: string;
  siteName: string | null;
  /** who has it */
  who: string | null;
}

const LIMIT = 50;

/** Devices that are lent, the longest overdue first. @param today YYYY-MM-DD */
export async function listLoans(
  db: Database,
  filter: LoanFilter,
  today: string,
  scope: Exclude<Scope, null>,
  people: Scope,
): Promise<{ page: Page<LoanRow>; count: Count }> {
  const { limit = LIMIT } = filter;
  let matching = q.selectFrom('devices as d').where('d.due_on', 'is not', null);
  if (filter.show === 'overdue') matching = matching.where('d.due_on', '<', today);
  if (filter.site) matching = matching.where('d.at_site', '=', filter.site);
  if (scope !== 'all') {
    matching = matching.where((e) =>
      e.or([e('d.home', 'in', idsOf(e, scope)), e('d.at_site', 'in', idsOf(e, scope))]),
    );
  }
  const after = decodeCursor(filter.cursor, 'sn');
  let rows = matching
    .innerJoin('models as m', 'm.id', 'd.model')
    .leftJoin('locations as s', 's.id', 'd.at_site')
    .leftJoin('people as p', 'p.id', 'd.holder')
    .select(['d.n', 'd.id', 'd.tag', 'd.serial', 's.name as siteName'])
    .select((e) => e.ref('d.due_on').$castTo<string>().as('dueOn'))
    .select((e) =>
      e(e(e.ref('m.maker'), '||', e.val(' ')), '||', e.ref('m.name'))
        .$castTo<string>()
        .as('modelName'),
    )
    .select(['p.given_name as given', 'p.family_name as family', 'p.kind as personKind'])
    .select(['p.grade as personGrade', 'p.site as personSite'])
    .orderBy('d.due_on')
    .orderBy('d.n')
    .limit(limit + 1);
  if (after) {
    const [due, n] = after as [string, number];
    rows = rows.where((e) => e(e.refTuple('d.due_on', 'd.n'), '>', e.tuple(due, n)));
  }
  const counted = q
    .selectFrom(
      matching
        .select('d.n')
        .limit(COUNT_CAP + 1)
        .as('c'),
    )
    .select((e) => e.fn.countAll<number>().as('n'));
  const [found, counts] = await db.read(rows, counted);
  return {
    page: pageOf(named(found, people), limit, (row) => [row.dueOn, row.n]),
    count: cappedCount(counts[0]?.n ?? 0),
  };
}

const SLOTS = prepared((p: { cart: string }) =>
  q
    .selectFrom('devices as d')
    .innerJoin('models as m', 'm.id', 'd.model')
    .leftJoin('locations as l', 'l.id', 'd.place')
    .leftJoin('people as p', 'p.id', 'd.holder')
    .where('d.assigned_location', '=', p.cart)
    .select(['d.id', 'd.tag', 'd.serial', 'd.slot', 'd.place', 'l.name as placeName', 'd.state'])
    .select(['m.maker', 'm.name as modelName'])
    .select(['p.given_name as given', 'p.family_name as family', 'p.kind as personKind'])
    .select(['p.grade as personGrade', 'p.site as personSite'])
    .orderBy('d.slot')
    .orderBy('d.n')
    .limit(400),
);

export type SlotRow = Named<NonNullable<ReturnType<typeof SLOTS>['rows']>>;

/** The devices that are issued to a room or cart, by slot. @param people whose names may be shown */
export async function issuedThere(db: Database, location: string, people: Scope): Promise<SlotRow[]> {
  return named(await db.all(SLOTS({ cart: location })), people);
}
