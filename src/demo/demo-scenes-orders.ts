/** Suppliers, what they were sent, and what of it came. */
import { bookArrival } from '../purchasing/book-arrival.ts';
import { createBudget } from '../purchasing/budgets.ts';
import { chaseLine } from '../purchasing/chase.ts';
import { scanArrival, setCounted, startReceipt } from '../purchasing/count-arrival.ts';
import { addLine, createOrder } from '../purchasing/draft-order.ts';
import { approveOrder, proposeOrder } from '../purchasing/order-moves.ts';
import { findOrder, linesOf } from '../purchasing/order-queries.ts';
import { findReceipt, linesOfReceipt } from '../purchasing/receipt-queries.ts';
import { sendOrder } from '../purchasing/send-order.ts';
import { createSupplier, setPrice } from '../purchasing/suppliers.ts';
import type { Today } from './demo-today.ts';

export const SUPPLIERS = [
  {
    name: 'Panelwood Supply',
    kind: 'distributor',
    email: 'orders@panelwood.invalid',
    leadDays: 6,
    shipping: 14_00,
    sells: ['lcd', 'lcd-touch', 'lcd-cable', 'bezel', 'lid', 'camera'],
    percent: 97,
  },
  {
    name: 'Thimble and Hinge Trading',
    kind: 'distributor',
    email: 'sales@thimbleandhinge.invalid',
    leadDays: 10,
    shipping: 9_50,
    sells: ['keyboard', 'palm-rest', 'trackpad', 'hinge', 'hinge-cover', 'bottom'],
    percent: 100,
  },
  {
    name: 'Maker parts counter',
    kind: 'maker',
    email: 'counter@makerparts.invalid',
    leadDays: 2,
    shipping: 0,
    sells: ['battery', 'io-board', 'mainboard', 'charger', 'port', 'wifi', 'palm-rest', 'lcd-touch'],
    percent: 112,
  },
] as const;

export type Purchasing = { suppliers: string[]; budget: string };

/** Suppliers with what they ask for the parts that are used, and the budget of this fiscal year. */
export async function openAccounts(today: Today): Promise<Purchasing> {
  const me = () => today.as('manager');
  // The year that the demo is shown in, whenever the first order was.
  const day = today.stage.plan.endsAt.slice(0, 10);
  const suppliers: string[] = [];
  for (const { sells, percent, ...known } of SUPPLIERS) {
    const more = { accountNumber: '', phone: '', address: '', minimum: null, note: '' };
    const { id } = await createSupplier(me(), { ...known, ...more });
    suppliers.push(id);
    const parts = await me().db.all<{ part: string; cents: number }>({
      sql: `SELECT p.id AS part, p.price_cents AS cents FROM parts AS p JOIN json_each(?) AS j ON j.value = p.part_kind
            WHERE p.counted = 1 AND p.condition = 'new' AND p.retired_at IS NULL AND p.price_cents > 0
              AND EXISTS (SELECT 1 FROM repair_parts AS x WHERE x.part = p.id) ORDER BY p.sku LIMIT 150`,
      parameters: [JSON.stringify(sells)],
    });
    for (const { part, cents } of parts) {
      const price = Math.max(5, Math.round((cents * percent) / 100));
      await setPrice(me(), id, { part, number: '', pack: 1, price, fromOn: null, inStock: null });
    }
  }
  const year = Number(day.slice(0, 4)) - (day.slice(5) < '07-01' ? 1 : 0);
  const { id: budget } = await createBudget(me(), {
    name: `Repair parts ${year}`,
    fund: 'General',
    accountCode: '11-2230-610',
    fiscalYearFrom: `${year}-07-01`,
    fiscalYearTo: `${year + 1}-06-30`,
    amount: 48_000_00,
    note: '',
  });
  return { suppliers, budget };
}

type Wish = { nth: number; lines: number; quantity: number; reason: string };

/** What is used most of what a supplier sells, proposed by level III. @returns its id, '' for nothing to order */
export async function propose(today: Today, { suppliers, budget }: Purchasing, wish: Wish): Promise<string> {
  const me = () => today.as('specialist-3');
  const supplier = suppliers[wish.nth] ?? '';
  const since = new Date(Date.parse(me().now) - 365 * 86_400_000).toISOString();
  const parts = await me().db.all<{ part: string }>({
    sql: `SELECT s.part FROM supplier_parts AS s JOIN repair_parts AS x ON x.part = s.part AND x.at > ?
          WHERE s.supplier = ? AND s.to_on IS NULL GROUP BY s.part ORDER BY sum(x.quantity) DESC, s.part LIMIT ?`,
    parameters: [since, supplier, wish.lines],
  });
  if (parts.length === 0) return '';
  const { id } = await createOrder(me(), { supplier, budget, note: '' });
  for (const [i, { part }] of parts.entries()) {
    const quantity = Math.max(1, wish.quantity - i);
    await addLine(me(), id, { part, quantity, price: null, supplier: null, reason: wish.reason });
  }
  await proposeOrder(me(), id, { version: (await findOrder(me().db, id)).version });
  return id;
}

/** A manager's yes, and out by mail. */
export async function sendOff(today: Today, order: string): Promise<void> {
  if (order === '') return;
  const me = () => today.as('manager');
  await approveOrder(me(), order, { version: (await findOrder(me().db, order)).version, overBudget: false });
  const { version } = await findOrder(me().db, order);
  await sendOrder(me(), order, { version, how: 'mail', expectedOn: null });
}

/**
 * A box is counted at the bench and put on a shelf.
 * @param missing of each line so many did not come; the first line has a damaged piece too where some are missing
 */
export async function receive(today: Today, order: string, bin: string, missing: number): Promise<void> {
  if (order === '') return;
  const me = () => today.as('specialist-2');
  const { id } = await startReceipt(me(), order);
  for (const line of await me().db.all(linesOf(order))) {
    const came = Math.max(0, line.quantity - missing);
    if (came === 0) continue;
    await scanArrival(me(), id, { q: line.sku });
    const counted = (await me().db.all(linesOfReceipt(id))).find((one) => one.orderLine === line.id);
    const damaged = missing > 0 && counted && line.quantity === came + missing && came > 2 ? 1 : 0;
    if (!counted) continue;
    const form = { quantity: came - damaged, damaged, seen: counted.quantity, seenDamaged: 0 };
    await setCounted(me(), id, counted.id, form);
  }
  const { version } = await findReceipt(me().db, id);
  const into = today.stage.bins.get(bin) ?? '';
  const slip = `DN-${order.slice(-5).toUpperCase()}`;
  await bookArrival(me(), id, { version, arrivedOn: null, slip, into, bin: {}, again: {}, over: false });
}

/** Somebody asks where the rest is. */
export async function askAfter(today: Today, order: string, note: string): Promise<void> {
  if (order === '') return;
  const lines = await today.as('manager').db.all(linesOf(order));
  const open = lines.find((line) => line.received < line.quantity);
  const form = { note, expectedOn: null, askedOn: null };
  if (open) await chaseLine(today.as('manager'), order, open.id, form);
}
