import { Hono } from 'hono';
import { BinForm, BinList, BinPage } from '../../views/stock/bins.tsx';
import { StockHome } from '../../views/stock/home.tsx';
import { TransferPage } from '../../views/stock/transfer.tsx';
import { can } from '../accounts/permissions.ts';
import { NotFound } from '../errors.ts';
import { locationOptions } from '../locations/queries.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { asTyped, freshState, submit } from '../web/submit.tsx';
import { binDetails, binOptions, keeperOptions, listBins, stockOverview } from './bin-queries.ts';
import { createBin, editBin } from './catalog-actions.ts';
import { catalogRoutes } from './catalog-routes.tsx';
import { BinEdit, NewBin, Transfer } from './forms.ts';
import { kitRoutes } from './kit-routes.tsx';
import { transfer } from './ledger-actions.ts';
import { ledgerRoutes } from './ledger-routes.tsx';
import { partsByCode, vehicleBinOf } from './queries.ts';
import { scrapRoutes } from './scrap-routes.tsx';
import { transferRoutes } from './transfer-routes.tsx';

export const stockRoutes = new Hono<AppEnv>();
stockRoutes.route('/', catalogRoutes);
stockRoutes.route('/', ledgerRoutes);
stockRoutes.route('/', kitRoutes);
stockRoutes.route('/', scrapRoutes);

const BIN_TAKEN = {
  'bins.code': ['code', 'Another bin has this code'],
  'bins.keeper': ['keeper', 'This person keeps another bin already'],
} as const;

stockRoutes.get('/stock', allow('stock.see'), async (c) => {
  const { db, actor } = c.var.ctx;
  const overview = await stockOverview(db, actor.person);
  return c.html(
    <StockHome frame={frameOf(c, 'stock')} {...overview} mayDecide={can(actor, 'catalog.edit')} />,
  );
});

stockRoutes.get('/stock/bins', allow('stock.see'), async (c) => {
  const { db, actor } = c.var.ctx;
  const frame = frameOf(c, 'stock');
  return c.html(<BinList frame={frame} bins={await listBins(db)} mayEdit={can(actor, 'catalog.edit')} />);
});

stockRoutes.get('/stock/bins/new', allow('catalog.edit'), async (c) => c.html(await newBin(c, freshState())));

stockRoutes.post('/stock/bins/new', allow('catalog.edit'), (c) =>
  submit(c, {
    schema: NewBin,
    run: createBin,
    done: ({ id }) => `/stock/bins/${id}?done=created`,
    again: (state) => newBin(c, state),
    taken: BIN_TAKEN,
  }),
);

stockRoutes.get('/stock/bins/:id', allow('stock.see'), async (c) => {
  const details = await binDetails(c.var.ctx.db, c.req.param('id'));
  return c.html(binPage(c, details));
});

stockRoutes.get('/stock/bins/:id/edit', allow('catalog.edit'), async (c) => {
  const { bin } = await binDetails(c.var.ctx.db, c.req.param('id'));
  const { version, ...values } = bin;
  return c.html(await binEdit(c, freshState(asTyped(values), version)));
});

stockRoutes.post('/stock/bins/:id/edit', allow('catalog.edit'), (c) =>
  submit(c, {
    schema: BinEdit,
    run: (ctx, form) => editBin(ctx, c.req.param('id'), form),
    done: ({ id }) => `/stock/bins/${id}?done=saved`,
    again: (state) => binEdit(c, state),
    taken: BIN_TAKEN,
  }),
);

stockRoutes.get('/stock/transfers/new', allow('stock.transfer'), async (c) => {
  const { from = '', to = '' } = c.req.query();
  return c.html(await transferPage(c, freshState({ from, to }), from));
});

stockRoutes.post('/stock/transfers/new', allow('stock.transfer'), (c) =>
  submit(c, {
    schema: Transfer,
    run: transfer,
    done: ({ id, from, sent }) =>
      sent ? `/stock/transfers/${id}?done=sent` : `/stock/bins/${from}?done=moved`,
    again: (state) => transferPage(c, state, String(state.values.from ?? '')),
  }),
);

stockRoutes.route('/', transferRoutes);

/** What a scanner or a label says: the part's page, or the list of those that share the number. */
stockRoutes.get('/stock/find', allow('stock.see'), async (c) => {
  const code = (c.req.query('code') ?? '').trim().slice(0, 60);
  const parts = await partsByCode(c.var.ctx.db, code);
  if (parts.length === 0) throw new NotFound();
  return c.redirect(
    parts.length === 1 ? `/stock/parts/${parts[0]}` : `/stock/parts?q=${encodeURIComponent(code)}`,
    303,
  );
});

async function transferPage(c: AppContext, state: FormState, from: string) {
  const { db, actor } = c.var.ctx;
  const bins = await binOptions(db);
  const mine = actor.person ? await vehicleBinOf(db, actor.person) : undefined;
  const chosen = bins.some((bin) => bin.value === from) ? from : '';
  const held = chosen ? (await binDetails(db, chosen)).held.filter((part) => part.onHand > 0) : [];
  const initialTo = chosen && mine && chosen !== mine.id ? mine.id : '';
  return (
    <TransferPage
      frame={frameOf(c, 'stock')}
      state={state}
      bins={bins}
      from={chosen}
      to={initialTo}
      held={held}
    />
  );
}

function binPage(c: AppContext, details: Awaited<ReturnType<typeof binDetails>>) {
  const { actor } = c.var.ctx;
  return (
    <BinPage
      frame={frameOf(c, 'stock')}
      {...details}
      mayEdit={can(actor, 'catalog.edit')}
      mayCount={can(actor, 'stock.count')}
      mayTransfer={can(actor, 'stock.transfer')}
      mayScrap={can(actor, 'scrap.propose')}
    />
  );
}

async function newBin(c: AppContext, state: FormState) {
  const { db } = c.var.ctx;
  const places = await locationOptions(db, ['depot', 'vehicle', 'room', 'site']);
  return (
    <BinForm frame={frameOf(c, 'stock')} state={state} places={places} keepers={await keeperOptions(db)} />
  );
}

async function binEdit(c: AppContext, state: FormState) {
  const { db } = c.var.ctx;
  const { bin } = await binDetails(db, c.req.param('id') ?? '');
  const places = await locationOptions(db, ['depot', 'vehicle', 'room', 'site']);
  const current = { ...state, version: state.version ?? bin.version };
  return (
    <BinForm
      frame={frameOf(c, 'stock')}
      state={current}
      places={places}
      keepers={await keeperOptions(db)}
      bin={bin}
    />
  );
}
