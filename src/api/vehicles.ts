import type { Hono } from 'hono';
import { PinMinimum, TopUp, VehicleCheck } from '../counts/forms.ts';
import { listVehicles } from '../counts/vehicle-queries.ts';
import { checkVehicle, pin, topUp, vehiclePlan } from '../counts/vehicles.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { decodeCursor, pageOf } from '../web/paging.ts';
import { lists, reads, writes } from './operation.ts';
import { Done } from './shapes.ts';
import { CountClosed } from './shapes-counts.ts';
import * as shape from './shapes-vehicles.ts';

const tag = 'Vehicles';
const ID = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01';

export function vehicleOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/stock/vehicles',
      rights: ['stock.see'],
      summary: "Technicians' vehicles",
      tag,
      item: shape.Vehicle,
    },
    async (c, { cursor, limit }) => {
      const [after = ''] = decodeCursor(cursor, 's') ?? [];
      const rows = await c.var.ctx.db.all(listVehicles(String(after), limit + 1));
      return pageOf(rows, limit, (row) => [row.code]);
    },
  );
  reads(
    api,
    {
      path: '/stock/vehicles/:bin',
      rights: ['stock.see'],
      summary: 'What a vehicle should hold, what it misses, which depot has it',
      tag,
      answer: shape.VehiclePlan,
    },
    async (c) => {
      const { vehicle, ...plan } = await vehiclePlan(c.var.ctx, binOf(c));
      return { ...vehicle, ...plan };
    },
  );
  writes(
    api,
    {
      path: '/stock/vehicles/:bin/top-up',
      rights: ['stock.transfer'],
      summary: 'Move what is missing from the shelves of a depot into the vehicle',
      description: 'Your own vehicle; a manager any.',
      tag,
      schema: TopUp,
      example: { from: ID },
      answer: shape.ToppedUp,
    },
    (ctx, form, c) => topUp(ctx, binOf(c), form),
  );
  writes(
    api,
    {
      path: '/stock/vehicles/:bin/pin',
      rights: ['catalog.edit'],
      summary: 'Pin a minimum, or (null) let the proposed one stand',
      tag,
      schema: PinMinimum,
      example: { item: ID, minimum: 3 },
      answer: Done,
    },
    (ctx, form, c) => pin(ctx, binOf(c), form),
  );
  writes(
    api,
    {
      path: '/stock/vehicles/:bin/check',
      rights: ['stock.count'],
      summary: 'The weekly look into a vehicle',
      description: 'right: as many as were listed; counted: another number. By the id of each part.',
      tag,
      schema: VehicleCheck,
      example: { right: { [ID]: 2 }, counted: {} },
      answer: CountClosed,
    },
    (ctx, form, c) => checkVehicle(ctx, binOf(c), form),
  );
}

function binOf(c: AppContext): string {
  return c.req.param('bin') ?? '';
}
