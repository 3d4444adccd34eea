import type { Database } from '../db/database.ts';
import { prepared, type Query, q } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { COUNT_CAP, type Count, cappedCount, decodeCursor, type Page, pageOf } from '../web/paging.ts';
import type { OrderFilter, OrderState } from './order-forms.ts';

export interface OrderRow {
  n: number;
  id: string;
  number: string;
  state: OrderState;
  supplierName: string | null;
  budgetName: string | null;
  createdAt: string;
  expectedOn: string | null;
  totalCents: number;
  /** pieces that are still to come */
  open: number;
  received: number;
}

const LIMIT = 50;

/** A page of orders, newest first. */
export async function listOrders(
  db: Database,
  filter: OrderFilter,
  cursor: string | undefined,
  limit = LIMIT,
): Promise<{ page: Page<OrderRow>; count: Count }> {
  const where: [string, string][] = [];
  if (filter.state) where.push(['o.state = ?', filter.state]);
  if (filter.supplier) where.push(['o.supplier = ?', filter.supplier]);
  if (filter.budget) where.push(['o.budget = ?', filter.budget]);
  if (filter.q) where.push(["o.number LIKE '%' || ? || '%'", filter.q.replace(/[%_]/g, '')]);
  const matching = where.map(([sql]) => sql).join(' AND ') || 'true';
  const values = where.map(([, value]) => value);
  const [after = Number.MAX_SAFE_INTEGER] = (decodeCursor(cursor, 'n') ?? []) as number[];
  const rows: Query<OrderRow> = {
    sql: `SELECT o.n, o.id, o.number, o.state, s.name AS supplierName, b.name AS budgetName,
            o.created_at AS createdAt, o.expected_on AS expectedOn,
            o.shipping_cents + (SELECT ifnull(sum((quantity - cancelled) * unit_cents), 0)
              FROM order_lines WHERE order_id = o.id) AS totalCents,
            (SELECT ifnull(sum(max(quantity - cancelled - received, 0)), 0) FROM order_lines WHERE order_id = o.id) AS open,
            (SELECT ifnull(sum(received), 0) FROM order_lines WHERE order_id = o.id) AS received
          FROM orders AS o LEFT JOIN suppliers AS s ON s.id = o.supplier LEFT JOIN budgets AS b ON b.id = o.budget
          WHERE ${matching} AND o.n < ? ORDER BY o.n DESC LIMIT ?`,
    parameters: [...values, after, limit + 1],
  };
  const counted: Query<{ n: number }> = {
    sql: `SELECT count(*) AS n FROM (SELECT 1 FROM orders AS o WHERE ${matching} LIMIT ${COUNT_CAP + 1})`,
    parameters: values,
  };
  const [found, counts] = await db.read(rows, counted);
  return { page: pageOf(found, limit, (row) => [row.n]), count: cappedCount(counts[0]?.n ?? 0) };
}

const BY_REF = prepared((p: { ref: string }) =>
  q
    .selectFrom('orders as o')
    .leftJoin('suppliers as s', 's.id', 'o.supplier')
    .leftJoin('budgets as b', 'b.id', 'o.budget')
    .leftJoin('users as created', 'created.id', 'o.created_by')
    .leftJoin('users as proposed', 'proposed.id', 'o.proposed_by')
    .leftJoin('users as approved', 'approved.id', 'o.approved_by')
    .leftJoin('users as sent', 'sent.id', 'o.sent_by')
    .leftJoin('outbox as m', 'm.id', 'o.mail')
    .where((e) => e.or([e('o.id', '=', p.ref), e('o.number', '=', p.ref)]))
    .select(['o.id', 'o.number', 'o.supplier', 's.name as supplierName', 's.email as supplierEmail'])
    .select([
      's.minimum_cents as minimumCents',
      's.account_number as accountNumber',
      's.address as supplierAddress',
    ])
    .select(['s.lead_days as leadDays', 'o.budget', 'b.name as budgetName', 'o.plan', 'o.note'])
    .select(['o.shipping_cents as shippingCents', 'o.over_budget as overBudget', 'o.version'])
    .select(['o.created_by as createdBy', 'created.name as createdByName', 'o.created_at as createdAt'])
    .select(['o.proposed_by as proposedBy', 'proposed.name as proposedByName', 'o.proposed_at as proposedAt'])
    .select(['o.approved_by as approvedBy', 'approved.name as approvedByName', 'o.approved_at as approvedAt'])
    .select([
      'sent.name as sentByName',
      'o.sent_at as sentAt',
      'o.sent_on as sentOn',
      'o.sent_how as sentHow',
    ])
    .select(['o.expected_on as expectedOn', 'o.closed_at as closedAt', 'o.cancelled_at as cancelledAt'])
    .select(['m.sent_at as mailedAt', 'm.failure as mailFailure'])
    .select((e) => e.ref('o.state').$castTo<OrderState>().as('state')),
);

