import type { Database } from '../db/database.ts';
import { q } from '../db/query.ts';
import { addDays } from '../months.ts';
import { parseRepairNumber } from '../repairs/rules.ts';
import { startOfDay } from '../web/day.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';
import type { MovementFilter } from './ledger-forms.ts';

/** Days as moments: from the start of the one to before the end of the other (ISO UTC). */
export interface Span {
  since: string | null;
  until: string | null;
}

/** Days of a district as moments. */
export function spanOf(zone: string, days: Pick<MovementFilter, 'from' | 'to'>): Span {
  return {
    since: days.from ? startOfDay(zone, days.from) : null,
    until: days.to ? startOfDay(zone, addDays(days.to, 1)) : null,
  };
}

const LIMIT = 50;

/** Movements, the newest first: each with what it did to the value of stock. */
export async function listMovements(
  db: Database,
  filter: Omit<MovementFilter, 'from' | 'to'> & Span,
  cursor: string | undefined,
  limit = LIMIT,
): Promise<Page<MovementRow>> {
  let rows = movements();
  if (filter.part) rows = rows.where('x.part', 'in', partsNamed(filter.part));
  if (filter.bin) rows = rows.where('x.bin', '=', filter.bin);
  if (filter.why) rows = rows.where('x.why', '=', filter.why);
  if (filter.person) rows = rows.where('x.person', '=', filter.person);
  if (filter.repair) rows = rows.where('x.repair', 'in', repairNamed(filter.repair));
  if (filter.since) rows = rows.where('x.at', '>=', filter.since);
  if (filter.until) rows = rows.where('x.at', '<', filter.until);
  const after = decodeCursor(cursor, 'n');
  if (after) rows = rows.where('x.n', '<', Number(after[0]));
  const found = await db.all(rows.orderBy('x.n', 'desc').limit(limit + 1));
  return pageOf(found, limit, (row) => [row.n]);
}

function movements() {
  return q
    .selectFrom('movements as x')
    .innerJoin('parts as p', 'p.id', 'x.part')
    .innerJoin('bins as b', 'b.id', 'x.bin')
    .leftJoin('users as u', 'u.id', 'x.person')
    .leftJoin('repairs as r', 'r.id', 'x.repair')
    .leftJoin('transfers as t', 't.id', 'x.transfer')
    .leftJoin('scraps as z', 'z.id', 'x.source')
    .select([
      'x.n',
      'x.id',
      'x.quantity',
      'x.why',
      'x.value_cents as valueCents',
      'x.done_at as doneAt',
      'x.at',
    ])
    .select(['x.part', 'p.sku', 'p.name', 'x.bin', 'b.code as binCode', 'b.name as binName'])
    .select(['x.person', 'u.name as by', 'r.number as repair', 't.id as transfer', 'z.reason']);
}

export type MovementRow = Awaited<ReturnType<ReturnType<typeof movements>['execute']>>[number];

function partsNamed(text: string) {
  return q
    .selectFrom('parts')
    .select('id')
    .where((e) => e.or([e('id', '=', text), e('sku', '=', text), e('sku', '=', text.toUpperCase())]));
}

function repairNamed(text: string) {
  const number = parseRepairNumber(text);
  return q
    .selectFrom('repairs')
    .select('id')
    .where((e) => (number === null ? e('id', '=', text) : e('number', '=', number)));
}

/** What ids in the filter are called, for its boxes. */
export async function filterNames(db: Database, filter: MovementFilter) {
  const [parts, repairs] = await db.read(
    q.selectFrom('parts').select('sku').where('id', '=', filter.part),
    q.selectFrom('repairs').select('number').where('id', '=', filter.repair),
  );
  return { part: parts[0]?.sku ?? filter.part, repair: repairs[0]?.number ?? null };
}
