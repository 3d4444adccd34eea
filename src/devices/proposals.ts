import type { Ctx } from '../context.ts';
import { Invalid } from '../errors.ts';
import type { Proposal, ProposalKinds } from '../proposals/rules.ts';
import { losing } from './lose.ts';
import { type Device, findDevice } from './queries.ts';
import { disposing, retiring } from './retire.ts';
import { canBe, type Fate } from './rules.ts';

/** What others may ask for about a device; who agrees does it. */
export const deviceProposals: ProposalKinds = {
  retire: {
    words: 'Retire',
    needs: 'device.retire',
    async changes(ctx, proposal) {
      const device = await deviceOf(ctx, proposal, 'retire');
      return retiring(ctx, device, { why: textIn(proposal, 'why') || 'other', reason: proposal.reason });
    },
  },
  dispose: {
    words: 'Dispose of',
    needs: 'device.dispose',
    async changes(ctx, proposal) {
      return disposing(ctx, await deviceOf(ctx, proposal, 'dispose'), proposal.reason);
    },
  },
  lose: {
    words: 'Mark as lost or stolen',
    needs: 'device.retire',
    async changes(ctx, proposal) {
      const device = await deviceOf(ctx, proposal, 'lose');
      const state = textIn(proposal, 'state') === 'stolen' ? 'stolen' : 'lost';
      const policeReport = textIn(proposal, 'policeReport');
      return losing(ctx, device, { state, policeReport, reason: proposal.reason });
    },
  },
};

/** The device as it is now. @throws NotFound, Invalid its state does not allow this any more */
async function deviceOf(ctx: Ctx, { thing }: Proposal, fate: Fate): Promise<Device> {
  const device = await findDevice(ctx.db, thing ?? '', 'all');
  if (!canBe(fate, device.state))
    throw new Invalid({ '': `The device is ${device.state.replace('_', ' ')} now: refuse this proposal` });
  return device;
}

function textIn({ content }: Proposal, name: string): string {
  const value = content[name];
  return typeof value === 'string' ? value : '';
}
