import type { z } from 'zod';
import { newId } from '../db/id.ts';
import { Invalid } from '../errors.ts';
import type { Proposal, ProposalKinds } from '../proposals/rules.ts';
import { editingPart, makingPart } from './catalog-actions.ts';
import { NewPart, PartEdit } from './forms.ts';

/** What others may ask for about parts; a manager does it. */
export const partProposals: ProposalKinds = {
  part: {
    words: 'New part',
    needs: 'catalog.edit',
    changes: (ctx, proposal) => makingPart(ctx, newId(), contentOf(NewPart, proposal)),
  },
  'part.edit': {
    words: 'Change the part',
    needs: 'catalog.edit',
    changes: (ctx, proposal) => editingPart(ctx, proposal.thing ?? '', contentOf(PartEdit, proposal)),
  },
};

/** What was proposed, as the form would have it: cents as they are typed. @throws Invalid */
function contentOf<T>(schema: z.ZodType<T>, { content }: Proposal): T {
  const price = typeof content.price === 'number' ? (content.price / 100).toFixed(2) : null;
  const read = schema.safeParse({ ...content, price });
  if (!read.success) throw new Invalid({ '': 'The proposal cannot be read any more: refuse it' });
  return read.data;
}
