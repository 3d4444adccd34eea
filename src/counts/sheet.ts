import type { z } from 'zod';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Invalid, NotFound } from '../errors.ts';
import { addEntries } from './changes.ts';
import { countPart, findBin, findPart, isTaken, kindOf, startCount, starting } from './count.ts';
import type { CountAtOnce, CountOne, CountOneAtOnce, CountReason } from './forms.ts';
import { linesOf } from './line-queries.ts';
import { openCountOf } from './queries.ts';
import { finishCount, type Settled, settleCount } from './settle.ts';
import { once } from './steps.ts';

type Numbers = Readonly<Record<string, number | null>>;

/**
 * A bin counted on one screen: every number goes into its open count, which is then finished.
 * @param check a weekly look into a vehicle
 * @throws Invalid nothing was counted; NotFound a part that has no ledger
 */
export async function countSheet(
  ctx: Ctx,
  ref: string,
  form: { counted: Numbers },
  check = false,
): Promise<Settled> {
  const { count } = await once(ctx, 'sheet', (step) => saveSheet(step, ref, form.counted, check));
  return finishCount(ctx, count);
}

/** The numbers of a sheet as entries of the bin's open count, in one commit with its begin. */
async function saveSheet(
  ctx: Ctx,
  ref: string,
  counted: Numbers,
  check: boolean,
): Promise<{ count: string }> {
  const numbers = Object.entries(counted).flatMap(([part, n]) => (n === null ? [] : [[part, n] as const]));
  if (numbers.length === 0) throw new Invalid({ '': 'Count at least one part' });
  if (numbers.length > 500) throw new Invalid({ '': 'At most 500 parts at once' });
  const bin = await findBin(ctx, ref);
  const known = await ctx.db.all(ledgerParts(numbers.map(([part]) => part)));
  if (known.length < numbers.length) throw new NotFound('One of these parts does not exist');
  const open = await ctx.db.first(openCountOf(bin.id));
  const count = open?.id ?? newId();
  const entries = numbers.map(([part, quantity]) => ({ id: newId(), line: newId(), part, quantity }));
  try {
    const begun = open ? null : starting(ctx, count, bin, check ? 'check' : kindOf(bin));
    return await commit(
      ctx,
      { count },
      begun,
      addEntries({ id: count, bin: bin.id, by: ctx.actor.person }, entries, ctx.now),
    );
  } catch (error) {
    // Somebody else began to count the bin just now: join.
    if (isTaken(error)) return saveSheet(ctx, ref, counted, check);
    throw error;
  }
}

/** One part of a bin, into its open count: the page goes on from there. */
export async function countOne(
  ctx: Ctx,
  ref: string,
  form: z.infer<typeof CountOne>,
): Promise<{ id: string; part: string }> {
  const bin = await findBin(ctx, ref);
  const part = await findPart(ctx, bin.id, form.part);
  const { id } = await once(ctx, 'begin', (step) => startCount(step, { bin: bin.id, check: false }));
  await countPart(ctx, id, { part: part.id, quantity: form.counted, more: false });
  return { id, part: part.id };
}

export interface AtOnce {
  id: string;
  bin: string;
  /** lines that stand in the books */
  posted: number;
  /** lines that wait for a second count or another person's yes */
  waiting: number;
  proposed: boolean;
}

/** Counted, finished and given its reason by one request, for programs. */
export async function countAtOnce(ctx: Ctx, form: CountAtOnce): Promise<AtOnce> {
  const { count } = await once(ctx, 'sheet', (step) => saveSheet(step, form.bin, form.counted, false));
  const closed = await once(ctx, 'finish', (step) => finishCount(step, count));
  if (closed.open === 0) return answer(closed);
  const settled = await settleCount(ctx, count, { reason: await sameReason(ctx, count, form.reason) });
  return answer({ ...settled, posted: settled.posted + closed.posted });
}

export async function countOneAtOnce(ctx: Ctx, form: z.infer<typeof CountOneAtOnce>): Promise<AtOnce> {
  const bin = await findBin(ctx, form.bin);
  const part = await findPart(ctx, bin.id, form.part);
  return countAtOnce(ctx, { bin: bin.id, counted: { [part.id]: form.counted }, reason: form.reason });
}

async function sameReason(ctx: Ctx, count: string, reason: CountReason) {
  const lines = await ctx.db.all(linesOf(count));
  return Object.fromEntries(
    lines.filter((line) => line.state === 'counted').map((line) => [line.id, reason]),
  );
}

function answer({ id, bin, posted, waiting }: Settled): AtOnce {
  return { id, bin, posted, waiting, proposed: waiting > 0 };
}

function ledgerParts(ids: readonly string[]) {
  return {
    sql: 'SELECT id FROM parts WHERE counted = 1 AND id IN (SELECT value FROM json_each(?))',
    parameters: [JSON.stringify(ids)],
  };
}
