import { Hono } from 'hono';
import type { z } from 'zod';
import { LotPage } from '../../views/disposal/lot.tsx';
import { LotList, NewLotPage } from '../../views/disposal/lots.tsx';
import { CloseLotPage, LoadOutPage, PreparePage } from '../../views/disposal/stations.tsx';
import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { locationOptions } from '../locations/queries.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { attempt, conflictWords, freshState, submit } from '../web/submit.tsx';
import { finishLot } from './close.ts';
import { CloseLot, LotFilter, LotScan, MoveLot, NewLot, Nothing, TickDevices, TickScan } from './forms.ts';
import { harvestRoutes } from './harvest-routes.tsx';
import { bringBack, loadOut } from './load-out.ts';
import { findLot, type Lot, listLots, lotDevices, notLoaded } from './lot-queries.ts';
import { addToLot, createLot, moveLot, type Scanned, takeOut, tick, tickScanned } from './lots.ts';

export const disposalRoutes = new Hono<AppEnv>();
disposalRoutes.route('/', harvestRoutes);

const LOTS = '/disposal/lots';
const LIMIT = 100;
const see = allow('disposal.see');
const work = allow('disposal.work');

disposalRoutes.get(LOTS, see, async (c) => {
  const { db, actor } = c.var.ctx;
  const { show } = LotFilter.catch({ show: 'open' }).parse(c.req.query());
  const page = await listLots(db, show === 'closed', c.req.query('cursor'), LIMIT);
  return c.html(
    <LotList
      frame={frameOf(c, 'disposal')}
      lots={page.items}
      next={page.next}
      closed={show === 'closed'}
      mayWork={can(actor, 'disposal.work')}
      maySeeDonors={can(actor, 'harvest.propose')}
    />,
  );
});

disposalRoutes.get(`${LOTS}/new`, work, async (c) => c.html(await newLot(c, freshState())));

disposalRoutes.post(`${LOTS}/new`, work, (c) =>
  submit(c, {
    schema: NewLot,
    run: createLot,
    done: ({ id }) => `${LOTS}/${id}?done=created`,
    again: (state) => newLot(c, state),
  }),
);

disposalRoutes.get(`${LOTS}/:id`, see, async (c) => {
  const lot = await lotHere(c);
  return c.html(await lotPage(c, lot, freshState(), null));
});

disposalRoutes.post(`${LOTS}/:id/scan`, work, async (c) => {
  await lotHere(c);
  return station(c, LotScan, addToLot, lotPage);
});

disposalRoutes.post(`${LOTS}/:id/tick`, work, async (c) => {
  const { id } = await lotHere(c);
  return submit(c, {
    schema: TickDevices,
    run: (ctx, form) => tick(ctx, id, form),
    done: () => `${LOTS}/${id}?done=saved`,
    again: async (state) => lotPage(c, await lotHere(c), state, null),
  });
});

disposalRoutes.get(`${LOTS}/:id/prepare`, work, async (c) => {
  const state = freshState({ what: 'both' });
  return c.html(preparePage(c, await lotHere(c), state, null));
});

disposalRoutes.post(`${LOTS}/:id/prepare`, work, async (c) => {
  await lotHere(c);
  return station(c, TickScan, tickScanned, preparePage);
});

disposalRoutes.post(`${LOTS}/:id/move`, work, async (c) => {
  const { id } = await lotHere(c);
  return submit(c, {
    schema: MoveLot,
    run: (ctx, form) => moveLot(ctx, id, form),
    done: () => `${LOTS}/${id}?done=saved`,
    again: async (state) => lotPage(c, await lotHere(c), state, null),
  });
});

disposalRoutes.post(`${LOTS}/:id/devices/:device/remove`, work, (c) => {
  const { id, device } = c.req.param();
  return submit(c, {
    schema: Nothing,
    run: (ctx) => takeOut(ctx, id, device),
    done: () => `${LOTS}/${id}?done=saved`,
    back: `${LOTS}/${id}`,
  });
});

disposalRoutes.post(`${LOTS}/:id/devices/:device/back`, work, (c) => {
  const { id, device } = c.req.param();
  return submit(c, {
    schema: Nothing,
    run: (ctx) => bringBack(ctx, id, device),
    done: () => `${LOTS}/${id}/load-out?done=undone`,
    back: `${LOTS}/${id}`,
  });
});

disposalRoutes.get(`${LOTS}/:id/load-out`, work, async (c) =>
  c.html(await loadOutPage(c, await lotHere(c), freshState(), null)),
);

disposalRoutes.post(`${LOTS}/:id/load-out`, work, async (c) => {
  await lotHere(c);
  return station(c, LotScan, loadOut, loadOutPage);
});

