import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { sameVersion } from '../db/version.ts';
import { findDevice } from '../devices/queries.ts';
import { Conflict, Forbidden, NotFound } from '../errors.ts';
import { withdrawFits } from '../stock/fit-changes.ts';
import { returnPart } from '../stock/use-changes.ts';
import { dayIn } from '../web/day.ts';
import { moved, scopeIn } from './begin-move.ts';
import { keepColumns, setVariant, tallyFault, updateLine } from './line-changes.ts';
import { type Placed, takePlacingBack } from './placing.ts';
import { findRepair } from './queries.ts';
import { markUndone, type QuickUndo, reopenHold } from './quick-changes.ts';
import { quickByRepair } from './quick-queries.ts';
import { takeSerialBack } from './serial.ts';
import { updateRepair } from './state-changes.ts';

/**
 * Takes a quick repair back on the day it was saved, by who saved it: the parts are back in their bins, the fit that
 * it alone proposed is withdrawn, the repair withdrawn (or as it was before, where it had been open), the device where it was.
 * @throws NotFound, Forbidden another one's; Conflict a later day, or something happened since
 */
export async function undoQuickRepair(ctx: Ctx, ref: string): Promise<{ number: number }> {
  const repair = await findRepair(ctx.db, ref, scopeIn(ctx, 'repair.work'));
  const quick = await ctx.db.first(quickByRepair(repair.id));
  if (!quick) throw new NotFound();
  if (quick.person !== ctx.actor.person) throw new Forbidden('Only who saved it can undo it');
  if (quick.undoneAt) throw new Conflict('must', 'it was not undone before');
  if (dayIn(ctx.district.zone, quick.at) !== ctx.today)
    throw new Conflict('must', 'it was saved today: on a later day it came back');
  const undo = JSON.parse(quick.undo) as QuickUndo<Placed>;
  const device = await findDevice(ctx.db, undo.device, 'all');
  return commit(
    ctx,
    { number: repair.number },
    markUndone(quick.id, ctx.now),
    sameVersion('repairs', repair.id, undo.version),
    updateRepair(repair.id, undo.before ?? withdrawn(ctx, repair.closedAt)),
    undo.lines.map(({ id, fault, columns }) => updateLine({ id, fault }, device.id, columns)),
    undo.newLine ? takeLineBack(undo.newLine, device.id, ctx.now) : null,
    undo.hold ? reopenHold(undo.hold) : null,
    undo.parts.map((id) => returnPart({ repairPart: id, repair: repair.id, by: ctx.actor.person }, ctx.now)),
    undo.parts.length > 0 ? withdrawFits(repair.id, ctx.actor.person, ctx.now) : null,
    undo.variant ? setVariant(device.id, undo.variant, null) : null,
    undo.serial ? takeSerialBack(ctx, device, undo.serial) : null,
    undo.placed ? takePlacingBack(ctx, device, undo.placed, repair.id) : null,
    keepColumns(repair.id),
    moved(repair, 'undone', { quick: quick.id }),
  );
}

function withdrawn(ctx: Ctx, closedAt: string | null) {
  return { state: 'withdrawn', outcome: 'withdrawn', closed_at: closedAt ?? ctx.now, to_confirm: 0 };
}

function takeLineBack(line: { id: string; fault: string }, device: string, now: string): Change {
  return [tallyFault(device, line.fault, -1), updateLine(line, device, { withdrawn_at: now })];
}
