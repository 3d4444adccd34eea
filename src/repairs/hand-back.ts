import { worksAsIntern } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { giveCustody } from '../custody/changes.ts';
import { scannedDevice } from '../custody/scan-queries.ts';
import { addEntry, insertSession, settleEntry, undoEntryRow } from '../custody/session-changes.ts';
import { type SessionRow, sessionOf } from '../custody/session-queries.ts';
import { type Change, commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { sameVersion } from '../db/version.ts';
import { parseScan } from '../devices/identifier-rules.ts';
import { type Device, findDevice } from '../devices/queries.ts';
import { NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { moved, placeFor, scopeIn } from './begin-move.ts';
import type { HandBackError, HandBackScan, StartHandBack } from './hand-back-forms.ts';
import { handedBack } from './hand-back-queries.ts';
import { findRepair, type Repair } from './queries.ts';
import { makeMove, updateRepair } from './state-changes.ts';

export const HAND_BACK = 'hand_back';

/** Starts handing back in a row to one place. @throws Invalid it is no place in use */
export async function startHandBack(ctx: Ctx, form: StartHandBack): Promise<{ id: string }> {
  const place = await placeFor(ctx, form.place, 'place');
  const id = newId();
  return commit(
    ctx,
    { id },
    insertSession({ id, person: ctx.actor.person, mode: HAND_BACK, location: place.id }, ctx.now),
    record({
      thing: id,
      kind: 'scanning',
      verb: 'started',
      site: place.top,
      data: { mode: HAND_BACK, location: place.id },
      first: true,
    }),
  );
}

/** A session of handing back, of this person. @throws NotFound */
export async function handBackSession(ctx: Ctx, id: string): Promise<SessionRow> {
  const session = await ctx.db.first(sessionOf(id, ctx.actor.person));
  if (session?.mode !== HAND_BACK) throw new NotFound();
  return session;
}

/**
 * A device with a ready repair is handed back to the session's place and its repair closed. Anything
 * else becomes an entry that says why not.
 * @throws NotFound, Conflict the session has ended, or somebody was quicker
 */
export async function handBackScanned(
  ctx: Ctx,
  sessionId: string,
  form: HandBackScan,
): Promise<{ entry: string }> {
  const session = await handBackSession(ctx, sessionId);
  const entry = newId();
  const said = { id: entry, session: session.id, scanned: form.q, person: null };
  const found = await ctx.db.first(scannedDevice(pairsIn(form.q)));
  const repair = found?.openRepair
    ? await findRepair(ctx.db, found.openRepair, scopeIn(ctx, 'repair.work'))
    : null;
  const problem = problemOf(found?.id, repair);
  if (problem || !repair || !session.location || !session.top) {
    const device = found?.id ?? null;
    return commit(
      ctx,
      { entry },
      addEntry({ ...said, device, outcome: 'error', message: problem ?? 'unknown' }, ctx.now),
    );
  }
  if (repair.toConfirm) {
    return commit(
      ctx,
      { entry },
      addEntry({ ...said, device: repair.device, outcome: 'already', message: 'to_confirm' }, ctx.now),
    );
  }
  const device = await findDevice(ctx.db, repair.device, 'all');
  const place = { location: session.location, top: session.top };
  const custody = newId();
  const undo = {
    custody,
    repair: repair.id,
    version: repair.version + 1,
    before: custodyBefore(device),
    columns: { technician: repair.technician, confirmed_by: repair.confirmedBy },
  };
  return commit(
    ctx,
    { entry },
    addEntry({ ...said, device: device.id, outcome: 'done', message: 'handed_back', undo }, ctx.now),
    closing(ctx, repair),
    giveCustody(
      {
        id: custody,
        device: device.id,
        ...place,
        slot: device.assignedLocation === place.location ? device.slot : null,
        why: 'hand_back',
        by: ctx.actor.person,
        repair: repair.id,
        expects: device.openCustody,
      },
      ctx.now,
    ),
    moved(repair, worksAsIntern(ctx.actor) ? 'handed back, to be confirmed' : 'closed', {
      outcome: repair.outcome,
      place: 'back',
      location: place.location,
      session: session.id,
    }),
  );
}

/** The device is where it was and its repair ready again. @throws NotFound, Conflict something happened since */
export async function undoHandBack(ctx: Ctx, session: string, entry: string): Promise<{ id: string }> {
  const row = await ctx.db.first(handedBack(session, entry, ctx.actor.person));
  if (!row) throw new NotFound();
  const undo = JSON.parse(row.undo) as {
    custody: string;
    repair: string;
    version: number;
    before: ReturnType<typeof custodyBefore>;
    columns: { technician: string | null; confirmed_by: string | null };
  };
  const repair = await findRepair(ctx.db, undo.repair, scopeIn(ctx, 'repair.work'));
  return commit(
    ctx,
    { id: session },
    undoEntryRow(session, entry, ctx.now),
    sameVersion('repairs', repair.id, undo.version),
    updateRepair(repair.id, { ...undo.columns, state: 'ready', closed_at: null, to_confirm: 0 }),
    undo.before
      ? giveCustody(
          {
            device: repair.device,
            ...undo.before,
            why: 'undo',
            by: ctx.actor.person,
            repair: repair.id,
            expects: undo.custody,
          },
          ctx.now,
        )
      : null,
    moved(repair, 'hand back undone', { session }),
  );
}

/** A scan that went wrong was dealt with. @throws NotFound, Conflict it was before */
export async function settleHandBack(ctx: Ctx, session: string, entry: string): Promise<{ id: string }> {
  const { id } = await handBackSession(ctx, session);
  return commit(ctx, { id }, settleEntry(id, entry, ctx.now));
}

/** The tags and serials that a text may be. */
function pairsIn(text: string) {
  return parseScan(text)
    .filter(({ kind }) => kind === 'tag' || kind === 'serial')
    .map(({ kind, value }) => [kind, value] as const);
}

function problemOf(device: string | undefined, repair: Repair | null): HandBackError | null {
  if (!device) return 'unknown';
  if (!repair) return 'no_repair';
  return repair.state === 'ready' ? null : 'not_ready';
}

function closing(ctx: Ctx, repair: Repair): Change {
  const mine = { technician: repair.technician ?? ctx.actor.person };
  return worksAsIntern(ctx.actor)
    ? makeMove(repair.id, 'close', { ...mine, state: 'ready', to_confirm: 1 })
    : makeMove(repair.id, 'close', { ...mine, closed_at: ctx.now });
}

function custodyBefore(device: Device) {
  if (!device.place) return null;
  return {
    location: device.place,
    top: device.atSite ?? device.place,
    person: device.holder,
    dueOn: device.dueOn,
  };
}
