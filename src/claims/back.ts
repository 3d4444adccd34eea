import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { endCustody, giveCustody } from '../custody/changes.ts';
import { type Change, commit } from '../db/commit.ts';
import { setState } from '../devices/changes.ts';
import { type Device, findDevice } from '../devices/queries.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { findLocation, type Location } from '../locations/queries.ts';
import { dueColumns } from '../repairs/due-changes.ts';
import { holidayDates } from '../repairs/list-queries.ts';
import { findRepair, type Repair } from '../repairs/queries.ts';
import { endAtVendor } from '../repairs/vendor-changes.ts';
import { bringLineBack, STILL_AWAY } from './away-changes.ts';
import { exchanging } from './exchange.ts';
import type { Back, ClaimState } from './forms.ts';
import { type Batch, type Claim, claimById, findBatch } from './queries.ts';
import { batchRecord } from './record.ts';
import { HOW_STATES, STATE_WORDS } from './rules.ts';
import { undoFor } from './undo-back.ts';

/**
 * One device of a batch is back, or lost on the way: its repair, its custody, its incident and its batch in one
 * commit, once.
 * @throws NotFound, Invalid, Forbidden; Conflict somebody recorded it before, with how and who
 */
export async function bringBack(
  ctx: Ctx,
  ref: string,
  id: string,
  form: Back,
): Promise<{ batch: string; device: string }> {
  const batch = await findBatch(ctx.db, ref);
  const claim = await claimIn(ctx, batch, id);
  if (claim.state === 'in' || claim.state === 'out') throw new Conflict('must', 'it was sent in this batch');
  if (claim.state !== 'sent') throw cameBefore(claim);
  try {
    const back = await backChanges(ctx, batch, claim, form);
    return await commit(ctx, { batch: batch.id, device: back.device }, back.changes);
  } catch (error) {
    if (!(error instanceof Conflict) || error.what !== STILL_AWAY) throw error;
    throw cameBefore(await claimIn(ctx, batch, id));
  }
}

async function claimIn(ctx: Ctx, batch: Batch, id: string): Promise<Claim> {
  const claim = await ctx.db.first(claimById(id, ctx.today));
  if (!claim || claim.batch !== batch.id) throw new NotFound();
  return claim;
}

function cameBefore(claim: Claim): Conflict {
  const theirs = `${STATE_WORDS[claim.state]}${claim.endedByName ? `, by ${claim.endedByName}` : ''}`;
  return new Conflict('must', STILL_AWAY, [{ label: 'It was recorded', yours: '', theirs }]);
}

/**
 * What it takes for a device to be back. `device` is the one that there is now: another one after an exchange.
 * @throws Invalid, Forbidden
 */
export async function backChanges(
  ctx: Ctx,
  batch: Batch,
  claim: Claim,
  form: Back,
): Promise<{ changes: Change; device: string }> {
  const repair = await findRepair(ctx.db, claim.repair, 'all');
  const device = await findDevice(ctx.db, claim.device, 'all');
  const state = HOW_STATES[form.how];
  const giveBack = form.how === 'refused' || form.giveBack;
  const place = form.how === 'lost' ? null : await placeFor(ctx, form.place ?? '');
  const changes: Change[] = [
    bringLineBack(
      {
        line: claim.id,
        batch: batch.id,
        state,
        reason: form.reason,
        caseNumber: form.how === 'lost' ? form.caseNumber : '',
        by: ctx.actor.person,
        undo: form.how === 'lost' || form.how === 'exchanged' ? '' : undoFor(repair),
        giveBack,
      },
      ctx.now,
    ),
    await repairAfter(ctx, repair, form),
  ];
  let now = device.id;
  if (form.how === 'lost') changes.push(losing(ctx, device, form, batch));
  else if (form.how === 'exchanged') {
    const exchange = await exchanging(ctx, { batch, claim, device, place: place as Location }, form);
    changes.push(exchange.changes);
    now = exchange.id;
  } else changes.push(returning(ctx, device, place as Location, repair.id));
  const data = { device: device.id, how: state, place: place?.id, giveBack: giveBack || undefined };
  return {
    device: now,
    changes: [
      changes,
      batchRecord(batch.id, state === 'lost' ? 'lost by the carrier' : 'came back', data, {
        text: form.reason,
      }),
      record({
        thing: repair.id,
        kind: 'repair',
        verb: VERBS[state],
        device: device.id,
        site: repair.site,
        data: { batch: batch.id, to: place?.id ?? null, ...(now === device.id ? {} : { replacement: now }) },
        text: form.reason,
      }),
    ],
  };
}

const VERBS: Readonly<Record<Exclude<ClaimState, 'in' | 'out' | 'sent'>, string>> = {
  repaired: 'back from the vendor, repaired',
  unrepaired: 'back from the vendor, not repaired',
  refused: 'refused by the vendor',
  lost: 'closed, lost by the carrier',
  exchanged: 'closed, exchanged by the vendor',
};

/** Ready to be handed back, in work again, or at its end. */
async function repairAfter(ctx: Ctx, repair: Repair, form: Back): Promise<Change> {
  const mine = {
    technician: repair.technician ?? ctx.actor.person,
    started_at: repair.startedAt ?? ctx.now,
    ...dueColumns(repair, ctx.now, ctx.district, await holidayDates(ctx.db)),
  };
  if (form.how === 'ready')
    return endAtVendor(repair.id, 'ready', { ...mine, outcome: 'repaired', ready_at: ctx.now }, ctx.now);
  if (form.how === 'lost' || form.how === 'exchanged')
    return endAtVendor(
      repair.id,
      'closed',
      { ...mine, outcome: 'not_worth', ready_at: repair.readyAt ?? ctx.now, closed_at: ctx.now },
      ctx.now,
    );
  return endAtVendor(repair.id, 'in_work', mine, ctx.now);
}

function returning(ctx: Ctx, device: Device, place: Location, repair: string): Change {
  if (device.state !== 'in_service')
    throw new Invalid({ '': 'This device is not in service: say on its page that it is found, then go on' });
  return giveCustody(
    {
      device: device.id,
      location: place.id,
      top: place.top,
      why: 'repair',
      by: ctx.actor.person,
      repair,
      expects: device.openCustody,
    },
    ctx.now,
  );
}

/** @throws Forbidden who may only propose that a device is lost */
function losing(ctx: Ctx, device: Device, form: Back, batch: Batch): Change {
  if (!can(ctx.actor, 'device.retire'))
    throw new Forbidden(
      'Only a level III specialist or a manager marks a device lost. Ask one of them to record it here',
    );
  return [
    setState(
      device,
      'lost',
      { by: ctx.actor.person, reason: 'lost by the carrier', policeReport: form.caseNumber },
      ctx.now,
    ),
    endCustody(device.id, ctx.now, device.openCustody),
    record({
      thing: device.id,
      kind: 'device',
      verb: 'reported lost',
      site: device.home,
      data: { batch: batch.id, vendor: batch.vendor, caseNumber: form.caseNumber },
      text: form.reason,
    }),
  ];
}

async function placeFor(ctx: Ctx, id: string): Promise<Location> {
  const place = await findLocation(ctx.db, id, 'all').catch(() => null);
  if (!place || place.retiredAt || place.topKind === 'vendor')
    throw new Invalid({ place: 'Choose a place of ours that is in use' });
  return place;
}
