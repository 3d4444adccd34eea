import { z } from 'zod';
import { findDevice } from '../devices/queries.ts';
import { Invalid } from '../errors.ts';
import type { ProposalKinds } from '../proposals/rules.ts';
import { harvesting } from './harvest.ts';

const Content = z.object({
  bin: z.string(),
  quantity: z.record(z.string(), z.number().nullable()),
  repair: z.string().nullable().default(null),
});

/** Parts that somebody of level I would take out of a device. */
export const disposalProposals: ProposalKinds = {
  harvest: {
    words: 'Take parts out of',
    needs: 'harvest.do',
    async changes(ctx, proposal) {
      const content = Content.safeParse(proposal.content);
      if (!content.success) throw new Invalid({ '': 'This proposal cannot be read any more' });
      const device = await findDevice(ctx.db, proposal.thing ?? '', 'all');
      return harvesting(ctx, device, { ...content.data, reason: proposal.reason });
    },
  },
};
