import type { Ctx } from '../context.ts';
import { linesOf, type OrderLine } from './order-queries.ts';
import { openOf } from './order-rules.ts';
import { sellersOf } from './price-queries.ts';
import {
  type HoldWaiting,
  holdsFor,
  linesOfReceipt,
  type Receipt,
  type ReceiptLine,
} from './receipt-queries.ts';
import { type Kept, keptFor } from './receive-rules.ts';
import type { NewReturn } from './return-changes.ts';

/** What booking an arrival would do: shown before it is done, and done as it was shown. */
export interface ArrivalPlan {
  /** lines with pieces */
  lines: ReceiptLine[];
  /** those that go into stock */
  stocked: ReceiptLine[];
  /** where the rest goes */
  into: string;
  binOf: (line: ReceiptLine) => string | null;
  isReplaced: (line: ReceiptLine) => boolean;
  /** pieces that count for each line of the order, with what had come before */
  pieces: { id: string; seen: number; quantity: number }[];
  /** 'LCD-116-30: 12 counted, 10 open' */
  over: string[];
  /** lines of the order that not all came of, with how many are missing */
  short: { line: OrderLine; missing: number }[];
  kept: Kept[];
  /** repairs that something is kept for */
  holds: HoldWaiting[];
  returns: NewReturn[];
}

export interface Wishes {
  into: string;
  bin: Readonly<Record<string, string | null>>;
  again: Readonly<Record<string, boolean>>;
}

/** Reads what is counted, what was ordered and who waits. */
export async function planArrival(ctx: Ctx, receipt: Receipt, wishes: Wishes): Promise<ArrivalPlan> {
  const [all, awaited] = await ctx.db.read(linesOfReceipt(receipt.id), linesOf(receipt.order));
  const lines = all.filter((line) => line.quantity > 0);
  const stocked = lines.filter(
    (line) => (line.condition === 'good' || line.condition === 'substitute') && line.counted === 1,
  );
  const binOf = (line: ReceiptLine) => (stocked.includes(line) ? (wishes.bin[line.id] ?? wishes.into) : null);
  const isReplaced = (line: ReceiptLine) => line.condition === 'damaged' && wishes.again[line.id] === true;
  const { pieces, over, short } = against(awaited, lines, isReplaced);
  const groups = [...new Set(stocked.flatMap((line) => (line.group ? [line.group] : [])))];
  const wrong = lines.flatMap((line) => (line.condition === 'wrong' && line.part ? [line.part] : []));
  const [waiting, prices] = await ctx.db.read(holdsFor(groups), sellersOf(wrong, ctx.today));
  const kept = keptFor(
    stocked.map((line) => ({
      id: line.id,
      part: line.part ?? '',
      group: line.group,
      bin: binOf(line) ?? wishes.into,
      quantity: line.quantity,
    })),
    waiting,
  );
  const repairs = new Set(kept.map((one) => one.repair));
  const priceOf = (part: string | null) =>
    prices.find((price) => price.part === part && price.supplier === receipt.supplier)?.priceCents ?? 0;
  return {
    lines,
    stocked,
    into: wishes.into,
    binOf,
    isReplaced,
    pieces,
    over,
    short,
    kept,
    holds: waiting.filter((hold) => repairs.has(hold.repair)),
    returns: lines.flatMap((line): NewReturn[] => {
      const { condition } = line;
      if ((condition !== 'damaged' && condition !== 'wrong') || isReplaced(line)) return [];
      return [
        {
          supplier: receipt.supplier,
          part: line.part,
          code: line.code,
          quantity: line.quantity,
          bin: null,
          reason: condition,
          order: receipt.order,
          receiptLine: line.id,
          expectedCents:
            line.quantity * (condition === 'damaged' ? (line.unitCents ?? 0) : priceOf(line.part)),
          by: ctx.actor.person,
        },
      ];
    }),
  };
}

/** What was counted against what is open, line by line of the order. */
function against(
  awaited: readonly OrderLine[],
  lines: readonly ReceiptLine[],
  isReplaced: (line: ReceiptLine) => boolean,
): Pick<ArrivalPlan, 'pieces' | 'over' | 'short'> {
  const sums = new Map<string, number>();
  for (const line of lines)
    if (line.orderLine && !isReplaced(line))
      sums.set(line.orderLine, (sums.get(line.orderLine) ?? 0) + line.quantity);
  const pieces: ArrivalPlan['pieces'] = [];
  const over: string[] = [];
  const short: ArrivalPlan['short'] = [];
  for (const line of awaited) {
    const quantity = sums.get(line.id) ?? 0;
    const open = openOf(line);
    if (quantity > 0) pieces.push({ id: line.id, seen: line.received, quantity });
    if (quantity > open) over.push(`${line.sku}: ${quantity} counted, ${open} open`);
    if (quantity < open) short.push({ line, missing: open - quantity });
  }
  return { pieces, over, short };
}
