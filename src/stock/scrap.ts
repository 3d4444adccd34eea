import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { findBin } from './find-bin.ts';
import { scrapPart } from './scrap-changes.ts';
import type { Scrap } from './scrap-forms.ts';

/**
 * Parts of a bin are thrown away, with a reason. Who may not decide that proposes it.
 * @throws NotFound, Invalid the bin does not hold that many by the books; Conflict it no longer does
 */
export async function scrap(ctx: Ctx, bin: string, form: Scrap): Promise<{ bin: string; proposed: boolean }> {
  const found = await findBin(ctx, bin);
  const { part, quantity, reason, note } = form;
  const held = await ctx.db.first(
    q.selectFrom('stock').select('on_hand').where('bin', '=', bin).where('part', '=', part),
  );
  if (!held) throw new Invalid({ part: 'This bin does not hold it' });
  if (held.on_hand < quantity) throw new Invalid({ quantity: `It holds ${held.on_hand} by the books` });
  const data = { part, quantity, reason };
  if (can(ctx.actor, 'scrap.do')) {
    return commit(
      ctx,
      { bin, proposed: false },
      scrapPart({ id: newId(), bin, ...form, by: ctx.actor.person }, ctx.now),
      record({ thing: bin, kind: 'bin', verb: 'scrapped parts', site: found.site, data, text: note }),
    );
  }
  return commit(
    ctx,
    { bin, proposed: true },
    q.insertInto('proposals').values({
      id: newId(),
      kind: 'scrap',
      thing: bin,
      content: JSON.stringify(data),
      reason: note,
      site: found.site,
      proposed_by: ctx.actor.person,
      at: ctx.now,
    }),
    record({ thing: bin, kind: 'bin', verb: 'scrap proposed', site: found.site, data, text: note }),
  );
}
