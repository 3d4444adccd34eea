import type { Ctx } from '../context.ts';
import { type Change, commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { Conflict, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { dueFor } from '../repairs/due-rules.ts';
import { holidays } from '../repairs/list-queries.ts';
import { addReport, insertReport } from '../repairs/report-changes.ts';
import { dayIn } from '../web/day.ts';
import type { ScannedDevice } from './scan-queries.ts';
import { updateVerdict } from './session-changes.ts';
import { EntryUndo, type Verdict } from './session-forms.ts';
import { readEntry, type Session } from './session-read.ts';

/** What a report says that nobody has looked into yet. */
const DAMAGED = 'Damaged when it was collected';

/**
 * One tap on collection day: fine, damaged (a repair is reported), charger or case missing, not this student's.
 * @throws NotFound, Conflict it was said before, or the scan was taken back
 */
export async function giveVerdict(
  ctx: Ctx,
  sessionId: string,
  entryId: string,
  verdict: Verdict,
): Promise<{ session: string }> {
  const { session, entry, device } = await readEntry(ctx, sessionId, entryId);
  if (session.mode !== 'collection' || entry.outcome !== 'done' || !device) throw new NotFound();
  const given = entry.verdict.split(' ').filter(Boolean);
  if (given.includes(verdict)) throw new Conflict('must', 'it was not said before');
  const undo = EntryUndo.parse(JSON.parse(entry.undo));
  const had = entry.person;
  const missing = verdict === 'charger' || verdict === 'case' ? newId() : null;
  const repair = verdict === 'damaged' ? (device.openRepair ?? newId()) : null;
  return commit(
    ctx,
    { session: sessionId },
    updateVerdict(entryId, {
      was: entry.verdict,
      verdict: [...given.filter((word) => word !== 'fine'), verdict].join(' '),
      undo: {
        ...undo,
        missing: missing ? [...undo.missing, missing] : undo.missing,
        repair: repair ?? undo.repair,
      },
    }),
    missing
      ? q.insertInto('missing_accessories').values({
          id: missing,
          device: device.id,
          person: had,
          what: verdict,
          at: ctx.now,
          done_by: ctx.actor.person,
        })
      : null,
    repair ? await damaged(ctx, session, device, repair, had) : null,
    record({
      thing: device.id,
      kind: 'device',
      verb: 'looked over',
      site: device.home,
      data: { session: sessionId, verdict, had },
    }),
  );
}

/** A repair on the device, or another line on the one that is open. */
async function damaged(
  ctx: Ctx,
  session: Session,
  device: ScannedDevice,
  repair: string,
  had: string | null,
): Promise<Change> {
  const site = session.locationKind === 'site' || session.top === device.home ? session.top : device.home;
  const told = {
    device: device.id,
    site: site ?? device.home,
    symptom: null,
    fault: null,
    note: DAMAGED,
    reportedBy: ctx.actor.person,
    now: ctx.now,
  };
  if (device.openRepair) {
    return [
      must('the repair of this device is still open', {
        sql: 'SELECT 1 FROM repairs WHERE id = ? AND closed_at IS NULL',
        parameters: [repair],
      }),
      addReport({ ...told, repair }),
    ];
  }
  const days = await ctx.db.all(holidays());
  const dueAt = dueFor(
    'normal',
    ctx.now,
    ctx.district,
    days.map(({ day }) => day),
  );
  const expectedOn = dayIn(ctx.district.zone, dueAt);
  return insertReport({
    ...told,
    id: repair,
    hadDevice: had,
    level: 1,
    priority: 'normal',
    dueAt,
    expectedOn,
  });
}
