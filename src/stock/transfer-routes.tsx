import { Hono } from 'hono';
import { TransferDetails, TransferList } from '../../views/stock/transfers.tsx';
import { can } from '../accounts/permissions.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { binOptions } from './bin-queries.ts';
import { mayReceive, receiveTransfer } from './transit.ts';
import { Arrive } from './transit-forms.ts';
import { findTransfer, linesOfTransfer, listTransfers, shortLines } from './transit-queries.ts';

export const transferRoutes = new Hono<AppEnv>();

transferRoutes.get('/stock/transfers', allow('stock.see'), async (c) => {
  const { db, actor } = c.var.ctx;
  const { bin = '', show = '', cursor } = c.req.query();
  const filter = { bin, closed: show === 'ended' };
  const [page, bins, short] = await Promise.all([
    listTransfers(db, { ...filter, cursor }),
    binOptions(db),
    cursor ? [] : db.all(shortLines(20)),
  ]);
  return c.html(
    <TransferList
      frame={frameOf(c, 'stock')}
      filter={filter}
      page={page}
      cursor={cursor}
      bins={bins}
      short={short}
      maySend={can(actor, 'stock.transfer')}
    />,
  );
});

transferRoutes.get('/stock/transfers/:id', allow('stock.see'), async (c) =>
  c.html(await transferPage(c, freshState())),
);

transferRoutes.post('/stock/transfers/:id/arrive', allow('stock.transfer'), (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: Arrive,
    run: (ctx, form) => receiveTransfer(ctx, id, form),
    done: () => `/stock/transfers/${id}?done=received`,
    again: (state) => transferPage(c, state),
  });
});

async function transferPage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const transfer = await findTransfer(ctx.db, c.req.param('id') ?? '');
  return (
    <TransferDetails
      frame={frameOf(c, 'stock')}
      transfer={transfer}
      lines={await ctx.db.all(linesOfTransfer(transfer.id))}
      state={state}
      mayReceive={mayReceive(ctx, transfer)}
    />
  );
}
