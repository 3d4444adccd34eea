import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { idsOf } from '../db/json-list.ts';
import { q } from '../db/query.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { asCounted, type Counted, recount, setUse } from './changes.ts';
import { isHome } from './check-record.ts';
import type { ChangeUse, Use } from './forms.ts';
import { placeOf } from './place-queries.ts';
import { findDevice } from './queries.ts';
import { changeHome } from './record-changes.ts';

/** The device is for something else from now on. @throws NotFound, Conflict its use is not the one that was seen */
export async function changeUse(ctx: Ctx, ref: string, form: ChangeUse): Promise<{ id: string }> {
  const device = await findDevice(ctx.db, ref, 'all');
  if (device.use !== form.seen) throw new Conflict('must', 'its use is the one that you saw');
  return commit(ctx, { id: device.id }, changing(ctx, device, form.use));
}

function changing(ctx: Ctx, device: Counted, use: Use) {
  if (device.use === use) return null;
  return [
    setUse(device, use, ctx.actor.person, ctx.now),
    record({
      thing: device.id,
      kind: 'device',
      verb: 'use changed',
      site: device.home,
      data: { from: device.use, to: use },
    }),
  ];
}

/** Up to 90 devices in one commit: all of them or none. @throws Invalid, Conflict */
export async function changeManyUse(
  ctx: Ctx,
  form: { device: readonly string[]; use: Use },
): Promise<{ changed: number }> {
  const devices = (await countedOf(ctx, form.device)).filter((device) => device.use !== form.use);
  return commit(
    ctx,
    { changed: devices.length },
    devices.map((device) => changing(ctx, device, form.use)),
  );
}

/** Another site answers for these devices from now on; where they are does not change. @throws Invalid, Conflict */
export async function changeManyHome(
  ctx: Ctx,
  form: { device: readonly string[]; home: string },
): Promise<{ changed: number }> {
  const home = await placeOf(ctx.db, form.home);
  if (!home || home.retiredAt || !isHome(home.kind))
    throw new Invalid({ home: 'Choose a site or depot in use' });
  const devices = (await countedOf(ctx, form.device)).filter((device) => device.home !== home.id);
  return commit(
    ctx,
    { changed: devices.length },
    devices.map((device) => [
      asCounted(device),
      recount(device, { ...device, home: home.id }),
      changeHome(device.id, home.id),
      record({
        thing: device.id,
        kind: 'device',
        verb: 'home changed',
        site: home.id,
        data: { from: device.home, to: home.id },
      }),
    ]),
  );
}

async function countedOf(ctx: Ctx, ids: readonly string[]): Promise<Counted[]> {
  if (ids.length === 0) throw new Invalid({ '': 'Tick devices first' });
  const devices = await ctx.db.all(
    q
      .selectFrom('devices')
      .where('id', 'in', (e) => idsOf(e, ids))
      .where('joined_into', 'is', null)
      .select(['id', 'home', 'model', 'use', 'state']),
  );
  if (devices.length !== new Set(ids).size)
    throw new Invalid({ '': 'Some of these devices are not there any more' });
  return devices;
}
