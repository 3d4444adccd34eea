import type { z } from 'zod';
import { newId } from '../db/id.ts';
import { Invalid } from '../errors.ts';
import type { Proposal, ProposalKinds } from '../proposals/rules.ts';
import { datingAue, editing, making, varying } from './actions.ts';
import { AueChange, ModelEdit, NewModel, VariantForm } from './forms.ts';

/** What others may ask for about models; a manager does it. */
export const modelProposals: ProposalKinds = {
  model: {
    words: 'Add the model',
    needs: 'catalog.edit',
    changes: (ctx, proposal) => making(ctx, newId(), contentOf(NewModel, proposal)),
  },
  'model.edit': {
    words: 'Edit the model',
    needs: 'catalog.edit',
    changes: (ctx, proposal) => editing(ctx, proposal.thing ?? '', contentOf(ModelEdit, proposal)),
  },
  'model.aue': {
    words: 'Change the end of updates of',
    needs: 'catalog.edit',
    changes: (ctx, proposal) => datingAue(ctx, proposal.thing ?? '', contentOf(AueChange, proposal)),
  },
  variant: {
    words: 'Add a variant to',
    needs: 'catalog.edit',
    changes: (ctx, proposal) => varying(ctx, proposal.thing ?? '', contentOf(VariantForm, proposal)),
  },
};

/** What was proposed, as the form would have it. Kept values are typed: 0 and 1 stand for no and yes. @throws Invalid */
function contentOf<T>(schema: z.ZodType<T>, { content, kind }: Proposal): T {
  const typed = kind === 'variant' ? asChoices(content) : asAmount(content);
  const read = schema.safeParse(typed);
  if (!read.success) throw new Invalid({ '': 'The proposal cannot be read any more: refuse it' });
  return read.data;
}

const asChoices = (content: Proposal['content']) =>
  Object.fromEntries(
    Object.entries(content).map(([name, value]) => [name, value === 1 ? 'yes' : value === 0 ? 'no' : value]),
  );

/** Cents as a form has them. */
const asAmount = (content: Proposal['content']) =>
  typeof content.price === 'number' ? { ...content, price: (content.price / 100).toFixed(2) } : content;
