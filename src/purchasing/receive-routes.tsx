import { Hono } from 'hono';
import { BookPage, CountedLinePage } from '../../views/purchasing/book.tsx';
import { ReceiptPage } from '../../views/purchasing/receipt.tsx';
import { ReceivePage } from '../../views/purchasing/receive.tsx';
import { can } from '../accounts/permissions.ts';
import { Conflict, NotFound } from '../errors.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { attempt, conflictWords, freshState, submit } from '../web/submit.tsx';
import { planArrival } from './arrival-plan.ts';
import { bookArrival } from './book-arrival.ts';
import {
  dropReceipt,
  fixScan,
  SCAN_FIXES,
  scanArrival,
  setCounted,
  startReceipt,
  takeBackScan,
} from './count-arrival.ts';
import { Nothing } from './forms.ts';
import {
  BINS_TO_FILL,
  findReceipt,
  LAST_BIN,
  linesOfReceipt,
  receivable,
  scansOf,
} from './receipt-queries.ts';
import { BookReceipt, CountedLine, ReceiptScan } from './receive-forms.ts';

export const receiveRoutes = new Hono<AppEnv>();

const BASE = '/purchasing/receipts';
const at = (id: string) => `${BASE}/${id}`;

receiveRoutes.get('/purchasing/receive', allow('order.see'), async (c) => {
  const { db, actor } = c.var.ctx;
  const search = (c.req.query('q') ?? '').trim().slice(0, 60);
  const orders = await db.all(receivable(search));
  return c.html(
    <ReceivePage
      frame={frameOf(c, 'purchasing')}
      search={search}
      orders={orders}
      mayReceive={can(actor, 'order.receive')}
    />,
  );
});

receiveRoutes.post('/purchasing/orders/:id/receive', allow('order.receive'), (c) => {
  const ref = c.req.param('id');
  return submit(c, {
    schema: Nothing,
    run: (ctx) => startReceipt(ctx, ref),
    done: ({ id }) => at(id),
    back: '/purchasing/receive',
  });
});

receiveRoutes.get(`${BASE}/:id`, allow('order.see'), async (c) => c.html(await receiptPage(c, freshState())));

/** One scan. It answers with the page itself, not with a redirect to it: one round trip a scan. */
receiveRoutes.post(`${BASE}/:id`, allow('order.receive'), async (c) => {
  const id = c.req.param('id');
  await findReceipt(c.var.ctx.db, id);
  const face = {
    schema: ReceiptScan,
    run: (ctx: typeof c.var.ctx, form: ReceiptScan) => scanArrival(ctx, id, form),
    done: () => at(id),
  };
  const outcome = await attempt(c, face, c.var.body.fields);
  const state = freshState();
  if (outcome.kind === 'done') return c.html(await receiptPage(c, state));
  state.values = { q: String(c.var.body.fields.q ?? '').slice(0, 120) };
  if (outcome.kind === 'invalid') {
    state.errors = outcome.errors;
    return c.html(await receiptPage(c, state), 422);
  }
  state.message =
    outcome.kind === 'conflict' ? conflictWords(outcome.conflict) : 'This scan was already saved.';
  return c.html(await receiptPage(c, state), 409);
});

receiveRoutes.post(`${BASE}/:id/scans/:scan/undo`, allow('order.receive'), (c) => {
  const { id, scan } = c.req.param();
  return submit(c, {
    schema: Nothing,
    run: (ctx) => takeBackScan(ctx, id, scan),
    done: () => `${at(id)}?done=undone`,
    back: at(id),
  });
});

for (const fix of SCAN_FIXES) {
  receiveRoutes.post(`${BASE}/:id/scans/:scan/${fix}`, allow('order.receive'), (c) => {
    const { id, scan } = c.req.param();
    return submit(c, {
      schema: Nothing,
      run: (ctx) => fixScan(ctx, id, scan, fix),
      done: () => at(id),
      back: at(id),
    });
  });
}

receiveRoutes.get(`${BASE}/:id/lines/:line`, allow('order.receive'), async (c) =>
  c.html(await linePage(c, freshState())),
);

receiveRoutes.post(`${BASE}/:id/lines/:line`, allow('order.receive'), (c) => {
  const { id, line } = c.req.param();
  return submit(c, {
    schema: CountedLine,
    run: (ctx, form) => setCounted(ctx, id, line, form),
    done: () => `${at(id)}?done=saved`,
    again: (state) => linePage(c, state),
  });
});

receiveRoutes.post(`${BASE}/:id/drop`, allow('order.receive'), (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: Nothing,
    run: (ctx) => dropReceipt(ctx, id),
    done: () => '/purchasing/receive?done=withdrawn',
    back: at(id),
  });
});

receiveRoutes.get(`${BASE}/:id/book`, allow('order.receive'), async (c) =>
  c.html(await bookPage(c, freshState())),
);

receiveRoutes.post(`${BASE}/:id/book`, allow('order.receive'), (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: BookReceipt,
    run: (ctx, form) => bookArrival(ctx, id, form),
    done: () => `${at(id)}?done=booked`,
    again: (state) => bookPage(c, state),
  });
});

async function receiptPage(c: AppContext, state: FormState) {
  const { db, actor } = c.var.ctx;
  const receipt = await findReceipt(db, c.req.param('id') ?? '');
  const [lines, scans] = await db.read(linesOfReceipt(receipt.id), scansOf(receipt.id));
  return (
    <ReceiptPage
      frame={frameOf(c, 'purchasing')}
      receipt={receipt}
      lines={lines}
      scans={scans}
      state={state}
      mayReceive={can(actor, 'order.receive')}
    />
  );
}

async function linePage(c: AppContext, state: FormState) {
  const { db } = c.var.ctx;
  const { id = '', line: lineId = '' } = c.req.param();
  const receipt = await findReceipt(db, id);
  const lines = await db.all(linesOfReceipt(id));
  const line = lines.find((one) => one.id === lineId);
  if (!line) throw new NotFound();
  const damaged = lines.find(
    (one) => one.condition === 'damaged' && one.orderLine === line.orderLine && one.part === line.part,
  );
  // After a conflict the form goes on from what is counted now.
  const current = state.message ? { ...state, values: {} } : state;
  return (
    <CountedLinePage
      frame={frameOf(c, 'purchasing')}
      receipt={receipt}
      line={line}
      damaged={damaged?.quantity ?? 0}
      state={current}
    />
  );
}

async function bookPage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const receipt = await findReceipt(ctx.db, c.req.param('id') ?? '');
  if (receipt.state !== 'open' && state.message === undefined)
    throw new Conflict('must', 'the arrival is still being counted');
  const [bins, last] = await ctx.db.read(BINS_TO_FILL, LAST_BIN);
  const typed = typeof state.values.into === 'string' ? state.values.into : '';
  const into = typed || last[0]?.bin || bins[0]?.value || '';
  const plan = await planArrival(ctx, receipt, { into, bin: {}, again: {} });
  return (
    <BookPage frame={frameOf(c, 'purchasing')} receipt={receipt} plan={plan} bins={bins} state={state} />
  );
}
