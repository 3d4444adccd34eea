import type { Ctx } from '../context.ts';
import { assignDevice } from '../custody/changes.ts';
import { type Change, commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { inNoLot } from './changes.ts';
import type { Join } from './forms.ts';
import { joinRecords, type Moved, separateRecords } from './join-changes.ts';
import { type Device, findDevice } from './queries.ts';

/**
 * Two records turn out to be one device: the other one goes into this one, with its custody, repairs, photos and
 * identifiers. Undoable.
 * @throws Invalid they are one record, or both have an open repair; Conflict one of them changed
 */
export async function joinDevices(ctx: Ctx, ref: string, form: Join): Promise<{ id: string; other: string }> {
  const kept = await findDevice(ctx.db, ref, 'all');
  const joined = await otherRecord(ctx, kept, form.other);
  if (form.confirmed !== joined.id) throw new Invalid({ other: 'Look at both records first' });
  if (kept.openRepairState === 'at_vendor' || joined.openRepairState === 'at_vendor')
    throw new Invalid({ other: 'One of them is at a vendor: bring it back in its repair first' });
  if (kept.openRepair && joined.openRepair)
    throw new Invalid({ other: 'Both have an open repair: close or withdraw one of them first' });
  const id = newId();
  // A cart's slot is the joined record's until this commit has closed it.
  const takesOver = kept.openAssignment === null && joined.openAssignment !== null;
  const assigned = takesOver ? newId() : null;
  const data = { join: id, kept: kept.id, joined: joined.id, tag: joined.tag, serial: joined.serial };
  return commit(
    ctx,
    { id: kept.id, other: joined.id },
    inNoLot(joined.id),
    joinRecords({ id, kept, joined, by: ctx.actor.person, assigned }, ctx.now),
    assigned ? takeOver(ctx, kept, joined, assigned) : null,
    record({ thing: kept.id, kind: 'device', verb: 'joined', site: kept.home, data }),
    record({ thing: joined.id, kind: 'device', verb: 'joined into another', site: joined.home, data }),
  );
}

/** The kept record is issued to whom the joined one was issued to. */
function takeOver(ctx: Ctx, kept: Device, joined: Device, id: string): Change {
  return assignDevice(
    {
      id,
      device: kept.id,
      person: joined.assignedPerson,
      location: joined.assignedLocation,
      slot: joined.slot,
      chargers: joined.chargers ?? 0,
      cases: joined.cases ?? 0,
      hotspots: joined.hotspots ?? 0,
      by: ctx.actor.person,
      expects: null,
    },
    ctx.now,
  );
}

/** The record that shall go into this one. @throws Invalid there is none, or it is the same */
export async function otherRecord(ctx: Ctx, kept: { id: string }, ref: string): Promise<Device> {
  const other = await findDevice(ctx.db, ref, 'all').catch((error: unknown) => {
    if (error instanceof NotFound) throw new Invalid({ other: 'No device has this tag or serial' });
    throw error;
  });
  if (other.id === kept.id) throw new Invalid({ other: 'This is the same record' });
  return other;
}

/** They were two devices after all. @throws NotFound, Invalid, Conflict */
export async function undoJoin(ctx: Ctx, ref: string, join: string): Promise<{ id: string }> {
  const kept = await findDevice(ctx.db, ref, 'all');
  const row = await ctx.db.first<{ joined: string; moved: string }>({
    sql: 'SELECT joined, moved FROM device_joins WHERE id = ? AND kept = ? AND undone_at IS NULL',
    parameters: [join, kept.id],
  });
  if (!row) throw new NotFound();
  const joined = await ctx.db.first<{ id: string; home: string; model: string; use: string; state: string }>({
    sql: 'SELECT id, home, model, use, state FROM devices WHERE id = ?',
    parameters: [row.joined],
  });
  if (!joined) throw new NotFound();
  const data = { join, kept: kept.id, joined: joined.id };
  return commit(
    ctx,
    { id: kept.id },
    separateRecords({ id: join, moved: JSON.parse(row.moved) as Moved }, kept, joined, ctx.now),
    record({ thing: kept.id, kind: 'device', verb: 'separated', site: kept.home, data }),
    record({ thing: joined.id, kind: 'device', verb: 'separated', site: joined.home, data }),
  );
}
