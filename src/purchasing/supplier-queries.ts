import type { Database } from '../db/database.ts';
import { prepared, type Query, q } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { COUNT_CAP, type Count, cappedCount, decodeCursor, type Page, pageOf } from '../web/paging.ts';
import type { SupplierFilter, SupplierKind } from './forms.ts';
import { leadSamplesOf, leadTimesBySupplier, threeYearsBefore } from './lead-queries.ts';
import { type LeadTimes, leadTimesOf } from './lead-rules.ts';

export interface SupplierRow {
  n: number;
  id: string;
  name: string;
  kind: SupplierKind;
  minimumCents: number;
  leadDays: number | null;
  parts: number;
  openOrders: number;
  lead: LeadTimes;
}

const LIMIT = 50;
const NOTHING_MEASURED: LeadTimes = { receipts: 0, excluded: 0, median: null, ninetieth: null };

/** A page of suppliers by name, with how long they take as measured. @param today YYYY-MM-DD */
export async function listSuppliers(
  db: Database,
  filter: SupplierFilter,
  today: string,
  cursor: string | undefined,
  limit = LIMIT,
): Promise<{ page: Page<SupplierRow>; count: Count }> {
  let matching = q
    .selectFrom('suppliers as s')
    .where('s.retired_at', filter.show === 'retired' ? 'is not' : 'is', null);
  if (filter.kind) matching = matching.where('s.kind', '=', filter.kind);
  if (filter.q) matching = matching.where('s.name', 'like', `%${filter.q.replace(/[%_]/g, '')}%`);
  const after = decodeCursor(cursor, 's');
  let rows = matching
    .select(['s.n', 's.id', 's.name', 's.minimum_cents as minimumCents', 's.lead_days as leadDays'])
    .select((e) => e.ref('s.kind').$castTo<SupplierKind>().as('kind'))
    .select((e) => [
      e
        .selectFrom('supplier_parts as p')
        .whereRef('p.supplier', '=', 's.id')
        .where('p.to_on', 'is', null)
        .select((p) => p.fn.countAll<number>().as('n'))
        .$asScalar()
        .$notNull()
        .as('parts'),
      e
        .selectFrom('orders as o')
        .whereRef('o.supplier', '=', 's.id')
        .where('o.state', 'in', ['approved', 'sent'])
        .select((o) => o.fn.countAll<number>().as('n'))
        .$asScalar()
        .$notNull()
        .as('openOrders'),
    ])
    .orderBy('s.name')
    .limit(limit + 1);
  if (after) rows = rows.where('s.name', '>', String(after[0]));
  const counted = q
    .selectFrom(
      matching
        .select('s.n')
        .limit(COUNT_CAP + 1)
        .as('c'),
    )
    .select((e) => e.fn.countAll<number>().as('n'));
  const [found, counts] = await db.read(rows, counted);
  const leads = await leadTimesBySupplier(db, today);
  const measured = found.map((row) => ({ ...row, lead: leads.get(row.id) ?? NOTHING_MEASURED }));
  return { page: pageOf(measured, limit, (row) => [row.name]), count: cappedCount(counts[0]?.n ?? 0) };
}

const BY_ID = prepared((p: { id: string }) =>
  q
    .selectFrom('suppliers')
    .where('id', '=', p.id)
    .select(['id', 'name', 'account_number as accountNumber', 'email', 'phone', 'address', 'note', 'version'])
    .select(['minimum_cents as minimumCents', 'shipping_cents as shippingCents', 'lead_days as leadDays'])
    .select(['retired_at as retiredAt'])
    .select((e) => e.ref('kind').$castTo<SupplierKind>().as('kind')),
);

export type Supplier = NonNullable<ReturnType<typeof BY_ID>['rows']>;

/** @throws NotFound */
export async function findSupplier(db: Database, id: string): Promise<Supplier> {
  const supplier = await db.first(BY_ID({ id }));
  if (!supplier) throw new NotFound();
  return supplier;
}

export interface Option {
  value: string;
  label: string;
}

/** Suppliers in use to choose from, by name. */
export const SUPPLIER_OPTIONS: Query<Option> = {
  sql: 'SELECT id AS value, name AS label FROM suppliers WHERE retired_at IS NULL ORDER BY name LIMIT 1000',
  parameters: [],
};

export interface OpenOrderRow {
  id: string;
  number: string;
  state: string;
  expectedOn: string | null;
  /** pieces that are still to come */
  open: number;
}

/** Lead times as measured and orders under way: what a supplier's page shows beside its facts. */
export async function supplierDetails(db: Database, id: string, today: string) {
  const open: Query<OpenOrderRow> = {
    sql: `SELECT o.id, o.number, o.state, o.expected_on AS expectedOn,
            (SELECT ifnull(sum(max(quantity - received - cancelled, 0)), 0) FROM order_lines WHERE order_id = o.id) AS open
          FROM orders AS o WHERE o.supplier = ? AND o.state IN ('draft', 'proposed', 'approved', 'sent')
          ORDER BY o.n DESC LIMIT 50`,
    parameters: [id],
  };
  const [samples, orders] = await db.read(leadSamplesOf(id, threeYearsBefore(today)), open);
  return { lead: leadTimesOf(samples.map((sample) => sample.days)), arrivals: samples.slice(0, 12), orders };
}
