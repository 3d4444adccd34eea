import { z } from 'zod';
import { Invalid } from '../errors.ts';
import type { ProposalKinds } from '../proposals/rules.ts';
import { RETURN_REASONS } from './invoice-forms.ts';
import { bringingBack } from './supplier-returns.ts';

const Content = z.object({
  supplier: z.string(),
  part: z.string(),
  quantity: z.number().int().min(1),
  bin: z.string().nullable(),
  reason: z.enum(RETURN_REASONS),
  order: z.string().nullable(),
  expectedCents: z.number().int().min(0),
});

/** Parts that somebody of level I would send back to who sold them. */
export const returnProposals: ProposalKinds = {
  return: {
    words: 'Return to the supplier',
    needs: 'return.do',
    async changes(ctx, proposal) {
      const content = Content.safeParse(proposal.content);
      if (!content.success) throw new Invalid({ '': 'The proposal cannot be read any more' });
      const { bin, part, quantity } = content.data;
      const held = bin
        ? await ctx.db.first<{ n: number }>({
            sql: 'SELECT on_hand AS n FROM stock WHERE bin = ? AND part = ?',
            parameters: [bin, part],
          })
        : null;
      if (bin && (held?.n ?? 0) < quantity)
        throw new Invalid({ '': `The bin holds ${held?.n ?? 0} by the books: refuse it` });
      const meant = { ...content.data, note: proposal.reason };
      return bringingBack(ctx, meant, { proposal: proposal.id }).changes;
    },
  },
};
