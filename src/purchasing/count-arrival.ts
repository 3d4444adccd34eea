import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { sameVersion } from '../db/version.ts';
import { Conflict, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { mustBeIn } from './draft-changes.ts';
import { findOrder, linesOf } from './order-queries.ts';
import { openOf } from './order-rules.ts';
import { partsCalled } from './price-queries.ts';
import {
  addToLine,
  insertScan,
  mustBeOpen,
  type NewScan,
  touchReceipt,
  undoScan,
} from './receipt-changes.ts';
import {
  findReceipt,
  linesOfReceipt,
  openReceiptOf,
  type Receipt,
  type ReceiptLine,
  type ReceiptScanRow,
  scansOf,
} from './receipt-queries.ts';
import type { CountedLine, ReceiptScan } from './receive-forms.ts';
import { placeScan } from './receive-rules.ts';

function counted(receipt: Pick<Receipt, 'id'>, verb: string, data: Record<string, unknown>, text?: string) {
  return record({ thing: receipt.id, kind: 'receipt', verb, data, text });
}

/** An arrival begins to be counted; who receives the same order counts into the same one. @throws NotFound, Conflict */
export async function startReceipt(ctx: Ctx, ref: string): Promise<{ id: string }> {
  const order = await findOrder(ctx.db, ref);
  const open = await ctx.db.first(openReceiptOf(order.id));
  if (open) return open;
  const id = newId();
  try {
    return await commit(
      ctx,
      { id },
      mustBeIn(order.id, ['sent']),
      q.insertInto('receipts').values({
        id,
        order_id: order.id,
        arrived_on: ctx.today,
        started_by: ctx.actor.person,
        started_at: ctx.now,
      }),
      record({ thing: id, kind: 'receipt', verb: 'begun', data: { order: order.id }, first: true }),
    );
  } catch (error) {
    const other = error instanceof Conflict && error.kind === 'unique';
    const begun = other ? await ctx.db.first(openReceiptOf(order.id)) : undefined;
    if (begun) return begun;
    throw error;
  }
}

/** Pieces that are counted for each line of the order so far; damaged ones too. */
export function countedByLine(lines: readonly ReceiptLine[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const line of lines)
    if (line.orderLine) sums.set(line.orderLine, (sums.get(line.orderLine) ?? 0) + line.quantity);
  return sums;
}

/** One scan is one piece, whatever it turns out to be. @throws NotFound, Conflict booked meanwhile */
export async function scanArrival(
  ctx: Ctx,
  id: string,
  form: ReceiptScan,
): Promise<{ scan: string; outcome: string }> {
  const receipt = await findReceipt(ctx.db, id);
  const text = form.q.trim();
  const [parts, awaited, lines] = await ctx.db.read(
    partsCalled(text, receipt.supplier),
    linesOf(receipt.order),
    linesOfReceipt(id),
  );
  const placed = placeScan(
    parts,
    awaited.map((line) => ({ id: line.id, part: line.part, group: line.group, open: openOf(line) })),
    countedByLine(lines),
  );
  const { kind, line, part } = placed;
  const counts = part !== null;
  return saveScan(ctx, receipt, {
    code: text,
    quantity: counts ? 1 : 0,
    outcome: kind,
    tally: counts
      ? {
          receipt: id,
          orderLine: line,
          part,
          code: '',
          condition: kind === 'substitute' || kind === 'wrong' ? kind : 'good',
        }
      : null,
  });
}

function saveScan(
  ctx: Ctx,
  receipt: Receipt,
  scan: Omit<NewScan, 'id' | 'receipt' | 'by'>,
  ...more: Change[]
): Promise<{ scan: string; outcome: string }> {
  const id = newId();
  return commit(
    ctx,
    { scan: id, outcome: scan.outcome },
    mustBeOpen(receipt.id),
    more,
    insertScan({ id, receipt: receipt.id, by: ctx.actor.person, ...scan }, ctx.now),
    touchReceipt(receipt.id),
    counted(
      receipt,
      scan.tally ? 'counted' : 'not counted',
      { part: scan.tally?.part, quantity: scan.quantity, as: scan.outcome },
      scan.tally?.part ? undefined : scan.code,
    ),
  );
}

async function scanIn(ctx: Ctx, receipt: string, scan: string): Promise<ReceiptScanRow> {
  const found = (await ctx.db.all(scansOf(receipt, 200))).find((one) => one.id === scan);
  if (!found) throw new NotFound();
  return found;
}

/** The scan counts no more. @throws NotFound, Conflict it was taken back before */
export async function takeBackScan(ctx: Ctx, id: string, scan: string): Promise<{ id: string }> {
  const receipt = await findReceipt(ctx.db, id);
  const found = await scanIn(ctx, id, scan);
  return commit(
    ctx,
    { id },
    mustBeOpen(id),
    undoScan(found, ctx.now),
    touchReceipt(id),
    counted(receipt, 'scan undone', { part: found.part, quantity: found.quantity }),
  );
}

export const SCAN_FIXES = ['pack', 'damaged', 'wrong'] as const;
export type ScanFix = (typeof SCAN_FIXES)[number];

/**
 * What the last scan was in truth: a whole pack, a damaged piece, or a thing that nobody has a number for.
 * @throws NotFound, Conflict it was taken back or booked meanwhile
 */
export async function fixScan(ctx: Ctx, id: string, scan: string, fix: ScanFix): Promise<{ scan: string }> {
  const receipt = await findReceipt(ctx.db, id);
  const found = await scanIn(ctx, id, scan);
  const line = (await ctx.db.all(linesOfReceipt(id))).find((one) => one.id === found.line);
  const { code } = found;
  if (fix === 'wrong') {
    if (found.line) throw new Conflict('must', 'the scan was not counted');
    const tally = { receipt: id, orderLine: null, part: null, code, condition: 'wrong' } as const;
    return saveScan(ctx, receipt, { code, quantity: 1, outcome: 'wrong', tally }, undoScan(found, ctx.now));
  }
  if (!line?.orderLine) throw new Conflict('must', 'the scan is one of a line of the order');
  const [quantity, condition] =
    fix === 'pack' ? [line.pack ?? 1, line.condition] : [found.quantity, 'damaged' as const];
  const tally = { receipt: id, orderLine: line.orderLine, part: line.part, code: '', condition };
  const outcome = fix === 'pack' ? found.outcome : 'damaged';
  return saveScan(ctx, receipt, { code, quantity, outcome, tally }, undoScan(found, ctx.now));
}

/** Sets by hand what lies there of a line, good and damaged. @throws NotFound, Conflict counted on meanwhile */
export async function setCounted(
  ctx: Ctx,
  id: string,
  line: string,
  form: CountedLine,
): Promise<{ id: string }> {
  const receipt = await findReceipt(ctx.db, id);
  const lines = await ctx.db.all(linesOfReceipt(id));
  const found = lines.find((one) => one.id === line);
  if (!found) throw new NotFound();
  const whole = found.condition === 'good' || found.condition === 'substitute';
  const broken = whole
    ? lines.find((x) => x.condition === 'damaged' && x.orderLine === found.orderLine && x.part === found.part)
    : undefined;
  if (found.quantity !== form.seen || (broken?.quantity ?? 0) !== form.seenDamaged)
    throw new Conflict('version', 'it was counted on meanwhile', [
      { label: 'Pieces', yours: String(form.quantity), theirs: String(found.quantity) },
    ]);
  const more = whole ? form.damaged - form.seenDamaged : 0;
  const tally = {
    receipt: id,
    orderLine: found.orderLine,
    part: found.part,
    code: '',
    condition: 'damaged',
  } as const;
  const scan = { id: newId(), receipt: id, code: '', outcome: 'set', by: ctx.actor.person };
  return commit(
    ctx,
    { id },
    mustBeOpen(id),
    sameVersion('receipts', id, receipt.version),
    addToLine(line, form.quantity - form.seen),
    more < 0 && broken ? addToLine(broken.id, more) : null,
    insertScan({ ...scan, quantity: Math.max(more, 0), tally: more > 0 ? tally : null }, ctx.now),
    touchReceipt(id),
    counted(receipt, 'set', {
      part: found.part,
      quantity: [form.seen, form.quantity],
      ...(whole ? { damaged: [form.seenDamaged, form.damaged] } : {}),
    }),
  );
}

/** Nothing came of it after all: the receipt counts for nothing. @throws NotFound, Conflict booked meanwhile */
export async function dropReceipt(ctx: Ctx, id: string): Promise<{ order: string }> {
  const receipt = await findReceipt(ctx.db, id);
  return commit(
    ctx,
    { order: receipt.order },
    mustBeOpen(id),
    q.updateTable('receipts').set({ state: 'dropped' }).where('id', '=', id),
    counted(receipt, 'dropped', { order: receipt.order }),
  );
}
