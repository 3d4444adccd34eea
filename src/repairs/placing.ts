import type { Ctx } from '../context.ts';
import { assignDevice, type CustodyReason, endAssignment, giveCustody } from '../custody/changes.ts';
import type { Change } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { setUse } from '../devices/changes.ts';
import type { Device } from '../devices/queries.ts';
import { Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { placeFor } from './begin-move.ts';
import type { ClosingPlace } from './forms.ts';
import { type Loaner, loanersFor } from './loaner-queries.ts';

/** Where a device goes at the end of a repair. 'stay' leaves it with whoever has it. */
export interface Placing {
  place: ClosingPlace | 'stay';
  location: string | null;
  loaner: string | null;
}

/** What putting a device somewhere changed, for taking it back. */
export interface Placed {
  custody: { before: CustodyBefore | null; after: string } | null;
  assignment: { person: string | null; location: string | null; slot: number | null } | null;
  use: { from: Device['use']; to: Device['use'] } | null;
  proposal: string | null;
  loaner: { id: string; before: CustodyBefore; after: string } | null;
}

interface CustodyBefore {
  location: string;
  top: string;
  person: string | null;
  slot: number | null;
  dueOn: string | null;
}

export interface PlacingPlan {
  changes: Change;
  placed: Placed;
  /** for the repair's record */
  data: Record<string, unknown>;
}

const NOTHING: Placed = { custody: null, assignment: null, use: null, proposal: null, loaner: null };

/**
 * What putting the device there takes: handed back to whom it is issued (and the loaner returned), into
 * the spare pool, or to where it waits for retirement. Every part is guarded by what was read.
 * @throws Invalid the place or the loaner is not there
 */
export async function planPlacing(
  ctx: Ctx,
  device: Device,
  form: Placing,
  repair: { id: string; at: string },
): Promise<PlacingPlan> {
  const loaner = form.place === 'back' && form.loaner ? await loanerFor(ctx, device, form.loaner) : null;
  if (form.place === 'stay') return { changes: null, placed: NOTHING, data: { place: 'stay' } };
  const goal = await goalFor(ctx, device, form);
  const there =
    device.place === goal.location && device.holder === goal.person && goal.slot === null && !device.dueOn;
  const after = newId();
  const leaves = form.place !== 'back' && device.openAssignment !== null;
  const use = form.place === 'spare' && device.use !== 'spare' ? 'spare' : null;
  const proposal = form.place === 'retire' ? newId() : null;
  const returned = loaner ? returnLoaner(ctx, loaner, device, repair.id) : null;
  return {
    changes: [
      there ? null : give(ctx, device, goal, form.place === 'back' ? 'hand_back' : 'repair', repair, after),
      leaves ? endAssignment(device.id, ctx.now, device.openAssignment) : null,
      use ? setUse(device, use, ctx.actor.person, ctx.now) : null,
      proposal ? proposeRetirement(ctx, device, proposal, repair.id) : null,
      returned?.changes ?? null,
    ],
    placed: {
      custody: there ? null : { before: custodyOf(device), after },
      assignment: leaves
        ? { person: device.assignedPerson, location: device.assignedLocation, slot: device.slot }
        : null,
      use: use ? { from: device.use, to: use } : null,
      proposal,
      loaner: returned?.placed ?? null,
    },
    data: {
      place: form.place,
      location: goal.location,
      person: goal.person,
      ...(loaner ? { loaner: loaner.id } : {}),
    },
  };
}

/** The device and its loaner are where they were before; the commit fails where either has moved on. */
export function takePlacingBack(ctx: Ctx, device: Device, placed: Placed, repair: string): Change {
  const { custody, loaner, assignment } = placed;
  const back = (id: string, before: CustodyBefore, expects: string) =>
    giveCustody({ device: id, ...before, why: 'undo', by: ctx.actor.person, repair, expects }, ctx.now);
  return [
    custody?.before ? back(device.id, custody.before, custody.after) : null,
    assignment
      ? assignDevice({ device: device.id, ...assignment, by: ctx.actor.person, expects: null }, ctx.now)
      : null,
    placed.use ? setUse({ ...device, use: placed.use.to }, placed.use.from, ctx.actor.person, ctx.now) : null,
    placed.proposal
      ? q
          .updateTable('proposals')
          .set({ decision: 'refused', decided_by: ctx.actor.person, decided_at: ctx.now })
          .where('id', '=', placed.proposal)
          .where('decision', 'is', null)
      : null,
    loaner ? back(loaner.id, loaner.before, loaner.after) : null,
  ];
}

interface Goal {
  location: string;
  top: string;
  person: string | null;
  slot: number | null;
}

async function goalFor(ctx: Ctx, device: Device, form: Placing): Promise<Goal> {
  if (form.place !== 'back') {
    const place = await placeFor(ctx, form.location ?? '', 'location');
    return { location: place.id, top: place.top, person: null, slot: null };
  }
  if (device.assignedLocation) {
    const place = await placeFor(ctx, device.assignedLocation, 'place');
    return { location: place.id, top: place.top, person: null, slot: device.slot };
  }
  return { location: device.home, top: device.home, person: device.assignedPerson, slot: null };
}

function give(
  ctx: Ctx,
  device: Device,
  goal: Goal,
  why: CustodyReason,
  repair: { id: string; at: string },
  id: string,
): Change {
  return giveCustody(
    {
      id,
      device: device.id,
      ...goal,
      why,
      by: ctx.actor.person,
      repair: repair.id,
      expects: device.openCustody,
      at: repair.at,
    },
    ctx.now,
  );
}

function custodyOf(device: Device): CustodyBefore | null {
  if (!device.place) return null;
  return {
    location: device.place,
    top: device.atSite ?? device.place,
    person: device.holder,
    slot: device.placeKind === 'cart' ? device.slot : null,
    dueOn: device.dueOn,
  };
}

async function loanerFor(ctx: Ctx, device: Device, id: string): Promise<Loaner> {
  const loaners = await ctx.db.all(loanersFor(device.id, device.assignedPerson));
  const loaner = loaners.find((one) => one.id === id);
  if (!loaner) throw new Invalid({ loaner: 'That loaner is not there any more' });
  return loaner;
}

/** The loaner goes back to the pool of its home. */
function returnLoaner(ctx: Ctx, loaner: Loaner, device: Device, repair: string) {
  const { id, home, location, top, person, dueOn } = loaner;
  const after = newId();
  return {
    changes: [
      giveCustody(
        {
          id: after,
          device: id,
          location: home,
          top: home,
          why: 'return',
          by: ctx.actor.person,
          repair,
          expects: loaner.custody,
        },
        ctx.now,
      ),
      record({
        thing: id,
        kind: 'device',
        verb: 'returned',
        site: home,
        data: { from: person, to: home, for: device.id, repair },
      }),
    ],
    placed: { id, before: { location, top, person, slot: null, dueOn }, after },
  };
}

/** Nothing where somebody has proposed it already. */
function proposeRetirement(ctx: Ctx, device: Device, id: string, repair: string): Change {
  return {
    sql: `INSERT INTO proposals (id, kind, thing, content, reason, site, proposed_by, at)
          SELECT ?, 'retire', ?, ?, ?, ?, ?, ? WHERE NOT EXISTS
            (SELECT 1 FROM proposals WHERE thing = ? AND kind = 'retire' AND decision IS NULL)`,
    parameters: [
      id,
      device.id,
      JSON.stringify({ repair }),
      'Its repair ended with: awaiting retirement',
      device.home,
      ctx.actor.person,
      ctx.now,
      device.id,
    ],
  };
}
