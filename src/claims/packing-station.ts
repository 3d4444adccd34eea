import type { Ctx } from '../context.ts';
import { scannedDevice } from '../custody/scan-queries.ts';
import { addEntry, insertSession, settleEntry, undoEntryRow } from '../custody/session-changes.ts';
import { type SessionRow, sessionOf } from '../custody/session-queries.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Conflict, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import type { RepairState } from '../repairs/forms.ts';
import { stateAfter } from '../repairs/rules.ts';
import { IS_DRAFT, insertLines, type NewLine, takeLinesOut } from './changes.ts';
import { coverOf, openLinesOf } from './covered-queries.ts';
import type { Scan } from './forms.ts';
import { findBatch } from './queries.ts';
import { batchRecord } from './record.ts';
import { isCovered } from './rules.ts';
import { pairsIn } from './scan-pairs.ts';
import { entryUndoOf } from './station-queries.ts';

export const PACKING = 'vendor_pack';

/** Devices are put into a draft by scanning them one after another. @throws NotFound, Conflict */
export async function startPacking(ctx: Ctx, ref: string): Promise<{ id: string; batch: string }> {
  const batch = await findBatch(ctx.db, ref);
  if (batch.state !== 'draft') throw new Conflict('must', IS_DRAFT);
  const id = newId();
  return commit(
    ctx,
    { id, batch: batch.id },
    insertSession(
      {
        id,
        person: ctx.actor.person,
        mode: PACKING,
        location: batch.vendor,
        options: { batch: batch.id },
      },
      ctx.now,
    ),
    record({
      thing: id,
      kind: 'scanning',
      verb: 'started',
      data: { mode: PACKING, batch: batch.id },
      first: true,
    }),
  );
}

/** A session of putting devices into this batch, of this person. @throws NotFound */
export async function packingSession(ctx: Ctx, batch: string, id: string): Promise<SessionRow> {
  const session = await ctx.db.first(sessionOf(id, ctx.actor.person));
  if (session?.mode !== PACKING || optionsOf(session).batch !== batch) throw new NotFound();
  return session;
}

function optionsOf(session: SessionRow): { batch?: string } {
  return JSON.parse(session.options) as { batch?: string };
}

/**
 * The device goes into the batch at once. What cannot go becomes an entry that says why not.
 * @throws NotFound, Conflict the session has ended, or the batch is a draft no more
 */
export async function packScanned(
  ctx: Ctx,
  ref: string,
  session: string,
  form: Scan,
): Promise<{ entry: string }> {
  const batch = await findBatch(ctx.db, ref);
  const { id } = await packingSession(ctx, batch.id, session);
  if (batch.state !== 'draft') throw new Conflict('must', IS_DRAFT);
  const entry = newId();
  const said = { id: entry, session: id, scanned: form.q, person: null };
  const device = await ctx.db.first(scannedDevice(pairsIn(form.q)));
  const { line, message } = await judge(ctx, device, batch.id);
  if (line === null) {
    const outcome = message === 'already_in' ? 'already' : 'error';
    const told = addEntry({ ...said, device: device?.id ?? null, outcome, message }, ctx.now);
    return commit(ctx, { entry }, told);
  }
  return commit(
    ctx,
    { entry },
    addEntry({ ...said, device: line.device, outcome: 'done', message, undo: { line: line.id } }, ctx.now),
    insertLines(batch.id, [line], ctx.actor.person, ctx.now),
    batchRecord(batch.id, 'added', { devices: [line.device], session: id }),
  );
}

type Scanned = { id: string; state: string; openRepair: string | null } | undefined;

/** The line that puts the device into the batch; none where the message says why not. */
async function judge(
  ctx: Ctx,
  device: Scanned,
  batch: string,
): Promise<{ line: NewLine | null; message: string }> {
  const no = (message: string) => ({ line: null, message });
  if (!device) return no('unknown');
  const [rows, open] = await ctx.db.read(
    coverOf(device.openRepair ? [device.openRepair] : [], ctx.today),
    openLinesOf([device.id]),
  );
  const [there] = open;
  if (there?.batch === batch) return no('already_in');
  if (there) return no('other_batch');
  if (device.state !== 'in_service') return no('not_in_service');
  const [row] = rows;
  if (!row) return no('no_repair');
  if (stateAfter('vendor', row.state as RepairState) === null) return no('not_sendable');
  return {
    line: { id: newId(), repair: row.repair, device: device.id },
    message: isCovered(row.code) ? `in_${row.code}` : 'in_uncovered',
  };
}

/** The device is out of the batch again. @throws NotFound, Conflict it was packed meanwhile, or taken back before */
export async function undoPacked(
  ctx: Ctx,
  ref: string,
  session: string,
  entry: string,
): Promise<{ id: string }> {
  const batch = await findBatch(ctx.db, ref);
  await packingSession(ctx, batch.id, session);
  const row = await ctx.db.first(entryUndoOf(session, entry));
  if (!row?.line || !row.device) throw new NotFound();
  return commit(
    ctx,
    { id: session },
    undoEntryRow(session, entry, ctx.now),
    takeLinesOut(batch.id, [row.line], ctx.actor.person, ctx.now),
    batchRecord(batch.id, 'taken out', { devices: [row.device], session }),
  );
}

/** A scan that went wrong was dealt with. @throws NotFound, Conflict it was before */
export async function settlePacked(
  ctx: Ctx,
  ref: string,
  session: string,
  entry: string,
): Promise<{ id: string }> {
  const batch = await findBatch(ctx.db, ref);
  const { id } = await packingSession(ctx, batch.id, session);
  return commit(ctx, { id }, settleEntry(id, entry, ctx.now));
}
