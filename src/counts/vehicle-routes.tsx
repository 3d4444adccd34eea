import { Hono } from 'hono';
import { VehicleCheckPage, VehicleList, VehiclePage } from '../../views/counts/vehicles.tsx';
import { can } from '../accounts/permissions.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { decodeCursor, pageOf } from '../web/paging.ts';
import { freshState, submit } from '../web/submit.tsx';
import { PinMinimum, TopUp, VehicleCheck } from './forms.ts';
import { itemOptions, listVehicles, vehicleContents, vehicleOf } from './vehicle-queries.ts';
import { checkVehicle, pin, topUp, vehiclePlan } from './vehicles.ts';

/** What technicians' vehicles should hold, what they miss, and the weekly look into them. */
export const vehicleRoutes = new Hono<AppEnv>();

const LIST = '/stock/vehicles';
const LIMIT = 25;

vehicleRoutes.get(LIST, allow('stock.see'), async (c) => {
  const { db, actor } = c.var.ctx;
  const [after = ''] = decodeCursor(c.req.query('cursor'), 's') ?? [];
  const [rows, mine] = await db.read(listVehicles(String(after), LIMIT + 1), vehicleOf(actor.person));
  const page = pageOf(rows, LIMIT, (row) => [row.code]);
  const frame = frameOf(c, 'stock');
  return c.html(<VehicleList frame={frame} vehicles={page.items} next={page.next} mine={mine} />);
});

vehicleRoutes.get(`${LIST}/:bin`, allow('stock.see'), async (c) =>
  c.html(await vehiclePage(c, freshState())),
);

vehicleRoutes.post(`${LIST}/:bin/top-up`, allow('stock.transfer'), (c) => {
  const id = c.req.param('bin');
  return submit(c, {
    schema: TopUp,
    run: (ctx, form) => topUp(ctx, id, form),
    done: () => `${LIST}/${id}?done=moved`,
    back: `${LIST}/${id}`,
  });
});

vehicleRoutes.post(`${LIST}/:bin/pin`, allow('catalog.edit'), async (c) => {
  const { vehicle } = await vehiclePlan(c.var.ctx, c.req.param('bin'));
  return submit(c, {
    schema: PinMinimum,
    run: (ctx, form) => pin(ctx, vehicle.id, form),
    done: () => `${LIST}/${vehicle.id}?done=saved`,
    again: (state) => vehiclePage(c, state),
  });
});

vehicleRoutes.get(`${LIST}/:bin/check`, allow('stock.count'), async (c) =>
  c.html(await checkPage(c, freshState())),
);

vehicleRoutes.post(`${LIST}/:bin/check`, allow('stock.count'), async (c) => {
  const { vehicle } = await vehiclePlan(c.var.ctx, c.req.param('bin'));
  return submit(c, {
    schema: VehicleCheck,
    run: (ctx, form) => checkVehicle(ctx, vehicle.id, form),
    done: ({ id, open, waiting }) =>
      open > 0
        ? `/stock/counts/${id}?done=compared`
        : `${LIST}/${vehicle.id}?done=${waiting > 0 ? 'second_look' : 'counted'}`,
    again: (state) => checkPage(c, state),
  });
});

async function vehiclePage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const plan = await vehiclePlan(ctx, c.req.param('bin') ?? '');
  const mayPin = can(ctx.actor, 'catalog.edit');
  return (
    <VehiclePage
      frame={frameOf(c, 'stock')}
      state={state}
      {...plan}
      mayTopUp={plan.vehicle.keeper === ctx.actor.person || mayPin}
      mayCheck={can(ctx.actor, 'stock.count')}
      items={mayPin ? await ctx.db.all(itemOptions()) : null}
    />
  );
}

async function checkPage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const { vehicle } = await vehiclePlan(ctx, c.req.param('bin') ?? '');
  const lines = await ctx.db.all(vehicleContents(vehicle.id));
  return <VehicleCheckPage frame={frameOf(c, 'stock')} state={state} vehicle={vehicle} lines={lines} />;
}
