import type { Ctx } from '../context.ts';
import { giveCustody } from '../custody/changes.ts';
import { commit } from '../db/commit.ts';
import { sameVersion } from '../db/version.ts';
import { Conflict, Forbidden, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import type { Repair } from '../repairs/queries.ts';
import { updateRepair } from '../repairs/state-changes.ts';
import { dayIn } from '../web/day.ts';
import { Undo } from './forms.ts';
import { findBatch } from './queries.ts';
import { batchRecord } from './record.ts';
import { sendLineAgain } from './undo-changes.ts';
import { type BackRow, backOf } from './undo-queries.ts';

/** What is kept when a device comes back. */
export function undoFor(repair: Repair): string {
  const undo: Undo = {
    version: repair.version + 1,
    technician: repair.technician,
    started_at: repair.startedAt,
    due_at: repair.dueAt,
    expected_on: repair.expectedOn,
    outcome: repair.outcome,
    ready_at: repair.readyAt,
  };
  return JSON.stringify(undo);
}

/** Whether the person booked it today; what happened since is only known when it is tried. */
export function mayUndoBack(ctx: Ctx, back: BackRow | undefined): boolean {
  return (
    back !== undefined &&
    back.undo !== '' &&
    back.at !== null &&
    back.by === ctx.actor.person &&
    dayIn(ctx.district.zone, back.at) === ctx.today
  );
}

/**
 * Takes back that a device came back, on the same day, by who booked it: it waits at the vendor as before.
 * @throws NotFound, Forbidden another one's; Conflict a later day, a lost or exchanged one, or something happened since
 */
export async function undoBack(
  ctx: Ctx,
  ref: string,
  id: string,
): Promise<{ batch: string; device: string }> {
  const batch = await findBatch(ctx.db, ref);
  const back = await ctx.db.first(backOf(id));
  if (!back || back.batch !== batch.id) throw new NotFound();
  if (back.at === null || back.undo === '')
    throw new Conflict('must', 'it came back as the unit that was sent');
  if (back.by !== ctx.actor.person) throw new Forbidden('Only who booked it can undo it');
  if (!mayUndoBack(ctx, back)) throw new Conflict('must', 'it was booked today');
  if (!back.custody) throw new Conflict('must', 'nothing else has happened to the device since');
  const { version, ...columns } = Undo.parse(JSON.parse(back.undo));
  const by = ctx.actor.person;
  const data = { device: back.device, undone: true };
  return commit(
    ctx,
    { batch: batch.id, device: back.device },
    sameVersion('repairs', back.repair, version),
    updateRepair(back.repair, { ...columns, state: 'at_vendor', hold_reason: 'vendor' }),
    sendLineAgain({ line: back.id, batch: batch.id, repair: back.repair, at: back.at }),
    giveCustody(
      {
        device: back.device,
        location: batch.vendor,
        top: batch.vendorTop,
        why: 'undo',
        by,
        repair: back.repair,
        expects: back.custody,
      },
      ctx.now,
    ),
    batchRecord(batch.id, 'taken back', data, {}),
    record({
      thing: back.repair,
      kind: 'repair',
      verb: 'at the vendor again',
      device: back.device,
      site: back.site,
      data: { batch: batch.id },
    }),
  );
}
