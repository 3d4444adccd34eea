import { Hono } from 'hono';
import { z } from 'zod';
import { type ProposalLine, ProposalList } from '../../views/proposals/list.tsx';
import { can, scopeOf, within } from '../accounts/permissions.ts';
import { auditProposals } from '../audits/proposals.ts';
import { deviceProposals } from '../devices/proposals.ts';
import { leaverProposals } from '../directory/settle.ts';
import { disposalProposals } from '../disposal/proposals.ts';
import { namesOf } from '../history/name-queries.ts';
import { detailsOf, namesFor } from '../history/words-rules.ts';
import { modelProposals } from '../models/proposals.ts';
import { returnProposals } from '../purchasing/return-proposals.ts';
import { listProposals as repairListProposals } from '../repairs/list-proposals.ts';
import { partProposals } from '../stock/part-proposals.ts';
import { stockProposals } from '../stock/proposals.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { frameOf } from '../web/frame-of.ts';
import { submit } from '../web/submit.tsx';
import { agree, refuse } from './actions.ts';
import { listProposals } from './queries.ts';
import type { Proposal, ProposalKinds } from './rules.ts';

export const proposalRoutes = new Hono<AppEnv>();

/** Every kind of proposal, from the domain that carries it out. */
const KINDS: ProposalKinds = {
  ...auditProposals,
  ...deviceProposals,
  ...leaverProposals,
  ...modelProposals,
  ...repairListProposals,
  ...partProposals,
  ...stockProposals,
  ...disposalProposals,
  ...returnProposals,
};

const Nothing = z.object({});

proposalRoutes.get(
  '/proposals',
  allow('proposal.decide', 'device.propose', 'catalog.propose', 'stock.count', 'audit.propose'),
  async (c) => {
    const { db, actor } = c.var.ctx;
    const { show, cursor } = c.req.query();
    const decided = show === 'decided';
    const decides = can(actor, 'proposal.decide');
    const page = await listProposals(db, { decided, by: decides ? null : actor.person, cursor });
    return c.html(
      <ProposalList
        frame={frameOf(c, 'more')}
        lines={await linesOf(c, page.items)}
        decided={decided}
        decides={decides}
        proposes={can(actor, 'catalog.propose') && !can(actor, 'catalog.edit')}
        next={page.next}
        cursor={cursor}
      />,
    );
  },
);

proposalRoutes.post('/proposals/:id/agree', allow('proposal.decide'), (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => agree(ctx, c.req.param('id'), KINDS),
    done: () => '/proposals?done=confirmed',
    back: '/proposals',
  }),
);

proposalRoutes.post('/proposals/:id/refuse', allow('proposal.decide'), (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => refuse(ctx, c.req.param('id')),
    done: () => '/proposals?done=refused',
    back: '/proposals',
  }),
);

const PLACES: Readonly<Record<string, string>> = {
  device: '/devices/',
  bin: '/stock/bins/',
  model: '/models/',
  part: '/stock/parts/',
  audit: '/audits/',
};

/** Proposals with the names that their ids have now. */
async function linesOf(c: AppContext, proposals: readonly Proposal[]): Promise<ProposalLine[]> {
  if (proposals.length === 0) return [];
  const { db, actor, district } = c.var.ctx;
  const ids = proposals.flatMap((p) => [p.thing, p.proposedBy, p.decidedBy, ...idsIn(p.content)]);
  const named = await db.all(namesOf([...new Set(ids.filter((id) => id !== null))]));
  const scope = scopeOf(actor, 'student.see');
  const names = namesFor(named, (site) => within(scope, site));
  const types = new Map(named.map((row) => [row.id, row.type]));
  const nameOf = (id: string) => names.get(id) ?? null;
  const money = (cents: number) =>
    new Intl.NumberFormat('en-US', { style: 'currency', currency: district.currency }).format(cents / 100);
  return proposals.map((p) => {
    const kind = KINDS[p.kind];
    const place = PLACES[types.get(p.thing ?? '') ?? ''];
    const details = detailsOf({ data: JSON.stringify(inCents(p.content)), verb: p.kind }, nameOf, money);
    return {
      id: p.id,
      words: kind?.words ?? p.kind,
      name: nameOf(p.thing ?? '') ?? '',
      href: place && p.thing ? `${place}${p.thing}` : null,
      reason: p.reason,
      details: details.map(({ label, to }) => (label ? `${label}: ${to}` : to)).join(', '),
      by: p.proposedBy === null ? 'Spudger' : nameOf(p.proposedBy),
      at: p.at,
      decision: p.decision,
      decidedBy: nameOf(p.decidedBy ?? ''),
      decidedAt: p.decidedAt,
      mayAgree: kind !== undefined && can(actor, kind.needs) && p.proposedBy !== actor.person,
    };
  });
}

/** A form's price is in cents, which its name does not say. */
function inCents({ price, ...content }: Proposal['content']): Proposal['content'] {
  return typeof price === 'number' ? { ...content, priceCents: price } : { ...content, price };
}

/** Every text in what a proposal holds: ids are among them. */
function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(idsIn);
}
