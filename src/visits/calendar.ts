import { createHash, createHmac } from 'node:crypto';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { startOfDay } from '../web/day.ts';
import { linkByHash, openLink } from './calendar-queries.ts';
import { visitsOf } from './queries.ts';
import { addDays } from './rules.ts';
import { personOf } from './who.ts';

/** From the link's id and the server's secret: neither the database nor a backup holds it. */
function tokenOf(secret: string, id: string): string {
  return createHmac('sha256', secret).update(`calendar ${id}`).digest('base64url');
}

/** How addresses are kept: the database alone opens nothing. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** The path of the person's own calendar; null while there is none. */
export async function calendarPath(ctx: Ctx, secret: string): Promise<string | null> {
  const link = await ctx.db.first(openLink(personOf(ctx)));
  return link ? `/calendar/${tokenOf(secret, link.id)}.ics` : null;
}

/** A new secret address; the one before it opens nothing any more. */
export function makeCalendarLink(ctx: Ctx, secret: string): Promise<{ made: true }> {
  const person = personOf(ctx);
  const id = newId();
  return commit(
    ctx,
    { made: true as const },
    revoke(person, ctx.now),
    q
      .insertInto('calendar_links')
      .values({ id, person, token_hash: hashOf(tokenOf(secret, id)), at: ctx.now }),
    record({ thing: person, kind: 'user', verb: 'calendar link made' }),
  );
}

export function revokeCalendarLink(ctx: Ctx): Promise<{ made: false }> {
  const person = personOf(ctx);
  return commit(
    ctx,
    { made: false as const },
    revoke(person, ctx.now),
    record({ thing: person, kind: 'user', verb: 'calendar link ended' }),
  );
}

function revoke(person: string, now: string) {
  return q
    .updateTable('calendar_links')
    .set({ revoked_at: now })
    .where('person', '=', person)
    .where('revoked_at', 'is', null);
}

const PAST_DAYS = 30;
const AHEAD_DAYS = 180;

/** A technician's visits as RFC 5545 text. @throws NotFound the address opens nothing */
export async function calendarText(ctx: Ctx, token: string, baseUrl: string): Promise<string> {
  const owner = await ctx.db.first(linkByHash(hashOf(token)));
  if (!owner) throw new NotFound();
  const from = addDays(ctx.today, -PAST_DAYS);
  const visits = await ctx.db.all(visitsOf(owner.person, from, addDays(ctx.today, AHEAD_DAYS), ctx.now));
  const calendar = ical({
    name: `Visits of ${owner.name}`,
    prodId: { company: 'Spudger', product: 'Visits' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600,
  });
  for (const visit of visits) {
    const at = (time: string) => {
      const [hours = 0, minutes = 0] = time.split(':').map(Number);
      return new Date(Date.parse(startOfDay(ctx.district.zone, visit.day)) + (hours * 60 + minutes) * 60_000);
    };
    const whole = visit.fromTime === '';
    const start = whole ? new Date(`${visit.day}T00:00:00Z`) : at(visit.fromTime);
    const end = visit.toTime && !whole ? at(visit.toTime) : new Date(start.getTime() + 3_600_000);
    calendar.createEvent({
      id: `${visit.id}@spudger`,
      start,
      ...(whole ? {} : { end }),
      allDay: whole,
      stamp: new Date(ctx.now),
      sequence: visit.version,
      summary: visit.siteName,
      location: [visit.siteName, visit.address].filter(Boolean).join(', '),
      description: visit.note,
      url: `${baseUrl}/visits/${visit.id}`,
      status: visit.state === 'called_off' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}
