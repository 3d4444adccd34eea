import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { q } from '../db/query.ts';
import { COUNT_CAP, type Count, cappedCount, decodeCursor, type Page, pageOf } from '../web/paging.ts';
import type { PartFilter } from './forms.ts';
import { reservedNow } from './reservation-queries.ts';

export interface PartRow {
  id: string;
  sku: string;
  name: string;
  groupName: string | null;
  partKind: string;
  condition: string;
  counted: number;
  priceCents: number;
  onHand: number;
  /** of these, kept for open repairs */
  reserved: number;
}

const LIMIT = 50;

/** What people type, as an FTS5 prefix query: every word quoted, so that nothing is syntax. */
export function prefixQuery(text: string): string {
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => `"${word}"*`)
    .join(' ');
}

/** A page of parts by SKU, with what all bins (or the chosen one) hold. */
export async function listParts(
  db: Database,
  filter: PartFilter,
  cursor: string | undefined,
  limit = LIMIT,
): Promise<{ page: Page<PartRow>; count: Count }> {
  let matching = q
    .selectFrom('parts as p')
    .where('p.retired_at', filter.show === 'retired' ? 'is not' : 'is', null);
  if (filter.kind) matching = matching.where('p.part_kind', '=', filter.kind);
  if (filter.group) matching = matching.where('p.interchange_group', '=', filter.group);
  const words = prefixQuery(filter.q);
  if (words) {
    matching = matching.where(
      'p.n',
      'in',
      sql<number>`(SELECT rowid FROM parts_fts WHERE parts_fts MATCH ${words})`,
    );
  }
  if (filter.bin) {
    matching = matching.where(
      'p.id',
      'in',
      q.selectFrom('stock').select('part').where('bin', '=', filter.bin),
    );
  }
  if (filter.show === 'short') {
    matching = matching.where(
      'p.id',
      'in',
      q
        .selectFrom('shortfalls')
        .select('part')
        .where('settled_at', 'is', null)
        .where('withdrawn_at', 'is', null),
    );
  }
  const after = decodeCursor(cursor, 's');
  let rows = matching
    .leftJoin('interchange_groups as g', 'g.id', 'p.interchange_group')
    .select(['p.id', 'p.sku', 'p.name', 'g.name as groupName', 'p.part_kind as partKind', 'p.condition'])
    .select(['p.counted', 'p.price_cents as priceCents'])
    .select((e) => {
      let held = e
        .selectFrom('stock as s')
        .whereRef('s.part', '=', 'p.id')
        .select((s) => s.fn.coalesce(s.fn.sum<number>('s.on_hand'), s.lit(0)).as('n'));
      if (filter.bin) held = held.where('s.bin', '=', filter.bin);
      return held.$asScalar().$notNull().as('onHand');
    })
    .select((e) => {
      let kept = e
        .selectFrom('stock as s')
        .whereRef('s.part', '=', 'p.id')
        .select((s) => s.fn.coalesce(s.fn.sum<number>('s.reserved'), s.lit(0)).as('n'));
      if (filter.bin) kept = kept.where('s.bin', '=', filter.bin);
      return kept.$asScalar().$notNull().as('reserved');
    })
    .orderBy('p.sku')
    .limit(limit + 1);
  if (after) rows = rows.where('p.sku', '>', String(after[0]));
  const counted = q
    .selectFrom(
      matching
        .select('p.n')
        .limit(COUNT_CAP + 1)
        .as('c'),
    )
    .select((e) => e.fn.countAll<number>().as('n'));
  const [found, counts] = await db.read(rows, counted);
  return { page: pageOf(found, limit, (row) => [row.sku]), count: cappedCount(counts[0]?.n ?? 0) };
}

