import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Conflict, Forbidden, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { addEntries, insertCount, withdrawCount, withdrawLine } from './changes.ts';
import type { CountEntry, StartCount } from './forms.ts';
import {
  type BinToCount,
  binToCount,
  type CodedPart,
  type CountRow,
  findCount,
  openCountOf,
  partsByScan,
  standingEntry,
} from './queries.ts';

/** Whether a bin's first count is still to come, or a vehicle is only looked into. */
export type CountKind = 'cycle' | 'opening' | 'check';

/**
 * Begins a count of a bin, or joins the one that is open: two people count one bin together.
 * @throws Invalid at 'bin': there is no such bin
 */
export async function startCount(ctx: Ctx, form: StartCount): Promise<{ id: string }> {
  const bin = await findBin(ctx, form.bin);
  const open = await ctx.db.first(openCountOf(bin.id));
  if (open) return { id: open.id };
  const id = newId();
  try {
    return await commit(ctx, { id }, starting(ctx, id, bin, form.check ? 'check' : kindOf(bin)));
  } catch (error) {
    // Both began at once: whoever came second joins.
    const joined = isTaken(error) ? await ctx.db.first(openCountOf(bin.id)) : undefined;
    if (joined) return { id: joined.id };
    throw error;
  }
}

/** What begins a count, for a use case that brings its own commit. */
export function starting(ctx: Ctx, id: string, bin: BinToCount, kind: CountKind): Change {
  return [
    insertCount({ id, bin: bin.id, kind, by: ctx.actor.person }, ctx.now),
    record({ thing: bin.id, kind: 'bin', verb: 'count begun', site: bin.site, data: { count: id, kind } }),
  ];
}

export function kindOf(bin: BinToCount): CountKind {
  return bin.counted ? 'cycle' : 'opening';
}

/** @throws Invalid at 'bin' */
export async function findBin(ctx: Ctx, ref: string): Promise<BinToCount> {
  const bin = await ctx.db.first(binToCount(ref));
  if (!bin) throw new Invalid({ bin: 'No bin in use has this label' });
  return bin;
}

export interface EntryDone {
  id: string;
  count: string;
  part: string;
}

/**
 * One part as it was counted, saved at once, with what the books say at this moment. Counted again, by
 * whomever, the last one stands; who counts what somebody else has counted makes a second count.
 * @throws Invalid at 'part', 'quantity'; Conflict the count was closed meanwhile
 */
export async function countPart(ctx: Ctx, id: string, form: CountEntry): Promise<EntryDone> {
  const count = await countingOne(ctx, id);
  const part = await findPart(ctx, count.bin, form.part);
  const entry = newId();
  const { quantity, on } = await addedTo(ctx, id, part.id, form);
  return commit(
    ctx,
    { id: entry, count: id, part: part.id },
    addEntries(
      { id, bin: count.bin, by: ctx.actor.person },
      [{ id: entry, line: newId(), part: part.id, quantity, on }],
      ctx.now,
    ),
  );
}

async function addedTo(ctx: Ctx, count: string, part: string, form: CountEntry) {
  const before = form.more ? await ctx.db.first(standingEntry(count, part)) : undefined;
  if (!before) return { quantity: form.quantity, on: null };
  // Which of the heaps it moved from, nobody can tell.
  if (before.moved)
    throw new Invalid({
      quantity: 'Some of it moved since the first heap was counted: count all of it again',
    });
  const quantity = before.quantity + form.quantity;
  if (quantity > 99_999) throw new Invalid({ quantity: 'At most 99999 of one part in one bin' });
  return { quantity, on: before.id };
}

/** A part by what was scanned or typed. @throws Invalid at 'part' */
export async function findPart(ctx: Ctx, bin: string, text: string): Promise<CodedPart> {
  const found = await ctx.db.all(partsByScan(bin, text.trim()));
  const here = found.filter((part) => part.here);
  const part = found.length === 1 ? found[0] : here.length === 1 ? here[0] : undefined;
  if (!part && found.length > 1)
    throw new Invalid({
      part: `Several parts share this number: type the SKU, one of ${found.map((one) => one.sku).join(', ')}`,
    });
  if (!part) throw new Invalid({ part: 'No part has this SKU, number or barcode' });
  if (!part.counted) throw new Invalid({ part: `${part.name} is not counted: it has no ledger` });
  return part;
}

/** A part that was not meant: as if it had not been counted. */
export async function takeBack(ctx: Ctx, id: string, part: string): Promise<{ id: string }> {
  await countingOne(ctx, id);
  return commit(ctx, { id }, withdrawLine(id, part, ctx.now));
}

/** A count that leads nowhere, by who began it or may adjust. */
export async function giveUp(ctx: Ctx, id: string): Promise<{ id: string }> {
  const count = await countingOne(ctx, id);
  if (count.startedBy !== ctx.actor.person && !can(ctx.actor, 'stock.adjust'))
    throw new Forbidden('Who began it gives it up, or who may adjust the books');
  return commit(
    ctx,
    { id },
    withdrawCount(id, ctx.now),
    record({
      thing: count.bin,
      kind: 'bin',
      verb: 'count given up',
      site: count.site,
      data: { count: id, lines: count.lines },
    }),
  );
}

/** @throws NotFound, Conflict it was closed */
export async function countingOne(ctx: Ctx, id: string): Promise<CountRow> {
  const count = await findCount(ctx.db, id);
  if (count.state !== 'counting') throw new Conflict('must', 'this count is still open');
  return count;
}

export function isTaken(error: unknown): boolean {
  return error instanceof Conflict && error.kind === 'unique' && error.what === 'counts.bin';
}
