import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { Forbidden, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { settleProposal } from './changes.ts';
import { findProposal } from './queries.ts';
import type { Proposal, ProposalKinds } from './rules.ts';

/** Carries out what was proposed, in one commit with the decision. @throws Forbidden, Invalid, Conflict */
export async function agree(ctx: Ctx, id: string, kinds: ProposalKinds): Promise<{ id: string }> {
  const proposal = await findProposal(ctx.db, id);
  const kind = kinds[proposal.kind];
  if (!kind) throw new Invalid({ '': 'Nobody can carry out a proposal of this kind any more' });
  if (!can(ctx.actor, kind.needs)) throw new Forbidden();
  refuseOwn(ctx, proposal);
  return commit(
    ctx,
    { id },
    settleProposal(id, 'agreed', ctx.actor.person, ctx.now),
    await kind.changes(ctx, proposal),
    decision(proposal, 'proposal agreed'),
  );
}

/** Leaves everything as it is. @throws Forbidden, Conflict it was decided meanwhile */
export async function refuse(ctx: Ctx, id: string): Promise<{ id: string }> {
  const proposal = await findProposal(ctx.db, id);
  return commit(
    ctx,
    { id },
    settleProposal(id, 'refused', ctx.actor.person, ctx.now),
    decision(proposal, 'proposal refused'),
  );
}

/** Four eyes: nobody agrees to what he asked for himself. */
function refuseOwn(ctx: Ctx, proposal: Proposal): void {
  if (proposal.proposedBy !== null && proposal.proposedBy === ctx.actor.person)
    throw new Forbidden('Somebody else must agree to your own proposal');
}

function decision(proposal: Proposal, verb: string): Change {
  const device = ['retire', 'lose', 'dispose', 'rehome'].includes(proposal.kind) ? proposal.thing : null;
  return record({
    thing: proposal.id,
    kind: 'proposal',
    verb,
    device,
    site: proposal.site,
    data: { about: proposal.thing, what: proposal.kind, by: proposal.proposedBy },
    first: true,
  });
}
