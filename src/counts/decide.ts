import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { Conflict, Forbidden, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { dueAgain, endIfDecided, refuseLines } from './changes.ts';
import type { CountReason, DecideLines } from './forms.ts';
import { countersOf, linesById } from './line-queries.ts';
import { type CountedLine, counterFor, readLines } from './lines.ts';
import { again, posting, settled } from './settle.ts';

/**
 * Another person's yes or no to differences that wait. A yes posts them, each against the books of the
 * moment of its count; a no leaves the books and puts the parts back on the list.
 * @throws Forbidden one's own count, or a bin whose books one may not change; Conflict decided meanwhile
 */
export async function decideLines(ctx: Ctx, form: DecideLines): Promise<{ decided: number }> {
  const ids = [...new Set(form.lines)];
  return again(async () => {
    const lines = await readLines(ctx, linesById(ids));
    if (lines.length < ids.length) throw new NotFound('One of these counts does not exist');
    if (lines.some((line) => line.state !== 'waiting' || line.newer === 1))
      throw new Conflict('must', 'nobody decided or counted these parts meanwhile');
    const agrees = form.decision === 'agree';
    await refuseOwn(ctx, lines);
    for (const line of lines) refuseWithoutRight(ctx, line);
    const changes = agrees
      ? posting(
          ctx,
          lines.map((line) => settled(ctx, { ...line, fate: 'posted' }, line.reason as CountReason | null)),
        )
      : [refuseLines(ids, ctx.actor.person, ctx.now), dueAgain(lines, ctx.today)];
    return commit(ctx, { decided: lines.length }, changes, ended(ctx, lines), facts(lines, agrees));
  });
}

/** Four eyes: nobody confirms a count that he had a hand in. */
async function refuseOwn(ctx: Ctx, lines: readonly CountedLine[]): Promise<void> {
  const counters = await ctx.db.all(countersOf(lines.map(({ id }) => id)));
  if (counters.some(({ person }) => person !== null && person === ctx.actor.person))
    throw new Forbidden('Somebody else must say yes to your own count');
}

function refuseWithoutRight(ctx: Ctx, line: CountedLine): void {
  const { adjusts, adjustsWithin } = counterFor(ctx, line.keeper);
  if (adjusts || (adjustsWithin && !line.above)) return;
  throw new Forbidden(
    can(ctx.actor, 'stock.open')
      ? 'Level I says yes in the own vehicle, up to the limit'
      : 'Your role does not change the books',
  );
}

function ended(ctx: Ctx, lines: readonly CountedLine[]): Change {
  return [...new Set(lines.map(({ count }) => count))].map((count) => endIfDecided(count, ctx.now));
}

function facts(lines: readonly CountedLine[], agrees: boolean): Change {
  const bins = [...new Set(lines.map(({ bin }) => bin))];
  return bins.map((bin) => {
    const own = lines.filter((line) => line.bin === bin);
    return record({
      thing: bin,
      kind: 'bin',
      verb: agrees ? 'count confirmed' : 'count refused',
      site: own[0]?.site ?? null,
      data: {
        counts: [...new Set(own.map(({ count }) => count))],
        parts: own.map((line) => ({
          part: line.part,
          counted: line.counted,
          difference: line.differs,
          reason: line.reason,
        })),
      },
    });
  });
}
