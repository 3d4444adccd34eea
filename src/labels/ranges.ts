import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { findLocation } from '../locations/queries.ts';
import { FREE, insertRange, withdrawRange } from './changes.ts';
import type { NewRange } from './forms.ts';
import { findRange, highestTag, overlapping } from './range-queries.ts';
import { nextNumber, tagAt } from './range-rules.ts';

const TRIES = 8;

/**
 * Tags for labels that are printed before there is a device. Without a first number the next free ones: two people who
 * ask at once get one range after the other.
 * @throws Invalid the numbers do not fit, a tag of them is reserved
 */
export async function reserveRange(
  ctx: Ctx,
  form: NewRange,
): Promise<{ id: string; first: string; last: string }> {
  if (form.site && (await findLocation(ctx.db, form.site, 'all')).kind !== 'site')
    throw new Invalid({ site: 'Choose a site' });
  for (let attempt = 1; ; attempt++) {
    const first = form.first ?? (await nextFree(ctx, form));
    const last = first + form.count - 1;
    if (last >= 10 ** form.digits) throw new Invalid({ digits: `${last} has more digits` });
    const id = newId();
    const run = {
      id,
      name: form.name,
      prefix: form.prefix,
      digits: form.digits,
      first,
      last,
      site: form.site,
    };
    const tags = { first: tagAt(run, first), last: tagAt(run, last) };
    try {
      return await commit(
        ctx,
        { id, ...tags },
        insertRange(run, ctx.actor.person, ctx.now),
        record({
          thing: id,
          kind: 'tag range',
          verb: 'reserved',
          ...(form.site ? { site: form.site } : {}),
          data: { ...tags, count: form.count },
          text: form.name,
          first: true,
        }),
      );
    } catch (error) {
      if (!(error instanceof Conflict) || error.what !== FREE) throw error;
      if (form.first !== null) throw new Invalid({ first: await takenWords(ctx, tags) });
      if (attempt >= TRIES) throw error;
    }
  }
}

/** The first number that is free after all others of the form. @throws Invalid there is no room */
export async function nextFree(
  ctx: Ctx,
  form: Pick<NewRange, 'prefix' | 'digits' | 'count'>,
): Promise<number> {
  const rows = await ctx.db.all(highestTag(form));
  const tags = rows.map(({ tag }) => tag);
  const next = nextNumber(form, tags, form.count);
  if (next !== null) return next;
  const highest =
    tags
      .filter((tag) => tag !== null)
      .sort()
      .at(-1) ?? '';
  throw new Invalid({ digits: `No room after ${highest}: more digits, another prefix, or a first number` });
}

/** The range is nobody's any more; its labels may be on devices all the same. @throws NotFound, Conflict */
export async function giveBackRange(ctx: Ctx, id: string): Promise<{ id: string }> {
  const range = await findRange(ctx.db, id);
  return commit(
    ctx,
    { id },
    withdrawRange(id, ctx.actor.person, ctx.now),
    record({ thing: id, kind: 'tag range', verb: 'withdrawn', ...(range.site ? { site: range.site } : {}) }),
  );
}

async function takenWords(ctx: Ctx, { first, last }: { first: string; last: string }): Promise<string> {
  const [other] = await ctx.db.all(overlapping(first, last));
  return other ? `"${other.name}" has tags of these, up to ${other.lastTag}` : 'Tags of these are reserved';
}
