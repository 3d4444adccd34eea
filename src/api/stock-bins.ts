import type { Hono } from 'hono';
import { z } from 'zod';
import { code, id, optionalId } from '../fields.ts';
import { binDetails, listBins, stockOverview } from '../stock/bin-queries.ts';
import { createBin, decideFit, editBin, recordFit } from '../stock/catalog-actions.ts';
import { listFits } from '../stock/fit-queries.ts';
import { BinEdit, FitDecision, NewBin, NewFit, Transfer } from '../stock/forms.ts';
import { transfer } from '../stock/ledger-actions.ts';
import { partsForFault } from '../stock/queries.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import { Bin, BinLine, Decided, Fit, Offer, Overview, Transferred } from './shapes-stock.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Stock';
const BIN_TAKEN = {
  'bins.code': ['code', 'Another bin has this code'],
  'bins.keeper': ['keeper', 'This person keeps another bin already'],
} as const;
const ID = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01';
const OTHER = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b02';
const PART = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b03';

export function binOperations(api: Hono<AppEnv>): void {
  reads(
    api,
    {
      path: '/stock',
      rights: ['stock.see'],
      summary: 'Your vehicle, what is short, how many fits wait',
      tag,
      answer: Overview,
    },
    (c) => stockOverview(c.var.ctx.db, c.var.ctx.actor.person),
  );
  lists(
    api,
    { path: '/stock/bins', rights: ['stock.see'], summary: 'Bins in use by code', tag, item: BinLine },
    async (c, paging) => pageOfWhole(await listBins(c.var.ctx.db), paging),
  );
  reads(
    api,
    {
      path: '/stock/bins/:id',
      rights: ['stock.see'],
      summary: 'One bin and what it holds',
      tag,
      answer: Bin,
    },
    async (c) => {
      const { bin, ...rest } = await binDetails(c.var.ctx.db, idOf(c));
      return { ...bin, ...rest };
    },
  );
  writes(
    api,
    {
      path: '/stock/bins',
      rights: ['catalog.edit'],
      summary: 'Make a bin',
      tag,
      schema: NewBin,
      example: { code: 'D1-A2', name: 'North depot A2', location: ID },
      answer: Made,
      status: 201,
      taken: BIN_TAKEN,
      location: (made) => `/stock/bins/${made.id}`,
    },
    createBin,
  );
  writes(
    api,
    {
      method: 'put',
      path: '/stock/bins/:id',
      rights: ['catalog.edit'],
      summary: 'Change a bin',
      tag,
      schema: BinEdit,
      example: { version: 1, code: 'D1-A2', name: 'North depot A2', location: ID },
      answer: Done,
      taken: BIN_TAKEN,
    },
    (ctx, form, c) => editBin(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: '/stock/transfers',
      rights: ['stock.transfer'],
      summary: 'Move parts from one bin to another',
      description: 'To or from your own vehicle; a manager between any. More than the bin holds is refused.',
      tag,
      schema: Transfer,
      example: { from: ID, to: OTHER, quantity: { [PART]: 2 } },
      answer: Transferred,
      status: 201,
    },
    transfer,
  );
}

export function fitOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/stock/fits',
      rights: ['stock.see'],
      summary: 'What fits what, the oldest first',
      tag,
      filters: {
        state: z.enum(['proposed', 'confirmed', 'refused']).default('proposed'),
        model: optionalId(),
        group: optionalId(),
      },
      item: Fit,
    },
    (c, { model, group, ...filter }) =>
      listFits(c.var.ctx.db, { ...filter, model: model ?? '', group: group ?? '' }),
  );
  writes(
    api,
    {
      path: '/stock/fits',
      rights: ['catalog.propose'],
      summary: 'Say that a group or part fits a model for a fault',
      description: 'A manager confirms it thereby; of others it is a proposal.',
      tag,
      schema: NewFit,
      example: { model: ID, fault: 'screen', group: OTHER },
      answer: Decided,
      status: 201,
      taken: { fits_one: ['group', 'This fit is recorded already'] },
    },
    recordFit,
  );
  writes(
    api,
    {
      path: '/stock/fits/:id/decide',
      rights: ['catalog.edit'],
      summary: 'Confirm or refuse a fit',
      tag,
      schema: FitDecision,
      example: { decision: 'confirmed' },
      answer: Done,
    },
    (ctx, form, c) => decideFit(ctx, idOf(c), form),
  );
  lists(
    api,
    {
      path: '/stock/offers',
      rights: ['stock.see'],
      summary: 'Parts that fit a model and a fault, the handiest first',
      tag,
      filters: {
        model: id(),
        variant: optionalId().describe('Without it parts for every variant'),
        fault: code(),
      },
      item: Offer,
    },
    async (c, { model, variant, fault, ...paging }) => {
      const { db, actor } = c.var.ctx;
      return pageOfWhole(await partsForFault(db, { model, variant, fault, person: actor.person }), paging);
    },
  );
}

function idOf(c: AppContext): string {
  return c.req.param('id') ?? '';
}
