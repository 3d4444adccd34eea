import type { Calls, Stage } from './calls.ts';
import { must } from './calls.ts';
import { theOrder, withOrder } from './calls-orders.ts';

/** An arrival that is being counted; `codes` were scanned in it. */
const counting =
  (...codes: readonly string[]) =>
  async (stage: Stage): Promise<void> => {
    await withOrder('sent')(stage);
    const { app, w, made } = stage;
    const begun = await must(stage, w.sid, 'POST', `/orders/${made.order}/receive`);
    made.receipt = (begun.json as { id: string }).id;
    for (const q of codes) {
      const answer = await must(stage, w.sid, 'POST', `/receipts/${made.receipt}/scans`, { q });
      made.scan = (answer.json as { scan: string }).scan;
    }
    const [line] = await app.rows<{ id: string }>('SELECT id FROM receipt_lines');
    made.receiptLine = line?.id ?? '';
  };

const theReceipt = ({ made }: Stage) => ({ id: made.receipt ?? '' });
const theScan = ({ made }: Stage) => ({ id: made.receipt ?? '', scan: made.scan ?? '' });

const billed = async (stage: Stage): Promise<void> => {
  await withOrder('sent')(stage);
  const { w, made } = stage;
  const body = {
    number: 'R-1',
    invoicedOn: '2027-03-01',
    quantity: { [made.line ?? '']: 4 },
    price: { [made.line ?? '']: '19.00' },
  };
  made.invoice = (
    (await must(stage, w.mara, 'POST', `/orders/${made.order}/invoices`, body)).json as { id: string }
  ).id;
};
const theInvoice = ({ made }: Stage) => ({ id: made.invoice ?? '' });

const returning = async (stage: Stage): Promise<void> => {
  await withOrder('sent')(stage);
  const { w, s, made } = stage;
  const body = { supplier: made.north, part: 'LCD-116-30', bin: s.shelf, quantity: 1, reason: 'dead' };
  made.return = ((await must(stage, w.sid, 'POST', '/returns', body)).json as { id: string }).id;
};
const theReturn = ({ made }: Stage) => ({ id: made.return ?? '' });

/** What arrives, what is billed, what goes back. */
export const receiptCalls: Calls = {
  'get-receipts': {
    before: counting('LCD-116-30'),
    query: () => 'state=open',
    as: 'ivy',
    refuses: ['cora', 403],
    answers: { items: [{ orderNumber: 'PO-00100', pieces: 1 }] },
  },
  'get-receipts-by-id': {
    before: counting('LCD-116-30', 'LCD-116-30'),
    at: theReceipt,
    refuses: ['ada', 403],
    answers: { state: 'open', lines: [{ sku: 'LCD-116-30', quantity: 2, condition: 'good' }] },
  },
  'post-orders-by-id-receive': {
    before: withOrder('sent'),
    at: theOrder,
    as: 'ian',
    body: () => ({}),
    refuses: ['ivy', 403],
  },
  'post-receipts-by-id-scans': {
    before: counting(),
    at: theReceipt,
    as: 'ian',
    body: () => ({ q: '4006381333931' }),
    refuses: ['audrey', 403],
    answers: { outcome: 'good' },
  },
  'post-receipts-by-id-scans-by-scan-undo': {
    before: counting('LCD-116-30'),
    at: theScan,
    as: 'sid',
    body: () => ({}),
    refuses: ['ivy', 403],
  },
  'post-receipts-by-id-scans-by-scan-pack': {
    before: counting('LCD-116-30'),
    at: theScan,
    as: 'sid',
    body: () => ({}),
    refuses: ['audrey', 403],
  },
  'post-receipts-by-id-scans-by-scan-damaged': {
    before: counting('LCD-116-30'),
    at: theScan,
    as: 'tess',
    body: () => ({}),
    refuses: ['ivy', 403],
  },
  'post-receipts-by-id-scans-by-scan-wrong': {
    before: counting('NOBODY-1'),
    at: theScan,
    as: 'sid',
    body: () => ({}),
    refuses: ['cora', 403],
  },
  'put-receipts-by-id-lines-by-line': {
    before: counting('LCD-116-30'),
    at: ({ made }) => ({ id: made.receipt ?? '', line: made.receiptLine ?? '' }),
    as: 'sid',
    body: () => ({ quantity: 8, damaged: 1, seen: 1, seenDamaged: 0 }),
    refuses: ['ivy', 403],
  },
  'post-receipts-by-id-book': {
    before: counting('LCD-116-30'),
    at: theReceipt,
    as: 'sid',
    body: ({ s }) => ({ version: 2, into: s.shelf, slip: 'S-1' }),
    refuses: ['audrey', 403],
    answers: { reserved: 0 },
  },
  'post-receipts-by-id-drop': {
    before: counting(),
    at: theReceipt,
    as: 'sid',
    body: () => ({}),
    refuses: ['ivy', 403],
  },
  'get-invoices': {
    before: billed,
    query: () => 'show=differ',
    as: 'audrey',
    refuses: ['ada', 403],
    answers: { items: [{ number: 'R-1', differs: true, differenceCents: 240 }] },
  },
  'get-invoices-by-id': {
    before: billed,
    at: theInvoice,
    refuses: ['cora', 403],
    answers: { lines: [{ quantity: 4, unitCents: 1900, orderedCents: 1840 }] },
  },
  'post-orders-by-id-invoices': {
    before: withOrder('sent'),
    at: theOrder,
    body: ({ made }) => ({ number: 'R-2', invoicedOn: '2027-03-01', quantity: { [made.line ?? '']: 10 } }),
    refuses: ['sid', 403],
  },
  'post-invoices-by-id-settle': { before: billed, at: theInvoice, body: () => ({}), refuses: ['sid', 403] },
  'post-invoices-by-id-withdraw': {
    before: billed,
    at: theInvoice,
    body: () => ({}),
    refuses: ['audrey', 403],
  },
  'get-returns': {
    before: returning,
    as: 'ivy',
    refuses: ['bert', 403],
    answers: { items: [{ sku: 'LCD-116-30', reason: 'dead', expectedCents: 1840 }] },
  },
  'get-returns-by-id': {
    before: returning,
    at: theReturn,
    refuses: ['ada', 403],
    answers: { state: 'open' },
  },
  'post-returns': {
    before: withOrder('sent'),
    as: 'ian',
    body: ({ made, s }) => ({
      supplier: made.north,
      part: 'BAT-3100',
      bin: s.van,
      quantity: 1,
      reason: 'warranty',
    }),
    refuses: ['ivy', 403],
    answers: { id: null, proposed: true },
  },
  'post-returns-by-id-send': {
    before: returning,
    at: theReturn,
    as: 'ian',
    body: () => ({ version: 1, rma: 'RMA-9' }),
    refuses: ['audrey', 403],
  },
  'post-returns-by-id-settle': {
    before: returning,
    at: theReturn,
    as: 'sid',
    body: () => ({ version: 1, outcome: 'credited', credited: '18.40' }),
    refuses: ['ian', 403],
  },
};
