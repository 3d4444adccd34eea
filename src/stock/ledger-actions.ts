import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { onceMore } from '../db/once-more.ts';
import { q } from '../db/query.ts';
import { Forbidden, Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { endReached } from '../repairs/parts-reached-changes.ts';
import { reachedWith } from '../repairs/parts-reached-queries.ts';
import type { Transfer } from './forms.ts';
import { type Counted, postCount, transferParts } from './ledger-changes.ts';
import { sendTransfer } from './transit.ts';

interface Bin {
  id: string;
  keeper: string | null;
  site: string;
}

async function findBin(ctx: Ctx, id: string, field: string): Promise<Bin> {
  const bin = await ctx.db.first(
    q
      .selectFrom('bins as b')
      .innerJoin('locations as l', 'l.id', 'b.location')
      .select(['b.id', 'b.keeper', 'l.top as site'])
      .where('b.id', '=', id)
      .where('b.retired_at', 'is', null),
  );
  if (!bin) throw new Invalid({ [field]: 'Choose a bin that is in use' });
  return bin;
}

/**
 * Parts from one bin to another, in one step or sent to arrive later.
 * @throws Forbidden neither bin is the person's own vehicle, and they are not a manager
 * @throws Invalid the bin does not hold that many by the books, said at the part; Conflict it no longer does
 */
export async function transfer(
  ctx: Ctx,
  form: Transfer,
): Promise<{ id: string; from: string; sent: boolean }> {
  const moves = Object.entries(form.quantity).flatMap(([part, quantity]) =>
    quantity ? [{ part, quantity }] : [],
  );
  if (moves.length === 0) throw new Invalid({ '': 'Say how many of at least one part' });
  if (moves.length > 50) throw new Invalid({ '': 'At most 50 parts at once' });
  if (form.from === form.to) throw new Invalid({ to: 'Choose another bin' });
  const from = await findBin(ctx, form.from, 'from');
  const to = await findBin(ctx, form.to, 'to');
  const own = [from, to].some((bin) => bin.keeper !== null && bin.keeper === ctx.actor.person);
  if (!own && !can(ctx.actor, 'catalog.edit'))
    throw new Forbidden('Transfers go to or from your own vehicle');
  await refuseMoreThanHeld(ctx, from.id, moves);
  const id = newId();
  if (form.how === 'send') return sendTransfer(ctx, { id, from, to, note: form.note, moves });
  const data = { transfer: id };
  return onceMore(async () =>
    commit(
      ctx,
      { id, from: from.id, sent: false },
      endReached(
        await reachedWith(ctx.db, to.id, [{ from: from.id, moves }]),
        { district: ctx.district, data },
        ctx.now,
      ),
      transferParts({ id, from: from.id, to: to.id, moves, by: ctx.actor.person }, ctx.now),
      [from, to].map((bin) =>
        record({
          thing: bin.id,
          kind: 'bin',
          verb: bin === from ? 'sent parts' : 'got parts',
          site: bin.site,
          data: { ...data, from: from.id, to: to.id, moves },
        }),
      ),
    ),
  );
}

async function refuseMoreThanHeld(
  ctx: Ctx,
  bin: string,
  moves: readonly { part: string; quantity: number }[],
): Promise<void> {
  const rows = await ctx.db.all(q.selectFrom('stock').select(['part', 'on_hand']).where('bin', '=', bin));
  const held = new Map(rows.map((row) => [row.part, row.on_hand]));
  const errors: Record<string, string> = {};
  for (const { part, quantity } of moves) {
    const there = held.get(part) ?? 0;
    if (quantity > there) errors[`quantity.${part}`] = `It holds ${there} by the books`;
  }
  if (Object.keys(errors).length > 0) throw new Invalid(errors);
}

/**
 * What lies in a bin, taken over by a manager as it is: no reasons, no second look. Where people count, src/counts asks
 * for both; this is for making a district.
 * @throws Forbidden, Invalid nothing was counted, or no such bin; NotFound a part that has no ledger
 */
export async function takeOverStock(
  ctx: Ctx,
  ref: string,
  counted: Readonly<Record<string, number>>,
): Promise<{ bin: string }> {
  if (!can(ctx.actor, 'catalog.edit')) throw new Forbidden();
  const parts = Object.keys(counted);
  if (parts.length === 0) throw new Invalid({ '': 'Count at least one part' });
  const bin = await findBin(ctx, ref, '');
  const books = await ctx.db.all<{ part: string; books: number }>({
    sql: `SELECT p.id AS part, ifnull(s.on_hand, 0) AS books FROM json_each(?) AS j
          JOIN parts AS p ON p.id = j.value AND p.counted = 1
          LEFT JOIN stock AS s ON s.part = p.id AND s.bin = ?`,
    parameters: [JSON.stringify(parts), bin.id],
  });
  if (books.length < parts.length) throw new NotFound();
  const counts: Counted[] = books.map((row) => ({ ...row, counted: counted[row.part] ?? 0 }));
  return commit(
    ctx,
    { bin: bin.id },
    postCount(bin.id, counts, ctx.actor.person, ctx.now),
    record({ thing: bin.id, kind: 'bin', verb: 'counted', site: bin.site, data: { counts } }),
  );
}
