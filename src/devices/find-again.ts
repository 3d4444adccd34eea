import type { Scope } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { giveCustody } from '../custody/changes.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { refuseOther } from './as-seen.ts';
import { setState } from './changes.ts';
import type { FoundHere, HaveItHere } from './forms.ts';
import { insertFound, settleFound } from './found-changes.ts';
import { placeOf } from './place-queries.ts';
import { findDevice, sees } from './queries.ts';

/**
 * A lost or stolen device is found: it is in service again, at the place where it turned up, and its home is told.
 * @throws NotFound, Invalid, Conflict
 */
export async function foundHere(
  ctx: Ctx,
  ref: string,
  form: FoundHere,
  scope: Exclude<Scope, null>,
): Promise<{ id: string }> {
  const device = await findDevice(ctx.db, ref, 'all');
  // Who finds another school's device sees nothing of it but may report it: see `haveItHere`.
  if (!sees(scope, device)) throw new NotFound();
  refuseOther(device, 'find', form.seen);
  const place = await placeOf(ctx.db, form.place);
  if (!place || place.retiredAt || (scope !== 'all' && !scope.includes(place.top)))
    throw new Invalid({ place: 'Choose a place in use' });
  const by = ctx.actor.person;
  return commit(
    ctx,
    { id: device.id },
    setState(device, 'in_service', { by, reason: 'found' }, ctx.now),
    giveCustody(
      {
        device: device.id,
        location: place.id,
        top: place.top,
        why: 'found',
        by,
        expects: device.openCustody,
      },
      ctx.now,
    ),
    insertFound(
      {
        id: newId(),
        device: device.id,
        home: device.home,
        site: place.top,
        was: device.state,
        note: form.note,
        by,
      },
      ctx.now,
    ),
    record({
      thing: device.id,
      kind: 'device',
      verb: 'found',
      site: device.home,
      data: { was: device.state, place: place.id },
      text: form.note,
    }),
  );
}

/**
 * Somebody has another site's device: its home is told, nothing else changes.
 * @param site where it is: one of the person's own
 */
export async function haveItHere(
  ctx: Ctx,
  ref: string,
  form: HaveItHere,
  site: string,
): Promise<{ site: string }> {
  const device = await findDevice(ctx.db, ref, 'all');
  return commit(
    ctx,
    { site },
    insertFound(
      {
        id: newId(),
        device: device.id,
        home: device.home,
        site,
        was: device.state,
        note: form.note,
        by: ctx.actor.person,
      },
      ctx.now,
    ),
    record({
      thing: device.id,
      kind: 'device',
      verb: 'reported elsewhere',
      site: device.home,
      data: { at: site, state: device.state },
      text: form.note,
    }),
  );
}

/** The home has read that its device turned up. @throws NotFound, Conflict somebody settled it before */
export async function settleReport(
  ctx: Ctx,
  ref: string,
  report: string,
  scope: Exclude<Scope, null>,
): Promise<{ id: string }> {
  const device = await findDevice(ctx.db, ref, scope);
  return commit(
    ctx,
    { id: device.id },
    settleFound(report, device.id, ctx.actor.person, ctx.now),
    record({
      thing: device.id,
      kind: 'device',
      verb: 'found report settled',
      site: device.home,
      data: { report },
    }),
  );
}