/** Everything else that a part's page shows, in one trip. */
export async function partDetails(db: Database, id: string) {
  const [bins, numbers, twins, fits, movements, shortfalls, reserved, worth, underWay] = await db.read(
    q
      .selectFrom('stock as s')
      .innerJoin('bins as b', 'b.id', 's.bin')
      .innerJoin('locations as l', 'l.id', 'b.location')
      .where('s.part', '=', id)
      .select(['b.id', 'b.code', 'b.name', 'l.name as place', 's.on_hand as onHand', 's.reserved'])
      .orderBy('s.on_hand', 'desc')
      .limit(200),
    q
      .selectFrom('part_numbers')
      .where('part', '=', id)
      .select(['kind', 'value'])
      .orderBy('kind')
      .orderBy('value'),
    q
      .selectFrom('parts as me')
      .innerJoin('parts as p', 'p.interchange_group', 'me.interchange_group')
      .where('me.id', '=', id)
      .where('p.id', '<>', id)
      .where('p.retired_at', 'is', null)
      .select(['p.id', 'p.sku', 'p.name'])
      .orderBy('p.sku')
      .limit(50),
    q
      .selectFrom('parts as me')
      .innerJoin('fits as f', (join) =>
        join.on((e) =>
          e.or([
            e('f.part', '=', e.ref('me.id')),
            e('f.interchange_group', '=', e.ref('me.interchange_group')),
          ]),
        ),
      )
      .innerJoin('models as m', 'm.id', 'f.model')
      .innerJoin('faults as u', 'u.code', 'f.fault')
      .leftJoin('variants as v', 'v.id', 'f.variant')
      .where('me.id', '=', id)
      .where('f.state', '<>', 'refused')
      .select([
        'f.id',
        'f.state',
        'm.id as model',
        'm.maker',
        'm.name',
        'u.name as fault',
        'v.name as variant',
      ])
      .orderBy('m.maker')
      .orderBy('m.name')
      .limit(100),
    q
      .selectFrom('movements as x')
      .innerJoin('bins as b', 'b.id', 'x.bin')
      .leftJoin('repairs as r', 'r.id', 'x.repair')
      .leftJoin('users as u', 'u.id', 'x.person')
      .where('x.part', '=', id)
      .select(['x.id', 'x.quantity', 'x.why', 'x.done_at as doneAt', 'b.code as bin', 'r.number as repair'])
      .select('u.name as by')
      .orderBy('x.n', 'desc')
      .limit(20),
    openShortfalls().where('s.part', '=', id),
    reservedNow({ part: id }),
    q.selectFrom('part_values').select(['on_hand as onHand', 'value_cents as cents']).where('part', '=', id),
    q
      .selectFrom('transfer_lines')
      .where('part', '=', id)
      .where('closed_at', 'is', null)
      .select((e) => e.fn.coalesce(e.fn.sum<number>(sql`quantity - arrived - short`), e.lit(0)).as('n')),
  );
  const { onHand = 0, cents = 0 } = worth[0] ?? {};
  const averageCents = onHand > 0 ? Math.round(cents / onHand) : null;
  const value = { valueCents: cents, averageCents, underWay: underWay[0]?.n ?? 0 };
  return { bins, numbers, twins, fits, movements, shortfalls, reserved, ...value };
}

export type PartDetails = Awaited<ReturnType<typeof partDetails>>;

/** Parts that were used though the books held none: they wait for a count. */
export function openShortfalls() {
  return q
    .selectFrom('shortfalls as s')
    .innerJoin('parts as p', 'p.id', 's.part')
    .innerJoin('bins as b', 'b.id', 's.bin')
    .innerJoin('repairs as r', 'r.id', 's.repair')
    .where('s.settled_at', 'is', null)
    .where('s.withdrawn_at', 'is', null)
    .select([
      's.id',
      's.quantity',
      's.at',
      'p.id as part',
      'p.sku',
      'p.name',
      'b.id as bin',
      'b.code as binCode',
    ])
    .select('r.number as repair')
    .orderBy('s.at', 'desc')
    .limit(50);
}

export type Shortfall = Awaited<ReturnType<ReturnType<typeof openShortfalls>['execute']>>[number];
