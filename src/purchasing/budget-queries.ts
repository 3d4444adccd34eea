import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import type { BudgetFilter } from './forms.ts';

/** What an order's lines have cost: as billed, or as ordered for what arrived and was not billed yet. */
const SPENT = 'l.billed_cents + max(l.received - l.invoiced, 0) * l.unit_cents';
const COMMITTED = `CASE WHEN o.state IN ('approved', 'sent')
  THEN max(l.quantity - l.cancelled - max(l.received, l.invoiced), 0) * l.unit_cents ELSE 0 END`;
const BILLED = 'EXISTS (SELECT 1 FROM invoices AS i WHERE i.order_id = o.id AND i.withdrawn_at IS NULL)';

/** Rows of (budget, spent, committed), to be summed. @param which which orders: stands four times */
const used = (which: string) => `SELECT o.budget AS budget, ${SPENT} AS spent, ${COMMITTED} AS committed
    FROM orders AS o JOIN order_lines AS l ON l.order_id = o.id WHERE ${which}
  UNION ALL SELECT o.budget, CASE WHEN o.state = 'closed' AND NOT ${BILLED} THEN o.shipping_cents ELSE 0 END,
    CASE WHEN o.state IN ('approved', 'sent') AND NOT ${BILLED} THEN o.shipping_cents ELSE 0 END
    FROM orders AS o WHERE ${which} AND o.shipping_cents > 0
  UNION ALL SELECT o.budget, i.shipping_cents, 0 FROM invoices AS i JOIN orders AS o ON o.id = i.order_id
    WHERE ${which} AND i.withdrawn_at IS NULL AND i.shipping_cents > 0
  UNION ALL SELECT o.budget, -r.credited_cents, 0 FROM supplier_returns AS r JOIN orders AS o ON o.id = r.order_id
    WHERE ${which} AND r.credited_cents > 0`;

export interface BudgetRow {
  id: string;
  name: string;
  fund: string;
  accountCode: string;
  fiscalYearFrom: string;
  fiscalYearTo: string;
  amountCents: number;
  note: string;
  retiredAt: string | null;
  version: number;
  /** billed, or received and not billed yet, less credits */
  spentCents: number;
  /** approved or sent, neither received nor billed yet */
  committedCents: number;
  /** below zero where more is promised than there is */
  leftCents: number;
}

const budgets = (
  which: string,
) => `SELECT b.id, b.name, b.fund, b.account_code AS accountCode, b.fiscal_year_from AS fiscalYearFrom,
    b.fiscal_year_to AS fiscalYearTo, b.amount_cents AS amountCents, b.note, b.retired_at AS retiredAt, b.version,
    ifnull(u.spent, 0) AS spentCents, ifnull(u.committed, 0) AS committedCents,
    b.amount_cents - ifnull(u.spent, 0) - ifnull(u.committed, 0) AS leftCents
  FROM budgets AS b LEFT JOIN (SELECT budget, sum(spent) AS spent, sum(committed) AS committed
    FROM (${used(which)}) GROUP BY budget) AS u ON u.budget = b.id`;

/** Only the orders of the budget are gone through. */
const ONE = `${budgets('o.budget = ?')} WHERE b.id = ?`;

/** Budgets of the fiscal years that are not over, or of those past. @param today YYYY-MM-DD */
export function listBudgets(filter: BudgetFilter, today: string): Query<BudgetRow> {
  const where =
    filter.show === 'retired'
      ? 'b.retired_at IS NOT NULL AND ? = ?'
      : filter.show === 'past'
        ? 'b.retired_at IS NULL AND b.fiscal_year_to < ? AND ? > 0'
        : 'b.retired_at IS NULL AND b.fiscal_year_to >= ? AND ? > 0';
  return {
    sql: `${budgets('o.budget IS NOT NULL')} WHERE ${where} ORDER BY b.fiscal_year_from DESC, b.name LIMIT 500`,
    parameters: [today, filter.show === 'retired' ? today : 1],
  };
}

/** @throws NotFound */
export async function findBudget(db: Database, id: string): Promise<BudgetRow> {
  const budget = await db.first<BudgetRow>({ sql: ONE, parameters: [id, id, id, id, id] });
  if (!budget) throw new NotFound();
  return budget;
}

/** Finds a row where the budget still holds that much. */
export function budgetHolds(id: string, cents: number): Query<unknown> {
  return { sql: `SELECT 1 FROM (${ONE}) WHERE leftCents >= ?`, parameters: [id, id, id, id, id, cents] };
}

/** Budgets of the fiscal year that a day lies in, to choose from. */
export function budgetOptions(today: string): Query<{ value: string; label: string }> {
  return {
    sql: `SELECT id AS value, name || ', ' || fund || ' ' || account_code AS label FROM budgets
          WHERE retired_at IS NULL AND fiscal_year_from <= ? AND fiscal_year_to >= ? ORDER BY name LIMIT 200`,
    parameters: [today, today],
  };
}

export interface OrderOfBudget {
  id: string;
  number: string;
  state: string;
  supplierName: string | null;
  totalCents: number;
}

/** The orders that a budget pays, newest first. */
export function ordersOfBudget(budget: string): Query<OrderOfBudget> {
  return {
    sql: `SELECT o.id, o.number, o.state, s.name AS supplierName,
            o.shipping_cents + (SELECT ifnull(sum((quantity - cancelled) * unit_cents), 0)
              FROM order_lines WHERE order_id = o.id) AS totalCents
          FROM orders AS o LEFT JOIN suppliers AS s ON s.id = o.supplier
          WHERE o.budget = ? AND o.state <> 'cancelled' ORDER BY o.n DESC LIMIT 100`,
    parameters: [budget],
  };
}
