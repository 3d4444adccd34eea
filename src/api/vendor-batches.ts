import type { Hono } from 'hono';
import type { z } from 'zod';
import { addRepairs, TAKEN } from '../claims/add.ts';
import { bringBack } from '../claims/back.ts';
import { coverOfClaims } from '../claims/cover-rules.ts';
import { coveredFilter, listCovered } from '../claims/covered-queries.ts';
import { chaseBatch, createBatch, editBatch } from '../claims/edit.ts';
import * as forms from '../claims/forms.ts';
import { awayFilter, batchFilter, listAway, listBatches } from '../claims/list-queries.ts';
import { cancelBatch, deprovisionClaims, packBatch, takeOut, unpackBatch } from '../claims/pack.ts';
import { chasesOf, claimsOf, findBatch } from '../claims/queries.ts';
import { isLateClaim } from '../claims/rules.ts';
import { sendBatch } from '../claims/send.ts';
import { undoBack } from '../claims/undo-back.ts';
import type { Ctx } from '../context.ts';
import { optionalChoice, optionalId, optionalText } from '../fields.ts';

import type { AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import { Away, Batch, BatchLine, CameBack, CoveredRepair } from './shapes-claims.ts';

const tag = 'Vendor batches';
const rights = ['claim.work'] as const;
const see = ['claim.see'] as const;
const ID = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01';
const SERIAL_TAKEN = {
  'identifiers.kind, identifiers.value': ['serial', 'Another device took this serial meanwhile'],
} as const;

/** Repairs that vendors do: what is covered, batches of devices, and how each came back. */
export function vendorBatchOperations(api: Hono<AppEnv>): void {
  listOperations(api);
  batchOperations(api);
  stepOperations(api);
}

function listOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/vendor-batches',
      rights: see,
      summary: 'Batches of devices for vendors, the newest first',
      tag,
      filters: {
        state: optionalChoice(['all', ...forms.BATCH_STATES]).describe('Without it those that are not ended'),
        vendor: optionalId(),
      },
      item: BatchLine,
    },
    (c, { state, vendor, cursor, limit }) =>
      listBatches(c.var.ctx.db, batchFilter({ state: state ?? '', vendor: vendor ?? '', cursor }), limit),
  );
  lists(
    api,
    {
      path: '/vendor-batches/covered',
      rights: see,
      summary: 'Open repairs that are in no batch, with what pays for each',
      tag,
      filters: {
        cover: optionalChoice(['warranty', 'plan', 'not', 'any']).describe('Without it warranty and plan'),
        maker: optionalText(100),
        vendor: optionalId().describe('Who takes the claims of the plan'),
        plan: optionalId(),
        site: optionalId(),
        q: optionalText(100).describe('Repair number, tag or serial'),
      },
      item: CoveredRepair,
    },
    async (c, { limit, ...query }) => {
      const { db, today } = c.var.ctx;
      const asked = Object.entries(query).map(([name, value]) => [name, value ?? '']);
      return (await listCovered(db, coveredFilter(Object.fromEntries(asked)), today, limit)).page;
    },
  );
  lists(
    api,
    {
      path: '/vendor-batches/away',
      rights: see,
      summary: 'Devices that are at vendors in batches, those that left first',
      tag,
      filters: { vendor: optionalId(), q: optionalText(100).describe('Tag or serial') },
      item: Away,
    },
    async (c, { vendor, q, cursor, limit }) => {
      const { db, today } = c.var.ctx;
      const page = await listAway(db, awayFilter({ vendor: vendor ?? '', q, cursor }), limit);
      return { ...page, items: page.items.map((row) => ({ ...row, late: isLateClaim(row, today) })) };
    },
  );
}

