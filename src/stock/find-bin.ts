import type { Ctx } from '../context.ts';
import { q } from '../db/query.ts';
import { NotFound } from '../errors.ts';

/** A bin in use with the site that it lies at. @throws NotFound */
export async function findBin(
  ctx: Ctx,
  id: string,
): Promise<{ id: string; keeper: string | null; site: string }> {
  const bin = await ctx.db.first(
    q
      .selectFrom('bins as b')
      .innerJoin('locations as l', 'l.id', 'b.location')
      .select(['b.id', 'b.keeper', 'l.top as site'])
      .where('b.id', '=', id)
      .where('b.retired_at', 'is', null),
  );
  if (!bin) throw new NotFound('There is no such bin');
  return bin;
}
