import type { z } from 'zod';
import type { Ctx } from '../context.ts';
import type { Entry } from './forms.ts';

/** What is to be done for an entry, by what is there now. */
export interface Plan {
  /** the rule that put it together with what others did; '' where nothing had changed */
  merged: string;
  /** for the person, where it was not saved as it was typed */
  words: string;
  run: (ctx: Ctx) => Promise<object>;
}

/** One kind of entry: the form of a page, and the action behind it. */
export interface Kind<In> {
  schema: z.ZodType<In>;
  plan: (ctx: Ctx, entry: Entry, form: In) => Promise<Plan>;
}

export function kind<In>(schema: z.ZodType<In>, plan: Kind<In>['plan']): Kind<In> {
  return { schema, plan };
}

/** As it was typed, whatever others did. */
export const asTyped = (run: Plan['run']): Plan => ({ merged: '', words: '', run });
