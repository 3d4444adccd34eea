import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { setUse } from '../devices/changes.ts';
import { USES } from '../devices/forms.ts';
import { Conflict, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { assignDevice, endAssignment, endCustody, giveCustody } from './changes.ts';
import { settleMissing } from './missing-changes.ts';
import type { ScannedDevice } from './scan-queries.ts';
import { settleEntry, undoEntryRow } from './session-changes.ts';
import { EntryUndo } from './session-forms.ts';
import { readEntry } from './session-read.ts';

/**
 * Takes one scan back: the device is with whom it was before, issued as it was before.
 * @throws NotFound, Conflict something has happened to the device since
 */
export async function undoEntry(ctx: Ctx, session: string, id: string): Promise<{ session: string }> {
  const { entry, device } = await readEntry(ctx, session, id);
  if (entry.outcome !== 'done' || !device) throw new NotFound();
  const undo = EntryUndo.parse(JSON.parse(entry.undo));
  if (undo.repair) throw new Conflict('must', 'nothing else was recorded with it: withdraw its repair first');
  return commit(
    ctx,
    { session },
    undoEntryRow(session, id, ctx.now),
    custodyBack(ctx, device, undo),
    undo.reissued ? issueBack(ctx, device, undo) : null,
    useBack(ctx, device, undo.use),
    undo.missing.map((missing) => settleMissing(missing, ctx.actor.person, ctx.now)),
    record({
      thing: device.id,
      kind: 'device',
      verb: 'taken back',
      site: device.home,
      data: { session, entry: id, to: undo.before },
    }),
  );
}

/** An error that needs nothing. @throws NotFound, Conflict it was put right before */
export async function dismissEntry(ctx: Ctx, session: string, id: string): Promise<{ session: string }> {
  await readEntry(ctx, session, id);
  return commit(ctx, { session }, settleEntry(session, id, ctx.now));
}

/** The device is with whom it was before the step. */
export function custodyBack(ctx: Ctx, device: ScannedDevice, undo: EntryUndo): Change {
  if (undo.before === null) return endCustody(device.id, ctx.now, undo.custody);
  const { before } = undo;
  return giveCustody(
    { device: device.id, ...before, why: 'undo', by: ctx.actor.person, expects: undo.custody },
    ctx.now,
  );
}

/** It is issued as it was before the step. */
export function issueBack(ctx: Ctx, device: ScannedDevice, undo: EntryUndo): Change {
  if (undo.issued === null) return endAssignment(device.id, ctx.now, undo.assignment);
  const issue = { device: device.id, ...undo.issued, by: ctx.actor.person, expects: undo.assignment };
  return assignDevice(issue, ctx.now);
}

/** It is for what it was before; null is no change. */
export function useBack(ctx: Ctx, device: ScannedDevice, use: string | null): Change {
  const before = USES.find((known) => known === use);
  return before ? setUse(device, before, ctx.actor.person, ctx.now) : null;
}
