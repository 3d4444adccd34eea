import type { Hono } from 'hono';
import { z } from 'zod';
import { toldWhy } from '../custody/now.ts';
import { swapDevices } from '../custody/swap.ts';
import { Swap } from '../custody/swap-forms.ts';
import { lastSwap } from '../custody/swap-queries.ts';
import { undoSwap } from '../custody/undo-swap.ts';
import { Forbidden } from '../errors.ts';
import { scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { deviceHere } from './device-shape.ts';
import { reads, writes } from './operation.ts';
import { Done, time, truth } from './shapes.ts';

const tag = 'Custody';

const LastSwap = z
  .object({
    id: z.string(),
    at: time,
    how: z.enum(['loaner', 'for_good']),
    broken: z.string(),
    brokenTag: z.string(),
    brokenSerial: z.string(),
    spare: z.string(),
    spareTag: z.string(),
    spareSerial: z.string(),
    repair: z.string().nullable(),
    repairNumber: z.int().nullable(),
    undoable: truth().describe('Nothing has happened to either device since'),
  })
  .meta({ id: 'Swap' });

export function swapOperations(api: Hono<AppEnv>): void {
  reads(
    api,
    {
      path: '/devices/:device/swap',
      rights: ['custody.change'],
      guard: mustSwap,
      summary: 'The last swap that the device was in',
      tag,
      answer: z.object({ swap: LastSwap.nullable() }),
    },
    async (c) => {
      const { id } = await deviceHere(c, 'custody.change');
      return { swap: (await c.var.ctx.db.first(lastSwap(id))) ?? null };
    },
  );
  writes(
    api,
    {
      path: '/devices/:device/swap',
      rights: ['custody.change'],
      guard: mustSwap,
      summary: 'Hand over another device in place of a broken one: a loaner, or for good',
      description:
        'The broken one goes to a place and a repair is reported where none is open. For those who look after all ' +
        'sites. `custody` is the open row of the broken one that was seen.',
      tag,
      schema: Swap,
      example: { spare: '50002', how: 'loaner', to: 'MAP', symptom: 'cracked-screen', dueOn: '2027-03-16' },
      answer: Done,
      taken: {
        'assignments.location, assignments.slot': ['spare', 'Another device took that slot meanwhile'],
      },
    },
    (ctx, form, c) => toldWhy(form.custody, () => swapDevices(ctx, c.req.param('device') ?? '', form)),
  );
  writes(
    api,
    {
      path: '/swaps/:id/undo',
      rights: ['custody.change'],
      guard: mustSwap,
      summary: 'Take a swap back, while nothing else has happened to either device',
      tag,
      schema: z.object({}),
      answer: Done,
    },
    (ctx, _, c) => undoSwap(ctx, c.req.param('id') ?? ''),
  );
}

/** Swaps are for those who look after all sites. @throws Forbidden */
function mustSwap(c: AppContext): void {
  if (scopeFor(c, 'custody.change') !== 'all') throw new Forbidden();
}
