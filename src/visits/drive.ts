import type { Ctx } from '../context.ts';
import { Invalid } from '../errors.ts';
import { lastOdometer, lastStop, placesById } from './drive-queries.ts';
import { baseOf, type MilesRow, measuredAmong, type SitePlace, type Visit } from './queries.ts';
import { driveBetween, type Measured, pairKey, planTrip, type Trip } from './route-rules.ts';
import { milesText, visitSettingsOf } from './rules.ts';

export type DayStop = Visit & { visit: string; position: number | null };

export interface DayTrip extends Trip<DayStop> {
  base: SitePlace | null;
}

export function measuredOf(rows: readonly MilesRow[]): Measured {
  return new Map(rows.map((row) => [pairKey(row.one, row.other), row.tenths]));
}

/** A day's stops in order, with the miles of each leg. What was called off is no stop. */
export async function dayTrip(
  ctx: Ctx,
  person: string,
  visits: readonly (Visit & { position: number | null })[],
): Promise<DayTrip> {
  const stops = visits
    .filter((visit) => visit.state !== 'called_off')
    .map((visit) => ({ ...visit, visit: visit.id, id: visit.site }));
  const [base = null] = await ctx.db.all(baseOf(person));
  const places = [...new Set([...stops.map((stop) => stop.site), ...(base ? [base.id] : [])])];
  const measured = measuredOf(places.length > 1 ? await ctx.db.all(measuredAmong(places)) : []);
  const { roadFactor } = visitSettingsOf(ctx.district.settings);
  return { base, ...planTrip(base, stops, measured, roadFactor) };
}

/**
 * The drive to a visit: by the odometer where it was read here and at the stop before, else measured or computed.
 * @param odometer tenths of a mile @throws Invalid it says less than before
 */
export async function legTo(
  ctx: Ctx,
  person: string,
  visit: Pick<Visit, 'site' | 'day'>,
  odometer: number | null,
) {
  const [[last], [read], [home]] = await ctx.db.read(
    lastStop(person, visit.day),
    lastOdometer(person),
    baseOf(person),
  );
  if (read && odometer !== null && odometer < read.odometer)
    throw new Invalid({
      odometer: `The odometer said ${milesText(read.odometer)} on ${read.day}: it cannot go back. Look again.`,
    });
  const from = last?.site ?? home?.id ?? null;
  const to = visit.site;
  if (read && odometer !== null && read.day === visit.day)
    return { from, to, tenths: odometer - read.odometer, how: 'odometer' as const, odometer };
  const drive = from ? await driveFor(ctx, from, to) : null;
  return { from, to, tenths: drive?.tenths ?? 0, how: drive?.how ?? ('computed' as const), odometer };
}

export async function driveFor(ctx: Ctx, from: string, to: string) {
  const [places, rows] = await ctx.db.read(placesById([from, to]), measuredAmong([from, to]));
  const one = places.find((place) => place.id === from);
  const other = places.find((place) => place.id === to);
  if (!one || !other) return null;
  return driveBetween(one, other, measuredOf(rows), visitSettingsOf(ctx.district.settings).roadFactor);
}