disposalRoutes.get(`${LOTS}/:id/close`, allow('device.dispose'), async (c) => {
  const lot = await lotHere(c);
  return c.html(await closePage(c, freshState({ leftOn: c.var.ctx.today }, lot.version)));
});

disposalRoutes.post(`${LOTS}/:id/close`, allow('device.dispose'), async (c) => {
  const { id } = await lotHere(c);
  const file = c.var.body.files.certificate?.[0];
  const certificate = file ? new Uint8Array(await file.arrayBuffer()) : null;
  return submit(c, {
    schema: CloseLot,
    run: (ctx, form) => finishLot(ctx, c.var.services.photos, id, form, certificate),
    done: () => `${LOTS}/${id}?done=disposed`,
    again: (state) => closePage(c, state),
  });
});

disposalRoutes.get(`${LOTS}/:id/certificate`, see, async (c) => {
  const lot = await lotHere(c);
  if (!lot.certificate) throw new NotFound('This lot has no certificate');
  const file = await c.var.services.photos.get(lot.certificate);
  if (!file) throw new NotFound('The certificate is not in the store any more');
  const ending = lot.certificate.split('.').at(-1) ?? 'pdf';
  return c.body(file.bytes, 200, {
    'Content-Type': lot.certificateType ?? file.type,
    'Content-Length': String(file.bytes.byteLength),
    'Content-Disposition': `attachment; filename="lot-${lot.n}.${ending}"`,
    'Cache-Control': 'private, max-age=31536000, immutable',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
  });
});

type Shown = (
  c: AppContext,
  lot: Lot,
  state: FormState,
  last: Scanned | null,
) => ReturnType<typeof lotPage> | ReturnType<typeof preparePage>;

/** One scan at a pallet. It answers with the page itself: one round trip a scan. */
async function station<In>(
  c: AppContext,
  schema: z.ZodType<In>,
  run: (ctx: Ctx, id: string, form: In) => Promise<Scanned>,
  shown: Shown,
): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const { fields } = c.var.body;
  const what = typeof fields.what === 'string' ? fields.what : '';
  const face = { schema, run: (ctx: Ctx, form: In) => run(ctx, id, form), done: () => '' };
  const outcome = await attempt(c, face, fields);
  const lot = await lotHere(c);
  const state = freshState(what ? { what } : {});
  if (outcome.kind === 'done') return c.html(await shown(c, lot, state, outcome.result));
  state.values.q = String(fields.q ?? '').slice(0, 500);
  if (outcome.kind === 'invalid') state.errors = outcome.errors;
  else
    state.message =
      outcome.kind === 'conflict' ? conflictWords(outcome.conflict) : 'This scan was saved before.';
  return c.html(await shown(c, lot, state, null), outcome.kind === 'invalid' ? 422 : 409);
}

function lotHere(c: AppContext): Promise<Lot> {
  return findLot(c.var.ctx.db, c.req.param('id') ?? '');
}

async function newLot(c: AppContext, state: FormState) {
  const places = await locationOptions(c.var.ctx.db, ['depot', 'site', 'room']);
  return <NewLotPage frame={frameOf(c, 'disposal')} state={state} places={places} />;
}

async function lotPage(c: AppContext, lot: Lot, state: FormState, last: Scanned | null) {
  const { db, actor } = c.var.ctx;
  const devices = await lotDevices(db, lot.id, c.req.query('cursor'), LIMIT);
  const mayDispose = can(actor, 'device.dispose');
  return (
    <LotPage
      frame={frameOf(c, 'disposal')}
      lot={lot}
      state={state}
      last={last}
      devices={devices.items}
      next={devices.next}
      mayWork={can(actor, 'disposal.work')}
      mayApprove={mayDispose && lot.madeBy !== actor.person && lot.proposedBy !== actor.person}
      mayClose={mayDispose}
      mayEnd={mayDispose || (lot.madeBy === actor.person && lot.state !== 'approved')}
    />
  );
}

function preparePage(c: AppContext, lot: Lot, state: FormState, last: Scanned | null) {
  return <PreparePage frame={frameOf(c, 'disposal')} lot={lot} state={state} last={last} />;
}

async function loadOutPage(c: AppContext, lot: Lot, state: FormState, last: Scanned | null) {
  const rest = await c.var.ctx.db.all(notLoaded(lot.id));
  const mayClose = can(c.var.ctx.actor, 'device.dispose');
  const frame = frameOf(c, 'disposal');
  return <LoadOutPage frame={frame} lot={lot} state={state} last={last} rest={rest} mayClose={mayClose} />;
}

async function closePage(c: AppContext, state: FormState) {
  const lot = await lotHere(c);
  const rest = await c.var.ctx.db.all(notLoaded(lot.id));
  const current = { ...state, version: state.version ?? lot.version };
  return <CloseLotPage frame={frameOf(c, 'disposal')} lot={lot} state={current} rest={rest} />;
}
