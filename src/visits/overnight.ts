import type { Ctx } from '../context.ts';
import { giveCustody } from '../custody/changes.ts';
import { targetsByCode } from '../custody/target-queries.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { Forbidden, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { dayIn, startOfDay } from '../web/day.ts';
import type { DropOff, Overnight } from './hours-forms.ts';
import { onTheRoad, type RoadDevice } from './hours-queries.ts';
import { vehicleOf } from './load-queries.ts';
import { personOf } from './who.ts';

/**
 * Since when a device must be in a vehicle to ask for its place overnight: once the day is over all of them do, before
 * that those that have spent a night there already, until somebody answers.
 * @param now ISO UTC @returns ISO UTC: what came into the vehicle before it asks
 */
export function overnightBefore(now: string, zone: string, dayEnd: string): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(now));
  return time < dayEnd ? startOfDay(zone, dayIn(zone, now)) : now;
}

/** What is in a person's vehicle, and what the person has taken home from it. */
export async function readRoad(ctx: Ctx, person: string) {
  const [vehicle] = await ctx.db.all(vehicleOf(person));
  if (!vehicle) return { vehicle: null, inVehicle: [], atHome: [] };
  const [inVehicle, atHome] = await ctx.db.read(onTheRoad(vehicle.top, null), onTheRoad(vehicle.top, person));
  return { vehicle, inVehicle, atHome };
}

export type Road = Awaited<ReturnType<typeof readRoad>>;

/**
 * Where what is in the vehicle stays overnight: a building takes it into its custody; at home the technician has
 * it. The vehicle itself is no such place.
 * @throws Forbidden no vehicle; Invalid nothing is in it, no building
 */
export async function sayOvernight(ctx: Ctx, form: Overnight): Promise<{ devices: number }> {
  const person = personOf(ctx);
  const { vehicle, inVehicle } = await readRoad(ctx, person);
  if (!vehicle) throw new Forbidden('You keep no vehicle');
  if (inVehicle.length === 0) throw new Invalid({ place: 'Nothing is in your vehicle' });
  const home = form.place === 'home';
  const place = home ? null : await buildingBy(ctx, form.place);
  return commit(
    ctx,
    { devices: inVehicle.length },
    inVehicle.map((device) => [
      giveCustody(
        {
          device: device.id,
          location: place?.id ?? vehicle.location,
          top: place?.site ?? vehicle.top,
          person: home ? person : null,
          why: 'move',
          by: person,
          expects: device.custody,
        },
        ctx.now,
      ),
      moved(device, place?.site ?? vehicle.top, { overnight: true, to: place?.id ?? person }),
    ]),
    q.insertInto('overnights').values({
      id: newId(),
      person,
      vehicle: vehicle.top,
      day: ctx.today,
      location: place?.id ?? null,
      devices: inVehicle.length,
      at: ctx.now,
    }),
    record({
      thing: vehicle.top,
      kind: 'location',
      verb: 'overnight place said',
      site: vehicle.top,
      data: { day: ctx.today, home, to: place?.id ?? null, devices: inVehicle.length },
    }),
  );
}

/** In the morning: what was at home is in the vehicle again. */
export async function backIntoVehicle(ctx: Ctx): Promise<{ devices: number }> {
  const person = personOf(ctx);
  const { vehicle, atHome } = await readRoad(ctx, person);
  if (!vehicle || atHome.length === 0) throw new Invalid({ '': 'Nothing of your vehicle is at your home' });
  return commit(
    ctx,
    { devices: atHome.length },
    atHome.map((device) => [
      giveCustody(
        {
          device: device.id,
          location: vehicle.location,
          top: vehicle.top,
          why: 'move',
          by: person,
          expects: device.custody,
        },
        ctx.now,
      ),
      moved(device, vehicle.top, { to: vehicle.location }),
    ]),
  );
}

/** The drop-off list is handed over at a depot. @throws Invalid no depot, nothing to hand over */
export async function dropOff(ctx: Ctx, form: DropOff): Promise<{ devices: number }> {
  const person = personOf(ctx);
  const { vehicle, inVehicle, atHome } = await readRoad(ctx, person);
  if (!vehicle) throw new Forbidden('You keep no vehicle');
  const depot = await buildingBy(ctx, form.depot, 'depot');
  const all = [...inVehicle, ...atHome];
  const chosen = form.ids.length > 0 ? all.filter((device) => form.ids.includes(device.id)) : all;
  if (chosen.length === 0) throw new Invalid({ depot: 'Nothing is in your vehicle' });
  return commit(
    ctx,
    { devices: chosen.length },
    chosen.map((device) => [
      giveCustody(
        {
          device: device.id,
          location: depot.id,
          top: depot.site,
          why: 'check_in',
          by: person,
          expects: device.custody,
        },
        ctx.now,
      ),
      moved(device, depot.site, { to: depot.id, dropped: true }),
    ]),
  );
}

function moved(device: RoadDevice, site: string, data: Record<string, unknown>) {
  return record({ thing: device.id, kind: 'device', verb: 'moved', device: device.id, site, data });
}

async function buildingBy(ctx: Ctx, ref: string, field = 'place'): Promise<{ id: string; site: string }> {
  const rows = await ctx.db.all(targetsByCode([], [ref, ref.toUpperCase()]));
  const byId = await ctx.db.first<{ id: string; site: string; sort: string }>({
    sql: 'SELECT id, top AS site, kind AS sort FROM locations WHERE id = ? AND retired_at IS NULL',
    parameters: [ref],
  });
  const place = byId ?? rows.find((row) => row.kind === 'location');
  if (
    !place?.site ||
    !['site', 'depot', 'room'].includes(place.sort) ||
    (field === 'depot' && place.sort !== 'depot')
  )
    throw new Invalid({
      [field]: field === 'depot' ? 'Choose a depot' : 'Choose a building: a vehicle is no place for a night',
    });
  return { id: place.id, site: place.site };
}
