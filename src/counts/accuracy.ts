import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { accuracyByBin, accuracyByMonth, accuracyByPerson } from './accuracy-queries.ts';
import type { AccuracyFilter } from './forms.ts';

const YEAR_MS = 365 * 86_400_000;

/** The last twelve months. How well somebody counts is for those who answer for it, and for himself. */
export async function readAccuracy(ctx: Ctx, asked: AccuracyFilter) {
  const all = can(ctx.actor, 'history.see');
  const filter = all || asked.person === ctx.actor.person ? asked : { ...asked, person: null };
  const from = new Date(Date.parse(ctx.now) - YEAR_MS).toISOString();
  const [months, bins, people] = await ctx.db.read(
    accuracyByMonth(from, filter),
    accuracyByBin(from, filter),
    accuracyByPerson(from, all ? filter : { ...filter, person: ctx.actor.person }),
  );
  return { filter, months, bins, people };
}
