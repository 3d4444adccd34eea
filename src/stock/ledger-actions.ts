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
import type { Count, CountOne, Transfer } from './forms.ts';
import { type Counted, postCount, transferParts } from './ledger-changes.ts';
import { partsByCode } from './queries.ts';
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
 * @throws Conflict the bin does not hold that many
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

/** Posts what lies in a bin. Others than a manager count their own vehicle; else it is proposed. */
export async function countBin(
  ctx: Ctx,
  bin: string,
  form: Count,
): Promise<{ bin: string; proposed: boolean }> {
  const counted = Object.entries(form.counted).flatMap(([part, n]) =>
    n === null ? [] : [{ part, counted: n }],
  );
  if (counted.length === 0) throw new Invalid({ '': 'Count at least one part' });
  const found = await findBin(ctx, bin, '');
  const may =
    can(ctx.actor, 'catalog.edit') || (can(ctx.actor, 'stock.open') && found.keeper === ctx.actor.person);
  if (!may) return proposeCount(ctx, found, counted);
  return postCounted(ctx, found, counted);
}

/** One part by its SKU, maker's number or barcode. */
export async function countOne(
  ctx: Ctx,
  bin: string,
  form: CountOne,
): Promise<{ bin: string; proposed: boolean }> {
  const parts = await partsByCode(ctx.db, form.part.toUpperCase());
  const exact = parts.length > 0 ? parts : await partsByCode(ctx.db, form.part);
  if (exact.length === 0) throw new Invalid({ part: 'No part has this SKU, number or barcode' });
  if (exact.length > 1) throw new Invalid({ part: 'Several parts share this number: use the SKU' });
  return countBin(ctx, bin, { counted: { [exact[0] ?? '']: form.counted } });
}

/** A count that was proposed and agreed to. @throws NotFound the bin is gone */
export async function postCounted(
  ctx: Ctx,
  bin: { id: string; site: string },
  counted: readonly { part: string; counted: number }[],
): Promise<{ bin: string; proposed: boolean }> {
  const books = await ctx.db.all<{ part: string; on_hand: number }>({
    sql: `SELECT p.id AS part, ifnull(s.on_hand, 0) AS on_hand FROM json_each(?) AS j
          JOIN parts AS p ON p.id = j.value AND p.counted = 1
          LEFT JOIN stock AS s ON s.part = p.id AND s.bin = ?`,
    parameters: [JSON.stringify(counted.map((line) => line.part)), bin.id],
  });
  const byPart = new Map(books.map((row) => [row.part, row.on_hand]));
  const counts: Counted[] = counted.map((line) => {
    const held = byPart.get(line.part);
    if (held === undefined) throw new NotFound();
    return { ...line, books: held };
  });
  return commit(
    ctx,
    { bin: bin.id, proposed: false },
    postCount(bin.id, counts, ctx.actor.person, ctx.now),
    record({ thing: bin.id, kind: 'bin', verb: 'counted', site: bin.site, data: { counts } }),
  );
}

async function proposeCount(ctx: Ctx, bin: Bin, counted: readonly { part: string; counted: number }[]) {
  const id = newId();
  return commit(
    ctx,
    { bin: bin.id, proposed: true },
    q.insertInto('proposals').values({
      id,
      kind: 'count',
      thing: bin.id,
      content: JSON.stringify({ counted }),
      site: bin.site,
      proposed_by: ctx.actor.person,
      at: ctx.now,
    }),
    record({ thing: bin.id, kind: 'bin', verb: 'count proposed', site: bin.site, data: { counted } }),
  );
}