export type Order = NonNullable<ReturnType<typeof BY_REF>['rows']>;

/** An order by its id or number. @throws NotFound */
export async function findOrder(db: Database, ref: string): Promise<Order> {
  const order = await db.first(BY_REF({ ref }));
  if (!order) throw new NotFound();
  return order;
}

export interface OrderLine {
  id: string;
  part: string;
  sku: string;
  name: string;
  group: string | null;
  counted: number;
  supplier: string | null;
  supplierName: string | null;
  number: string;
  pack: number;
  quantity: number;
  unitCents: number;
  expectedOn: string | null;
  reason: string;
  received: number;
  cancelled: number;
  invoiced: number;
  billedCents: number;
}

/** The lines of an order as they stand on it. */
export function linesOf(order: string): Query<OrderLine> {
  return {
    sql: `SELECT l.id, l.part, p.sku, p.name, p.interchange_group AS "group", p.counted, l.supplier,
            s.name AS supplierName, l.number, l.pack, l.quantity, l.unit_cents AS unitCents,
            l.expected_on AS expectedOn, l.reason, l.received, l.cancelled, l.invoiced, l.billed_cents AS billedCents
          FROM order_lines AS l JOIN parts AS p ON p.id = l.part LEFT JOIN suppliers AS s ON s.id = l.supplier
          WHERE l.order_id = ? ORDER BY l.position, l.id`,
    parameters: [order],
  };
}

export interface DraftGroup {
  supplier: string;
  supplierName: string;
  budget: string | null;
  budgetName: string | null;
  drafts: number;
}

/** Suppliers with more than one draft on the same budget made since a moment. @param since ISO UTC */
export function draftsToCombine(since: string): Query<DraftGroup> {
  return {
    sql: `SELECT o.supplier, s.name AS supplierName, o.budget, b.name AS budgetName, count(*) AS drafts
          FROM orders AS o JOIN suppliers AS s ON s.id = o.supplier LEFT JOIN budgets AS b ON b.id = o.budget
          WHERE o.state = 'draft' AND o.created_at >= ? GROUP BY o.supplier, o.budget HAVING count(*) > 1
          ORDER BY s.name LIMIT 20`,
    parameters: [since],
  };
}

/** The drafts of a supplier on a budget made since a moment, oldest first. */
export function draftsOf(
  supplier: string,
  budget: string | null,
  since: string,
): Query<{ id: string; number: string; version: number }> {
  return {
    sql: `SELECT id, number, version FROM orders WHERE supplier = ? AND budget IS ? AND state = 'draft'
          AND created_at >= ? ORDER BY n LIMIT 50`,
    parameters: [supplier, budget, since],
  };
}

export interface OfferedPart {
  id: string;
  sku: string;
  name: string;
  number: string | null;
  pack: number | null;
  priceCents: number | null;
  onHand: number;
}

/**
 * Parts by words of their name, SKU or number, with what the supplier asks for them on a day; what it sells first.
 * @param words an FTS5 query @param supplier null: any supplier's cheapest price
 */
export function offeredParts(
  words: string,
  text: string,
  supplier: string | null,
  on: string,
): Query<OfferedPart> {
  const price = (column: string) => `(SELECT s.${column} FROM supplier_parts AS s WHERE s.part = p.id
      AND (? = '' OR s.supplier = ?) AND s.from_on <= ? AND (s.to_on IS NULL OR s.to_on >= ?)
      ORDER BY s.price_cents LIMIT 1)`;
  const asked = [supplier ?? '', supplier ?? '', on, on];
  return {
    sql: `SELECT p.id, p.sku, p.name, ${price('number')} AS number, ${price('pack')} AS pack,
            ${price('price_cents')} AS priceCents,
            (SELECT ifnull(sum(on_hand), 0) FROM stock WHERE part = p.id) AS onHand
          FROM parts AS p WHERE p.retired_at IS NULL AND (p.n IN (SELECT rowid FROM parts_fts WHERE parts_fts MATCH ?)
            OR p.id = ? OR p.id IN (SELECT part FROM part_numbers WHERE value IN (?, ?)))
          ORDER BY priceCents IS NULL, p.sku LIMIT 12`,
    parameters: [...asked, ...asked, ...asked, words, text, text, text.toUpperCase()],
  };
}
