import { Hono } from 'hono';
import { DonorList, DonorPage, HarvestPage } from '../../views/disposal/harvest.tsx';
import { can } from '../accounts/permissions.ts';
import { findDevice } from '../devices/queries.ts';
import { NotFound } from '../errors.ts';
import { binOptions } from '../stock/bin-queries.ts';
import { vehicleBinOf } from '../stock/queries.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { decodeCursor, pageOf } from '../web/paging.ts';
import { freshState, submit } from '../web/submit.tsx';
import { takeFromDonor } from './donors.ts';
import { Harvest, TakeFromDonor } from './forms.ts';
import { harvest } from './harvest.ts';
import { donorLines, donorsFor, harvestItems, harvestsOf, waitingRepair } from './harvest-queries.ts';

/** Parts out of devices that are on their way out, and which repairs wait for them. */
export const harvestRoutes = new Hono<AppEnv>();

const may = allow('harvest.do', 'harvest.propose');
const LIMIT = 50;

harvestRoutes.get('/devices/:id/harvest', may, async (c) => c.html(await harvestPage(c, freshState())));

harvestRoutes.post('/devices/:id/harvest', may, async (c) => {
  const { id } = await findDevice(c.var.ctx.db, c.req.param('id'), 'all');
  return submit(c, {
    schema: Harvest,
    run: (ctx, form) => harvest(ctx, id, form),
    done: ({ proposed }) => `/devices/${id}/harvest?done=${proposed ? 'proposed' : 'stripped'}`,
    again: (state) => harvestPage(c, state),
  });
});

harvestRoutes.get('/disposal/donors', may, async (c) => {
  const after = decodeCursor(c.req.query('cursor'), 'ss') as [string, string] | null;
  const rows = await c.var.ctx.db.all(donorLines(after, LIMIT + 1));
  const page = pageOf(rows, LIMIT, (row) => [row.since, row.repair]);
  return c.html(<DonorList frame={frameOf(c, 'disposal')} lines={page.items} next={page.next} />);
});

harvestRoutes.get('/disposal/donors/:repair', may, async (c) => c.html(await donorPage(c, freshState())));

harvestRoutes.post('/disposal/donors/:repair', may, async (c) => {
  const { id } = await waiting(c);
  return submit(c, {
    schema: TakeFromDonor.omit({ repair: true }),
    run: (ctx, form) => takeFromDonor(ctx, { ...form, repair: id }),
    done: ({ proposed, repair }) =>
      proposed ? '/disposal/donors?done=proposed' : `/repairs/${repair}?done=stripped`,
    again: (state) => donorPage(c, state),
  });
});

async function waiting(c: AppContext) {
  const repair = await c.var.ctx.db.first(waitingRepair(c.req.param('repair') ?? ''));
  if (!repair) throw new NotFound();
  return repair;
}

async function myBin(c: AppContext): Promise<string> {
  const { db, actor } = c.var.ctx;
  return actor.person ? ((await vehicleBinOf(db, actor.person))?.id ?? '') : '';
}

async function harvestPage(c: AppContext, state: FormState) {
  const { db, actor } = c.var.ctx;
  const device = await findDevice(db, c.req.param('id') ?? '', 'all');
  const [items, taken] = await db.read(
    harvestItems(device.id, device.model, device.variant),
    harvestsOf(device.id),
  );
  return (
    <HarvestPage
      frame={frameOf(c, 'devices')}
      state={state}
      device={device}
      items={items}
      taken={taken}
      bins={await binOptions(db)}
      mine={await myBin(c)}
      proposes={!can(actor, 'harvest.do')}
    />
  );
}

async function donorPage(c: AppContext, state: FormState) {
  const { db, actor } = c.var.ctx;
  const repair = await waiting(c);
  return (
    <DonorPage
      frame={frameOf(c, 'disposal')}
      state={state}
      repair={repair}
      donors={await db.all(donorsFor(repair.id))}
      bins={await binOptions(db)}
      mine={await myBin(c)}
      proposes={!can(actor, 'harvest.do')}
    />
  );
}
