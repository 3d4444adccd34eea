import type { Ctx } from '../context.ts';
import { type Change, commit, must } from '../db/commit.ts';
import { q } from '../db/query.ts';
import { Conflict, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { keepColumns, withdrawLines } from '../repairs/line-changes.ts';
import { makeMove } from '../repairs/state-changes.ts';
import { deviceToScan, type ScannedDevice } from './scan-queries.ts';
import { SwapUndo } from './swap-forms.ts';
import { answeredForBy } from './swap-home.ts';
import { nothingSince, swapById } from './swap-queries.ts';
import { custodyBack, issueBack, useBack } from './undo-entry.ts';

/** The guard's words where a swap can no longer be taken back. */
const UNTOUCHED = 'nothing else has happened to either device since';

/**
 * Takes a swap back: both devices are with whom and issued as they were before, and the report is withdrawn.
 * @throws NotFound, Conflict something has happened to either device since
 */
export async function undoSwap(ctx: Ctx, id: string): Promise<{ id: string }> {
  const swap = await ctx.db.first(swapById(id));
  if (!swap) throw new NotFound();
  if (!swap.undoable) throw new Conflict('must', UNTOUCHED);
  const undo = SwapUndo.parse(JSON.parse(swap.undo));
  const [brokens, spares] = await ctx.db.read(deviceToScan(swap.broken), deviceToScan(swap.spare));
  const [broken, spare] = [brokens[0], spares[0]];
  if (!broken || !spare) throw new Conflict('must', UNTOUCHED);
  return commit(
    ctx,
    { id: swap.broken },
    must(UNTOUCHED, nothingSince(id)),
    q.updateTable('swaps').set({ undone_at: ctx.now }).where('id', '=', id),
    custodyBack(ctx, spare, undo.spare),
    // The slot is free before the broken one has it again.
    undo.spare.reissued ? issueBack(ctx, spare, undo.spare) : null,
    useBack(ctx, spare, undo.spare.use),
    undo.homes ? answeredForBy({ ...spare, use: undo.spare.use ?? spare.use }, undo.homes.spare) : null,
    custodyBack(ctx, broken, undo.broken),
    undo.broken.reissued ? issueBack(ctx, broken, undo.broken) : null,
    useBack(ctx, broken, undo.broken.use),
    undo.homes ? answeredForBy({ ...broken, use: undo.broken.use ?? broken.use }, undo.homes.broken) : null,
    undo.repair ? withdraw(ctx, broken, undo.repair) : null,
    takenBack(broken, id),
    takenBack(spare, id),
  );
}

function withdraw(ctx: Ctx, device: ScannedDevice, repair: string): Change {
  return [
    makeMove(repair, 'withdraw', { outcome: 'withdrawn', closed_at: ctx.now, to_confirm: 0 }),
    withdrawLines(repair, device.id, ctx.now),
    keepColumns(repair),
    record({
      thing: repair,
      kind: 'repair',
      verb: 'withdrawn',
      device: device.id,
      site: device.home,
      data: { because: 'swap undone' },
    }),
  ];
}

function takenBack(device: ScannedDevice, swap: string): Change {
  return record({
    thing: device.id,
    kind: 'device',
    verb: 'swap taken back',
    site: device.home,
    data: { swap },
  });
}
