import type { Ctx } from '../context.ts';
import { Conflict } from '../errors.ts';

/**
 * One of several commits of a use case: sent again, or twice at once, it is applied once like the whole.
 * @param step a name that the use case's other commits do not have
 * @returns what `run` answers, or what it answered the first time
 */
export async function once<R>(ctx: Ctx, step: string, run: (ctx: Ctx) => Promise<R>): Promise<R> {
  const { submission } = ctx;
  if (!submission) return run(ctx);
  const key = `${submission.key}.${step}`;
  const kept = await keptUnder<R>(ctx, key);
  if (kept) return kept.result;
  try {
    return await run({ ...ctx, submission: { ...submission, key } });
  } catch (error) {
    if (!(error instanceof Conflict) || error.what !== 'idempotency_keys.key') throw error;
    const first = await keptUnder<R>(ctx, key);
    if (!first) throw error;
    return first.result;
  }
}

async function keptUnder<R>(ctx: Ctx, key: string): Promise<{ result: R } | null> {
  const row = await ctx.db.first<{ person: string; body_hash: string; result: string }>({
    sql: 'SELECT person, body_hash, result FROM idempotency_keys WHERE key = ?',
    parameters: [key],
  });
  if (!row || row.person !== ctx.actor.person || row.body_hash !== ctx.submission?.bodyHash) return null;
  return { result: JSON.parse(row.result) as R };
}
