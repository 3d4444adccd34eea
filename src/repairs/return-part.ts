import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { Conflict, NotFound } from '../errors.ts';
import { returnPart } from '../stock/use-changes.ts';
import { moved, scopeIn } from './begin-move.ts';
import { keepColumns, lineIsAsSeen, tallyFault, updateLine } from './line-changes.ts';
import { findRepair, linesOf, partsOf } from './queries.ts';
import { isOpen } from './rules.ts';
import { updateRepair } from './state-changes.ts';

const OPEN = 'the repair is open';

/** A part comes out again and goes back to its bin. @throws NotFound, Conflict it is out already, or the repair is closed */
export async function returnRepairPart(ctx: Ctx, ref: string, use: string): Promise<{ number: number }> {
  const repair = await findRepair(ctx.db, ref, scopeIn(ctx, 'repair.work'));
  const part = (await ctx.db.all(partsOf(repair.id))).find((one) => one.id === use);
  if (!part) throw new NotFound();
  if (!isOpen(repair.state)) throw new Conflict('must', OPEN);
  return commit(
    ctx,
    { number: repair.number },
    isStillOpen(repair.id),
    returnPart({ repairPart: use, repair: repair.id, by: ctx.actor.person }, ctx.now),
    updateRepair(repair.id, {}),
    keepColumns(repair.id),
    moved(repair, 'part returned', { part: part.part, bin: part.bin, quantity: part.quantity }),
  );
}

/** A fault line was a mistake. @throws NotFound, Conflict parts are in it, or the repair is closed */
export async function withdrawLine(ctx: Ctx, ref: string, id: string): Promise<{ number: number }> {
  const repair = await findRepair(ctx.db, ref, scopeIn(ctx, 'repair.work'));
  const line = (await ctx.db.all(linesOf(repair.id))).find((one) => one.id === id);
  if (!line) throw new NotFound();
  if (!isOpen(repair.state)) throw new Conflict('must', OPEN);
  return commit(
    ctx,
    { number: repair.number },
    isStillOpen(repair.id),
    lineIsAsSeen(line),
    must('no part is in it: return the parts first', {
      sql: 'SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM repair_parts WHERE line = ? AND returned_at IS NULL)',
      parameters: [id],
    }),
    line.fault ? tallyFault(repair.device, line.fault, -1) : null,
    updateLine(line, repair.device, { withdrawn_at: ctx.now }),
    updateRepair(repair.id, {}),
    keepColumns(repair.id),
    moved(repair, 'line withdrawn', { line: id, fault: line.fault, symptom: line.symptom }),
  );
}

function isStillOpen(repair: string) {
  return must(OPEN, {
    sql: 'SELECT 1 FROM repairs WHERE id = ? AND closed_at IS NULL',
    parameters: [repair],
  });
}
