import type { Hono } from 'hono';
import { z } from 'zod';
import { can } from '../accounts/permissions.ts';
import { auditProposals } from '../audits/proposals.ts';
import { deviceProposals } from '../devices/proposals.ts';
import { disposalProposals } from '../disposal/proposals.ts';
import { optionalChoice } from '../fields.ts';
import { modelProposals } from '../models/proposals.ts';
import { agree, refuse } from '../proposals/actions.ts';
import { listProposals } from '../proposals/queries.ts';
import type { ProposalKinds } from '../proposals/rules.ts';
import { returnProposals } from '../purchasing/return-proposals.ts';
import { listProposals as repairListProposals } from '../repairs/list-proposals.ts';
import { partProposals } from '../stock/part-proposals.ts';
import { stockProposals } from '../stock/proposals.ts';
import type { AppEnv } from '../web/env.ts';
import { lists, writes } from './operation.ts';
import { Done, time } from './shapes.ts';

const tag = 'Proposals';

/** Every kind of proposal, as on the page. */
const KINDS: ProposalKinds = {
  ...auditProposals,
  ...deviceProposals,
  ...modelProposals,
  ...repairListProposals,
  ...partProposals,
  ...stockProposals,
  ...disposalProposals,
  ...returnProposals,
};

const Proposal = z
  .object({
    id: z.string(),
    kind: z.string(),
    thing: z.string().nullable().describe('Id of the thing that it is about'),
    content: z.record(z.string(), z.unknown()).describe('What its kind has put there'),
    reason: z.string(),
    site: z.string().nullable(),
    proposedBy: z.string().nullable(),
    at: time,
    decision: z.enum(['agreed', 'refused']).nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: time.nullable(),
  })
  .meta({ id: 'Proposal', description: 'What somebody without the right for it asks for' });

export function proposalOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/proposals',
      rights: ['proposal.decide', 'device.propose', 'catalog.propose', 'stock.count', 'audit.propose'],
      summary: 'What waits for a decision, the oldest first',
      description: 'Who may decide gets all of them, others their own.',
      tag,
      filters: { show: optionalChoice(['decided']).describe('Those that were decided, the latest first') },
      item: Proposal,
    },
    (c, { show, cursor, limit }) => {
      const { db, actor } = c.var.ctx;
      const by = can(actor, 'proposal.decide') ? null : actor.person;
      return listProposals(db, { decided: show === 'decided', by, cursor }, limit);
    },
  );
  writes(
    api,
    {
      path: '/proposals/:id/agree',
      rights: ['proposal.decide'],
      summary: 'Carry out what was proposed; nobody agrees to an own proposal',
      tag,
      schema: z.object({}),
      answer: Done,
    },
    (ctx, _, c) => agree(ctx, c.req.param('id') ?? '', KINDS),
  );
  writes(
    api,
    {
      path: '/proposals/:id/refuse',
      rights: ['proposal.decide'],
      summary: 'Leave everything as it is',
      tag,
      schema: z.object({}),
      answer: Done,
    },
    (ctx, _, c) => refuse(ctx, c.req.param('id') ?? ''),
  );
}