function batchOperations(api: Hono<AppEnv>): void {
  writes(
    api,
    {
      path: '/vendor-batches',
      rights,
      summary: 'Make a batch, with or without repairs in it',
      tag,
      schema: forms.NewBatch,
      example: { vendor: ID, rma: 'RMA-77', repairs: [ID] },
      answer: Made,
      status: 201,
      taken: TAKEN,
      location: ({ id }) => `/vendor-batches/${id}`,
    },
    createBatch,
  );
  reads(
    api,
    {
      path: '/vendor-batches/:batch',
      rights: see,
      summary: 'A batch, by its id or number, with its devices',
      tag,
      answer: Batch,
    },
    async (c) => {
      const { db, today } = c.var.ctx;
      const batch = await findBatch(db, c.req.param('batch') ?? '');
      const [claims, chases] = await db.read(claimsOf(batch.id, today), chasesOf(batch.id));
      const uncovered = new Set(coverOfClaims(claims).uncovered.map((claim) => claim.id));
      return {
        ...batch,
        chases,
        claims: claims.map((claim) => ({ ...claim, uncovered: uncovered.has(claim.id) })),
      };
    },
  );
  writes(
    api,
    {
      method: 'put',
      path: '/vendor-batches/:batch',
      rights,
      summary: 'Change the papers of a batch',
      tag,
      schema: forms.BatchEdit,
      example: { version: 2, rma: 'RMA-78', carrier: 'Parcel', tracking: '1Z9' },
      answer: Done,
    },
    (ctx, form, c) => editBatch(ctx, c.req.param('batch') ?? '', form),
  );
}

interface Step<In> {
  word: string;
  summary: string;
  description?: string;
  schema: z.ZodType<In>;
  example: Record<string, unknown>;
}

function stepOperations(api: Hono<AppEnv>): void {
  function step<In>(
    { word, ...op }: Step<In>,
    run: (ctx: Ctx, batch: string, form: In) => Promise<{ id: string }>,
  ): void {
    writes(
      api,
      { ...op, path: `/vendor-batches/:batch/${word}`, rights, tag, answer: Done, taken: TAKEN },
      (ctx, form, c) => run(ctx, c.req.param('batch') ?? '', form),
    );
  }

  step(
    {
      word: 'repairs',
      summary: 'Put the devices of repairs into a draft',
      schema: forms.AddRepairs,
      example: { repairs: [ID] },
    },
    addRepairs,
  );
  step(
    {
      word: 'deprovisioned',
      summary: 'Devices are out of the management console before they leave',
      description:
        '`how`: done, not_enrolled, or undo. A Chromebook that has neither keeps the batch from being packed.',
      schema: forms.Deprovision,
      example: { claims: [ID], how: 'done' },
    },
    deprovisionClaims,
  );
  step(
    {
      word: 'take-out',
      summary: 'Take devices out of a draft',
      schema: forms.TakeOut,
      example: { claims: [ID] },
    },
    takeOut,
  );
  step(
    {
      word: 'packed',
      summary: 'Everything is in the box',
      schema: forms.Versioned,
      example: { version: 3 },
    },
    packBatch,
  );
  step(
    {
      word: 'unpack',
      summary: 'A packed batch is a draft again',
      schema: forms.Versioned,
      example: { version: 4 },
    },
    unpackBatch,
  );
  step(
    {
      word: 'cancel',
      summary: 'A batch that has not left does not go',
      schema: forms.Versioned,
      example: { version: 3 },
    },
    cancelBatch,
  );
  step(
    {
      word: 'send',
      summary: 'A packed batch leaves: custody, repairs and incidents in one commit',
      description: 'What nothing covers goes only with `uncovered`.',
      schema: forms.Send,
      example: { version: 4, rma: 'RMA-77', carrier: 'Parcel', tracking: '1Z9', expectedOn: '2027-03-20' },
    },
    sendBatch,
  );
  step(
    {
      word: 'chases',
      summary: 'Note that the vendor was asked, and what they say',
      schema: forms.Chase,
      example: { text: 'Waits for a board' },
    },
    chaseBatch,
  );
  writes(
    api,
    {
      path: '/vendor-batches/:batch/claims/:claim/back',
      rights,
      summary: 'Say how a device came back, once',
      description:
        '`how`: ready, work, unrepaired, refused, exchanged (with `serial`, and `model` where it is another one) or lost ' +
        '(with `caseNumber`). All but lost need `place`.',
      tag,
      schema: forms.Back,
      example: { how: 'ready', place: ID },
      answer: CameBack,
      taken: SERIAL_TAKEN,
    },
    (ctx, form, c) => bringBack(ctx, c.req.param('batch') ?? '', c.req.param('claim') ?? '', form),
  );
  writes(
    api,
    {
      path: '/vendor-batches/:batch/claims/:claim/undo',
      rights,
      summary: 'Take back that a device came back, on the same day, by who booked it',
      description: 'Until something else happens; not where it was lost or exchanged.',
      tag,
      schema: forms.Nothing,
      answer: CameBack,
    },
    (ctx, _, c) => undoBack(ctx, c.req.param('batch') ?? '', c.req.param('claim') ?? ''),
  );
}
