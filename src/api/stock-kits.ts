import type { Hono } from 'hono';
import { optionalChoice } from '../fields.ts';
import { Nothing } from '../repairs/move-forms.ts';
import { findRepair } from '../repairs/queries.ts';
import { releaseReservation, reserveForRepair } from '../repairs/reserve.ts';
import { Reserve } from '../repairs/reserve-forms.ts';
import { Versioned } from '../stock/forms.ts';
import { KitEdit, NewKit } from '../stock/kit-forms.ts';
import { findKit, listKits } from '../stock/kit-queries.ts';
import { createKit, editKit, retireOrRestoreKit } from '../stock/kits.ts';
import { reservationsOf } from '../stock/reservation-queries.ts';
import { scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import { Kit, Reservation } from './shapes-ledger.ts';
import { Moved } from './shapes-repairs.ts';
import { pageOfWhole } from './whole-list.ts';

const TAKEN = { 'kits.name': ['name', 'Another kit has this name'] } as const;
const GROUP = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b05';
const PART = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b03';
const BIN = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01';

const EXAMPLE = {
  name: 'Screen job',
  fault: 'screen',
  lines: [
    { group: GROUP, quantity: 1 },
    { part: 'TAPE-5', quantity: 2 },
  ],
};

export function kitOperations(api: Hono<AppEnv>): void {
  const tag = 'Kits';
  lists(
    api,
    {
      path: '/stock/kits',
      rights: ['stock.see'],
      summary: 'Kits by name',
      tag,
      filters: { show: optionalChoice(['retired']).describe('Those out of use') },
      item: Kit,
    },
    async (c, { show, ...paging }) => pageOfWhole(await listKits(c.var.ctx.db, show === 'retired'), paging),
  );
  reads(api, { path: '/stock/kits/:id', rights: ['stock.see'], summary: 'One kit', tag, answer: Kit }, (c) =>
    findKit(c.var.ctx.db, param(c, 'id')),
  );
  writes(
    api,
    {
      path: '/stock/kits',
      rights: ['catalog.edit'],
      summary: 'Make a kit',
      description: 'A line names a group (whichever part of it the bin holds) or a part by SKU or id.',
      tag,
      schema: NewKit,
      example: EXAMPLE,
      answer: Made,
      status: 201,
      taken: TAKEN,
      location: ({ id }) => `/stock/kits/${id}`,
    },
    createKit,
  );
  writes(
    api,
    {
      method: 'put',
      path: '/stock/kits/:id',
      rights: ['catalog.edit'],
      summary: 'Change a kit',
      tag,
      schema: KitEdit,
      example: { version: 1, ...EXAMPLE },
      answer: Done,
      taken: TAKEN,
    },
    (ctx, form, c) => editKit(ctx, param(c, 'id'), form),
  );
  writes(
    api,
    {
      path: '/stock/kits/:id/retire',
      rights: ['catalog.edit'],
      summary: 'Take a kit out of use, or back in',
      tag,
      schema: Versioned,
      example: { version: 1 },
      answer: Done,
    },
    (ctx, form, c) => retireOrRestoreKit(ctx, param(c, 'id'), form),
  );
}

/** Parts that are kept for a repair. */
export function reservationOperations(api: Hono<AppEnv>): void {
  const tag = 'Reservations';
  lists(
    api,
    {
      path: '/repairs/:repair/reservations',
      rights: ['stock.see'],
      summary: 'What is or was reserved for a repair',
      tag,
      item: Reservation,
    },
    async (c, paging) => {
      const { db } = c.var.ctx;
      const repair = await findRepair(db, param(c, 'repair'), scopeFor(c, 'repair.see'));
      return pageOfWhole(await db.all(reservationsOf(repair.id)), paging);
    },
  );
  writes(
    api,
    {
      path: '/repairs/:repair/reservations',
      rights: ['repair.work'],
      summary: 'Reserve parts of a bin for a repair',
      description: 'It ends when the repair gets the part, is closed, or it is released.',
      tag,
      schema: Reserve,
      example: { part: PART, bin: BIN, quantity: 1 },
      answer: Moved,
      status: 201,
    },
    (ctx, form, c) => reserveForRepair(ctx, param(c, 'repair'), form),
  );
  writes(
    api,
    {
      path: '/repairs/:repair/reservations/:id/release',
      rights: ['repair.work'],
      summary: 'Release what was reserved',
      tag,
      schema: Nothing,
      answer: Moved,
    },
    (ctx, _, c) => releaseReservation(ctx, param(c, 'repair'), param(c, 'id')),
  );
}

function param(c: AppContext, name: string): string {
  return c.req.param(name) ?? '';
}
