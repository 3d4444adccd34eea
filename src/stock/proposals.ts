import { z } from 'zod';
import { newId } from '../db/id.ts';
import { Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import type { ProposalKinds } from '../proposals/rules.ts';
import { scrapPart } from './scrap-changes.ts';

const ScrapContent = z.object({
  part: z.string(),
  quantity: z.number().int().min(1),
  reason: z.string(),
});

/** Scrap that somebody without the right to change the books has proposed. */
export const stockProposals: ProposalKinds = {
  scrap: {
    words: 'Scrap parts',
    needs: 'scrap.do',
    async changes(ctx, proposal) {
      const content = ScrapContent.safeParse(proposal.content);
      const bin = proposal.thing;
      if (!content.success || !bin) throw new Invalid({ '': 'The proposal cannot be read any more' });
      const { part, quantity, reason } = content.data;
      const held = await ctx.db.first<{ n: number }>({
        sql: 'SELECT on_hand AS n FROM stock WHERE bin = ? AND part = ?',
        parameters: [bin, part],
      });
      if ((held?.n ?? 0) < quantity)
        throw new Invalid({ '': `The bin holds ${held?.n ?? 0} by the books: refuse it` });
      const note = proposal.reason;
      return [
        scrapPart({ id: newId(), part, bin, quantity, reason, note, by: ctx.actor.person }, ctx.now),
        record({
          thing: bin,
          kind: 'bin',
          verb: 'scrapped parts',
          site: proposal.site,
          data: { part, quantity, reason, proposal: proposal.id },
        }),
      ];
    },
  },
};
