import { z } from 'zod';
import type { Ctx } from '../context.ts';
import type { Change } from '../db/commit.ts';
import { Invalid } from '../errors.ts';
import type { Proposal, ProposalKind, ProposalKinds } from '../proposals/rules.ts';
import * as edit from './edit-lists.ts';
import * as forms from './list-forms.ts';

const Coded = z.object({ code: z.string() });

/** @param words as the list of proposals says it */
function kind<T>(
  words: string,
  schema: z.ZodType<T>,
  changes: (ctx: Ctx, code: string, form: T) => Promise<Change>,
): ProposalKind {
  return {
    words,
    needs: 'catalog.edit',
    changes: async (ctx, { content }: Proposal) => {
      const [form, coded] = [schema.safeParse(content), Coded.safeParse(content)];
      if (!form.success || !coded.success)
        throw new Invalid({ '': 'The proposal cannot be read any more: refuse it' });
      return changes(ctx, coded.data.code, form.data);
    },
  };
}

/** What others may ask for about the lists that repairs choose from; a manager does it. */
export const listProposals: ProposalKinds = {
  'faults.add': kind('New fault', forms.NewFault, (ctx, _, form) => edit.makingFault(ctx, form)),
  'faults.edit': kind('Change a fault', forms.FaultEdit, edit.editingFault),
  'symptoms.add': kind('New symptom', forms.NewSymptom, (ctx, _, form) => edit.makingSymptom(ctx, form)),
  'symptoms.edit': kind('Change a symptom', forms.SymptomEdit, edit.editingSymptom),
  'remedies.add': kind('New remedy', forms.NewRemedy, (ctx, _, form) => edit.makingRemedy(ctx, form)),
  'remedies.edit': kind('Change a remedy', forms.RemedyEdit, edit.editingRemedy),
};
