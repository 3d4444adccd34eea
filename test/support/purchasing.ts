import type { Engine, Statement } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import { testApp } from './app.ts';
import { freshDatabase } from './database.ts';
import { filled } from './filled.ts';
import { stockWithFaults } from './lists.ts';
import type { Shelf } from './stock.ts';
import { AT, row } from './world-row.ts';

/** Two suppliers, a budget, and an order in each state that tests start from. */
export function makeBuying() {
  const id = () => newId();
  return { north: id(), east: id(), budget: id(), spareBudget: id() };
}

export type Buying = ReturnType<typeof makeBuying>;

/** North sells panels at 18.40 (packs of 1) and batteries at 30.00 in packs of 5; East sells panels at 17.00. */
export async function buyingWorld(engine: Engine, s: Shelf): Promise<Buying> {
  const b = makeBuying();
  const price = (supplier: string, part: string, cents: number, pack: number, number: string) =>
    row('supplier_parts', {
      id: newId(),
      supplier,
      part,
      number,
      pack,
      price_cents: cents,
      from_on: '2027-01-04',
      at: AT,
    });
  await engine.batch([
    row('suppliers', {
      id: b.north,
      name: 'Northside Parts',
      kind: 'distributor',
      email: 'orders@northside.test',
      minimum_cents: 10_000,
      shipping_cents: 900,
      lead_days: 7,
      created_at: AT,
    }),
    row('suppliers', { id: b.east, name: 'Eastbound Supply', kind: 'refurbisher', created_at: AT }),
    price(b.north, s.panel, 1840, 1, 'N-4711'),
    price(b.north, s.battery, 3000, 5, 'N-9'),
    price(b.east, s.panel, 1700, 1, ''),
    price(b.east, s.battery, 3100, 1, ''),
    price(b.east, s.touchPanel, 8500, 1, 'E-77'),
    ...['budget', 'spareBudget'].map((name) =>
      row('budgets', {
        id: b[name as 'budget' | 'spareBudget'],
        name: name === 'budget' ? 'Device parts' : 'Emergency parts',
        fund: '100',
        account_code: '100-2580-610',
        fiscal_year_from: '2026-07-01',
        fiscal_year_to: '2027-06-30',
        amount_cents: 5_000_00,
        created_at: AT,
      }),
    ),
  ]);
  return b;
}

export interface OrderLineMade {
  id: string;
  part: string;
  quantity: number;
  cents: number;
  pack?: number;
  received?: number;
}

/** An order as rows, in any state. @returns statements; the order's id is `x.id` */
export function orderRows(x: {
  id: string;
  number: string;
  supplier: string;
  state: 'draft' | 'proposed' | 'approved' | 'sent' | 'closed';
  by: string;
  approvedBy?: string;
  budget?: string | null;
  sentOn?: string;
  lines: readonly OrderLineMade[];
}): Statement[] {
  const sent = x.state === 'sent' || x.state === 'closed';
  return [
    row('orders', {
      id: x.id,
      number: x.number,
      supplier: x.supplier,
      state: x.state,
      budget: x.budget ?? null,
      created_by: x.by,
      created_at: AT,
      ...(x.state === 'draft' ? {} : { proposed_by: x.by, proposed_at: AT }),
      ...(sent || x.state === 'approved' ? { approved_by: x.approvedBy ?? x.by, approved_at: AT } : {}),
      ...(sent ? { sent_by: x.by, sent_at: AT, sent_on: x.sentOn ?? '2027-02-20', sent_how: 'print' } : {}),
    }),
    ...x.lines.map((line, i) =>
      row('order_lines', {
        id: line.id,
        order_id: x.id,
        position: i + 1,
        part: line.part,
        quantity: line.quantity,
        unit_cents: line.cents,
        pack: line.pack ?? 1,
        received: line.received ?? 0,
      }),
    ),
  ];
}

/** The app on a fresh database with the cast, their stock and who it is bought from. */
export async function buyingStage() {
  const engine = freshDatabase();
  const things = await filled(engine, 'buying', async () => {
    const { w, s } = await stockWithFaults(engine);
    return { w, s, b: await buyingWorld(engine, s) };
  });
  return { engine, app: testApp(engine), ...things };
}

export type BuyingStage = Awaited<ReturnType<typeof buyingStage>>;
