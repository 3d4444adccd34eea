import type { Engine, Statement } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import { buyingWorld, orderRows } from '../support/purchasing.ts';
import type { Shelf } from '../support/stock.ts';
import type { Cast } from '../support/world.ts';
import { AT, row } from '../support/world-row.ts';

/** One of every kind of thing of purchasing, twice; the rights to them do not depend on a school. */
export async function purchasingThings(engine: Engine, w: Cast, s: Shelf) {
  const b = await buyingWorld(engine, s);
  const two = () => ({ own: newId(), other: newId() });
  const [order, orderLine, sent, sentLine] = [two(), two(), two(), two()];
  const priceList = two();
  const [receipt, receiptLine, receiptScan, invoice, supplierReturn] = [two(), two(), two(), two(), two()];
  const of = (side: 'own' | 'other', supplier: string, part: string): Statement[] => {
    const buying = { supplier, budget: b.budget, by: w.sid };
    const line = { part, quantity: 5, cents: 1800 };
    return [
      ...orderRows({
        ...buying,
        id: order[side],
        number: `PO-${side}`,
        state: 'draft',
        lines: [{ id: orderLine[side], ...line }],
      }),
      ...orderRows({
        ...buying,
        id: sent[side],
        number: `PO-${side}-sent`,
        state: 'sent',
        lines: [{ id: sentLine[side], ...line }],
      }),
      row('receipts', {
        id: receipt[side],
        order_id: sent[side],
        arrived_on: '2027-03-02',
        started_by: w.sid,
        started_at: AT,
      }),
      row('receipt_lines', {
        id: receiptLine[side],
        receipt: receipt[side],
        order_line: sentLine[side],
        part,
        quantity: 1,
        condition: 'good',
      }),
      row('receipt_scans', {
        id: receiptScan[side],
        receipt: receipt[side],
        line: receiptLine[side],
        code: 'LCD-116-30',
        quantity: 1,
        outcome: 'good',
        at: AT,
        person: w.sid,
      }),
      row('invoices', {
        id: invoice[side],
        supplier,
        order_id: sent[side],
        number: 'R-1',
        invoiced_on: '2027-03-01',
        differs: 1,
        at: AT,
      }),
      row('price_imports', {
        id: priceList[side],
        supplier,
        file_name: 'prices.csv',
        head: JSON.stringify({ names: ['SKU', 'Price'], headless: false }),
        mapping: JSON.stringify({
          sku: 0,
          maker: null,
          theirs: null,
          price: 1,
          pack: null,
          inStock: null,
          decimal: 'point',
          per: 'piece',
          fromOn: '2027-04-01',
        }),
        chunks: 1,
        row_count: 1,
        at: AT,
      }),
      row('price_import_chunks', { import: priceList[side], chunk: 0, cells: '[["LCD-116-30","19.20"]]' }),
      row('supplier_returns', {
        id: supplierReturn[side],
        supplier,
        part,
        quantity: 1,
        why: 'dead',
        expected_cents: 1800,
        at: AT,
      }),
    ];
  };
  await engine.batch([...of('own', b.north, s.panel), ...of('other', b.east, s.battery)]);
  return {
    supplier: { own: b.north, other: b.east },
    budget: { own: b.budget, other: b.spareBudget },
    order,
    orderLine,
    receipt,
    receiptLine,
    receiptScan,
    invoice,
    supplierReturn,
    priceList,
  };
}
