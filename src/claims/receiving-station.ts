import type { Ctx } from '../context.ts';
import { scannedDevice } from '../custody/scan-queries.ts';
import { addEntry, insertSession, settleEntry } from '../custody/session-changes.ts';
import { type SessionRow, sessionOf } from '../custody/session-queries.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { Conflict, Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { findLocation } from '../locations/queries.ts';
import { STILL_AWAY } from './away-changes.ts';
import { backChanges } from './back.ts';
import type { Receiving, Scan, StartReceiving } from './forms.ts';
import { claimById, findBatch } from './queries.ts';
import { pairsIn } from './scan-pairs.ts';
import { lastClaimOf, type ReceivingOptions } from './station-queries.ts';

export const RECEIVING = 'vendor_back';

/** What came from vendors is opened at one place. @throws Invalid it is no place of ours in use */
export async function startReceiving(ctx: Ctx, form: StartReceiving): Promise<{ id: string }> {
  const place = await findLocation(ctx.db, form.place, 'all').catch(() => null);
  if (!place || place.retiredAt || place.topKind === 'vendor')
    throw new Invalid({ place: 'Choose a place of ours that is in use' });
  const id = newId();
  const options: ReceivingOptions = { how: 'ready', reason: '' };
  return commit(
    ctx,
    { id },
    insertSession(
      { id, person: ctx.actor.person, mode: RECEIVING, location: place.id, options: { ...options } },
      ctx.now,
    ),
    record({
      thing: id,
      kind: 'scanning',
      verb: 'started',
      site: place.top,
      data: { mode: RECEIVING, location: place.id },
      first: true,
    }),
  );
}

/** A session of receiving from vendors, of this person. @throws NotFound */
export async function receivingSession(ctx: Ctx, id: string): Promise<SessionRow> {
  const session = await ctx.db.first(sessionOf(id, ctx.actor.person));
  if (session?.mode !== RECEIVING) throw new NotFound();
  return session;
}

export function receivingOptions(session: Pick<SessionRow, 'options'>): ReceivingOptions {
  return { how: 'ready', reason: '', ...(JSON.parse(session.options) as Partial<ReceivingOptions>) };
}

/** How the next ones come back. @throws NotFound */
export async function changeReceiving(ctx: Ctx, id: string, form: Receiving): Promise<{ id: string }> {
  const session = await receivingSession(ctx, id);
  const options = { how: form.how, reason: form.how === 'ready' || form.how === 'work' ? '' : form.reason };
  return commit(
    ctx,
    { id: session.id },
    q
      .updateTable('scan_sessions')
      .set({ options: JSON.stringify(options) })
      .where('id', '=', session.id),
    record({
      thing: session.id,
      kind: 'scanning',
      verb: 'changed',
      site: session.top,
      data: { how: form.how },
      text: options.reason,
    }),
  );
}

/**
 * A device that was sent is back at the session's place, as the session says. What is not expected becomes an entry
 * that says why; one that is back already, or that somebody else scans in the same moment, is no second return.
 * @throws NotFound, Conflict the session has ended
 */
export async function receiveScanned(ctx: Ctx, sessionId: string, form: Scan): Promise<{ entry: string }> {
  const session = await receivingSession(ctx, sessionId);
  const entry = newId();
  const said = { id: entry, session: session.id, scanned: form.q, person: null };
  const device = await ctx.db.first(scannedDevice(pairsIn(form.q)));
  const last = device ? await ctx.db.first(lastClaimOf(device.id)) : undefined;
  const tell = (outcome: 'already' | 'error', message: string) =>
    commit(ctx, { entry }, addEntry({ ...said, device: device?.id ?? null, outcome, message }, ctx.now));
  if (!device) return tell('error', 'unknown');
  if (!last || last.state === 'in') return tell('error', 'not_sent');
  if (last.state !== 'sent') return tell('already', `was_${last.state}`);
  const claim = await ctx.db.first(claimById(last.id, ctx.today));
  if (!claim) throw new NotFound();
  const batch = await findBatch(ctx.db, last.batch);
  const { how, reason } = receivingOptions(session);
  try {
    const back = await backChanges(ctx, batch, claim, {
      how,
      place: session.location,
      reason,
      giveBack: false,
      serial: '',
      model: null,
      caseNumber: '',
    });
    const again = claim.deprovision === 'done' ? '_enroll' : '';
    return await commit(
      ctx,
      { entry },
      addEntry(
        {
          ...said,
          device: device.id,
          outcome: 'done',
          message: `back_${how}${again}`,
          undo: { line: claim.id, batch: batch.id },
        },
        ctx.now,
      ),
      back.changes,
    );
  } catch (error) {
    if (error instanceof Invalid) return tell('error', 'not_in_service');
    if (!(error instanceof Conflict) || error.what !== STILL_AWAY) throw error;
    const now = await ctx.db.first(lastClaimOf(device.id));
    return tell('already', `was_${now?.state ?? 'repaired'}`);
  }
}

/** A scan that went wrong was dealt with. @throws NotFound, Conflict it was before */
export async function settleReceived(ctx: Ctx, session: string, entry: string): Promise<{ id: string }> {
  const { id } = await receivingSession(ctx, session);
  return commit(ctx, { id }, settleEntry(id, entry, ctx.now));
}
