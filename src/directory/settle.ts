import { can, type Scope, within } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { endAssignment, giveCustody } from '../custody/changes.ts';
import { type Change, commit } from '../db/commit.ts';
import { asCounted, recount } from '../devices/changes.ts';
import { keepProposal } from '../devices/propose-changes.ts';
import { type Device, findDevice } from '../devices/queries.ts';
import { changeHome } from '../devices/record-changes.ts';
import { Conflict, Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import type { ProposalKinds } from '../proposals/rules.ts';
import type { Settle } from './forms.ts';
import { keepStay } from './leaver-changes.ts';
import { type Leaver, leaverWith } from './leaver-queries.ts';

/**
 * What becomes of a device whose person has left or moved: it is collected and issued to nobody, it goes along and
 * has another home, or it stays as it is. Who may not edit a device proposes another home.
 * @throws NotFound, Invalid, Conflict
 */
export async function settleLeaver(
  ctx: Ctx,
  device: string,
  form: Settle,
  scope: Exclude<Scope, null>,
): Promise<{ id: string; proposed: boolean }> {
  const found = await leaverWith(ctx.db, device);
  // The new site of a mover sees the device as well, though it is not there by the books.
  if (!found || !within(scope, found.home, found.site)) throw new NotFound();
  const now = await findDevice(ctx.db, found.device, 'all');
  if (found.person !== form.person) throw new Conflict('must', 'the device is with whom you saw');
  if (now.openRepairState === 'at_vendor')
    throw new Invalid({ '': 'It is at a vendor: bring it back first' });
  const changes = ways(ctx, now, found, form);
  if (form.what === 'along' && found.site && !can(ctx.actor, 'device.edit'))
    return commit(
      ctx,
      { id: now.id, proposed: true },
      keepProposal(
        now,
        {
          kind: 'rehome',
          verb: 'proposed to go along',
          content: { home: found.site, along: found.person },
          reason: '',
        },
        ctx.actor.person,
        ctx.now,
      ),
    );
  return commit(ctx, { id: now.id, proposed: false }, changes);
}

function ways(ctx: Ctx, device: Device, found: Leaver, { what }: Settle): Change[] {
  const told = (verb: string, data: Record<string, unknown>) =>
    record({ thing: device.id, kind: 'device', verb, device: device.id, site: device.home, data });
  if (what === 'collected')
    return [
      giveCustody(
        {
          device: device.id,
          location: device.home,
          top: device.home,
          why: 'collection',
          by: ctx.actor.person,
          expects: device.openCustody,
        },
        ctx.now,
      ),
      device.openAssignment ? endAssignment(device.id, ctx.now, device.openAssignment) : null,
      told('collected', { from: found.person, to: device.home, left: found.active === 0 }),
    ];
  if (!found.active || !found.site)
    throw new Invalid({ what: 'This person has left: collect it, or report it lost' });
  if (what === 'stays')
    return [
      keepStay(device.id, found.person, found.site, ctx.actor.person, ctx.now),
      told('stays at home', { person: found.person, site: found.site }),
    ];
  return goingAlong(device, found.site, found.person);
}

function goingAlong(device: Device, home: string, person: string): Change[] {
  return [
    asCounted(device),
    changeHome(device.id, home),
    recount(device, { ...device, home }),
    record({
      thing: device.id,
      kind: 'device',
      verb: 'edited',
      device: device.id,
      site: device.home,
      data: { home: [device.home, home], along: person },
    }),
  ];
}

/** What a school contact, or an intern, asks for about a mover's device. */
export const leaverProposals: ProposalKinds = {
  rehome: {
    words: 'Goes along to another home',
    needs: 'device.edit',
    async changes(ctx, { thing, content }) {
      const found = await leaverWith(ctx.db, thing ?? '');
      // They moved on, came back, or gave it back since.
      if (!found?.site || found.person !== content.along || found.site !== content.home || !found.active)
        throw new Invalid({ '': 'Its person belongs elsewhere by now: refuse this proposal' });
      return goingAlong(await findDevice(ctx.db, found.device, 'all'), found.site, found.person);
    },
  },
};
