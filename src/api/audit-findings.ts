import type { Hono } from 'hono';
import { closeCounting, reopen } from '../audits/close.ts';
import { readDue } from '../audits/due.ts';
import { listFindings } from '../audits/finding-queries.ts';
import {
  CloseAudit,
  Correct,
  FINDING_KINDS,
  InventoryFilter,
  Nothing,
  ResolveFindings,
  SignAudit,
  VerifyFilter,
} from '../audits/forms.ts';
import { readDistrict, readInventory, readVerification } from '../audits/inventory.ts';
import { stayMissing } from '../audits/missing-queries.ts';
import { findAudit } from '../audits/queries.ts';
import { resolveFindings } from '../audits/resolve.ts';
import { undoResolution } from '../audits/resolve-undo.ts';
import { correctAudit, signAudit } from '../audits/sign.ts';
import { Forbidden } from '../errors.ts';
import { choice, optionalChoice, optionalId } from '../fields.ts';
import { scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { Done } from './shapes.ts';
import * as shape from './shapes-audits.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Audits';
const see = ['audit.see'] as const;
const settle = ['audit.apply', 'audit.propose'] as const;
const ID = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01';

/** What was found, what was done about it, who signed, and what follows. */
export function findingOperations(api: Hono<AppEnv>): void {
  evidence(api);
  writes(
    api,
    {
      path: '/audits/:id/close',
      rights: ['audit.run'],
      summary: 'End the counting and write down what was found',
      description: 'Not while a phone is known to hold unsent scans, unless override says so, with a reason.',
      tag,
      schema: CloseAudit,
      answer: Done,
    },
    (ctx, form, c) => closeCounting(ctx, idOf(c), form, scopeFor(c, 'audit.run')),
  );
  writes(
    api,
    {
      path: '/audits/:id/reopen',
      rights: ['audit.run'],
      summary: 'Count on, while nothing is settled or signed',
      tag,
      schema: Nothing,
      answer: Done,
    },
    (ctx, _, c) => reopen(ctx, idOf(c), scopeFor(c, 'audit.run')),
  );
  lists(
    api,
    {
      path: '/audits/:id/findings',
      rights: see,
      summary: 'What a closed audit has found',
      tag,
      filters: { kind: optionalChoice(FINDING_KINDS) },
      item: shape.Finding,
    },
    async (c, { kind, cursor, limit }) => {
      const audit = await findAudit(c.var.ctx.db, idOf(c), scopeFor(c, 'audit.see'));
      return listFindings(c.var.ctx.db, audit, kind ? [kind] : FINDING_KINDS, cursor, limit);
    },
  );
  writes(
    api,
    {
      path: '/audits/:id/findings/settle',
      rights: settle,
      summary: 'Do the same about one finding or many, with a reason',
      description: 'Can be taken back until the audit is signed. Whoever may only propose asks a manager.',
      tag,
      schema: ResolveFindings,
      example: { findings: [ID], what: 'move_here', reason: 'It belongs to this room now' },
      answer: shape.Settled,
    },
    (ctx, form, c) => resolveFindings(ctx, idOf(c), form, scopeFor(c, 'audit.see')),
  );
  writes(
    api,
    {
      path: '/audits/:id/resolutions/:resolution/undo',
      rights: ['audit.apply'],
      summary: 'Take back what was done about a finding',
      tag,
      schema: Nothing,
      answer: Done,
    },
    (ctx, _, c) => undoResolution(ctx, idOf(c), c.req.param('resolution') ?? '', scopeFor(c, 'audit.see')),
  );
  writes(
    api,
    {
      path: '/audits/:id/sign',
      rights: ['audit.sign'],
      summary: 'Sign what was found',
      description: 'Whoever scanned in it is not its only signer. What is missing twice is proposed as lost.',
      tag,
      schema: SignAudit,
      example: { version: 3 },
      answer: shape.Signed,
    },
    (ctx, form, c) => signAudit(ctx, idOf(c), form, scopeFor(c, 'audit.sign')),
  );
  writes(
    api,
    {
      path: '/audits/:id/corrections',
      rights: ['audit.sign'],
      summary: 'Say something of a signed audit: its results stay as they are',
      tag,
      schema: Correct,
      example: { text: 'The device was in the office all the time', device: '48214' },
      answer: Done,
    },
    (ctx, form, c) => correctAudit(ctx, idOf(c), form, scopeFor(c, 'audit.sign')),
  );
}

function evidence(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/audits/due',
      rights: see,
      summary: 'Places that the policy asks to be counted by the end of the school year or term',
      tag,
      filters: { kind: choice(['site', 'cart', 'depot', 'vehicle']), site: optionalId() },
      item: shape.DuePlace,
    },
    async (c, { kind, site, cursor, limit }) => {
      const scope = scopeFor(c, 'audit.see');
      return (await readDue(c.var.ctx, { kind, site, scope }, cursor, limit)).page;
    },
  );
  lists(
    api,
    {
      path: '/audits/missing',
      rights: see,
      summary: 'What stays missing across audits, the most often missing first',
      tag,
      item: shape.MissingDevice,
    },
    async (c, paging) => {
      const scope = scopeFor(c, 'audit.see');
      return pageOfWhole(await c.var.ctx.db.all(stayMissing(scope === 'all' ? null : scope)), paging);
    },
  );
  reads(
    api,
    {
      path: '/audits/inventory',
      rights: see,
      summary: 'What a place had at the end of a day',
      description:
        'From the chain of custody and the tree of places as it was that day: as it was known then, or as it is known now.',
      tag,
      query: InventoryFilter,
      answer: shape.InventoryOf,
    },
    async (c, filter) => {
      const found = await readInventory(c.var.ctx, filter, scopeFor(c, 'audit.see'));
      const { place, on, known, rows } = found;
      return { location: place.id, name: place.name, on, known, devices: rows };
    },
  );
  lists(
    api,
    {
      path: '/audits/inventory/places',
      rights: ['audit.see'],
      guard: (c) => {
        if (scopeFor(c, 'audit.see') !== 'all') throw new Forbidden();
      },
      summary: 'How many devices each place of the district had at the end of a day',
      description: 'Sites, depots, vehicles and vendors by name; at most 20 a page.',
      tag,
      filters: InventoryFilter.pick({ on: true, known: true }).shape,
      item: shape.PlaceCount,
    },
    async (c, { cursor, limit, ...filter }) =>
      (await readDistrict(c.var.ctx, filter, cursor || undefined, Math.min(limit, 20))).page,
  );
  reads(
    api,
    {
      path: '/audits/verify',
      rights: see,
      summary: 'Devices picked at random for an inspector, each with where it was',
      tag,
      query: VerifyFilter,
      answer: shape.VerificationOf,
    },
    (c, filter) => readVerification(c.var.ctx, filter, scopeFor(c, 'audit.see')),
  );
}

function idOf(c: AppContext): string {
  return c.req.param('id') ?? '';
}
