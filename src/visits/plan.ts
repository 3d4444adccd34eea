import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { refuseStale, sameVersion } from '../db/version.ts';
import { Conflict, Forbidden, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { insertVisit, mustBeFree, mustBeIn, setOrder, setPeople, updateVisit } from './changes.ts';
import type { CallOff, EditVisit, MoveVisit, OrderDay, PlanVisit } from './forms.ts';
import {
  findVisit,
  overlapping,
  type SitePlace,
  siteByRef,
  technicians,
  type Visit,
  visitsOf,
} from './queries.ts';
import { mayMove, statesFor } from './rules.ts';
import { personAsked, personOf, whoSees } from './who.ts';

/** @throws Invalid no such site, past days, somebody is elsewhere then; Forbidden for somebody else */
export async function planVisit(ctx: Ctx, form: PlanVisit): Promise<{ id: string }> {
  const people = await peopleFor(ctx, form.people);
  if (form.day < ctx.today) throw new Invalid({ day: 'This day is over' });
  const site = await siteFor(ctx, form.site);
  const id = newId();
  await refuseOverlap(ctx, { ...form, visit: id, people });
  return commit(
    ctx,
    { id },
    mustBeFree({ ...form, id, people }),
    insertVisit({ ...form, id, site: site.id, people, by: ctx.actor.person }, ctx.now),
    record({
      thing: id,
      kind: 'visit',
      verb: 'planned',
      site: site.id,
      data: {
        site: site.id,
        day: form.day,
        window: [form.fromTime, form.toTime],
        purpose: form.purpose,
        people,
      },
      text: form.note,
      first: true,
    }),
  );
}

/** @throws NotFound, Invalid, Conflict */
export async function editVisit(ctx: Ctx, id: string, form: EditVisit): Promise<{ id: string }> {
  const before = await findVisit(ctx.db, id, whoSees(ctx), ctx.now);
  refuseStale(form.version, before, form, {
    day: 'Day',
    fromTime: 'From',
    toTime: 'To',
    purpose: 'Purpose',
    note: 'Note',
  });
  if (!mayMove(before.state, 'edit')) throw new Conflict('must', 'the visit is still planned');
  const people = await peopleFor(ctx, form.people, techniciansOf(before));
  const site = await siteFor(ctx, form.site);
  if (form.day < ctx.today && form.day !== before.day) throw new Invalid({ day: 'This day is over' });
  await refuseOverlap(ctx, { ...form, visit: id, people });
  return commit(
    ctx,
    { id },
    sameVersion('visits', id, form.version),
    mustBeIn(id, statesFor('edit')),
    mustBeFree({ ...form, id, people }),
    updateVisit(id, {
      site: site.id,
      day: form.day,
      from_time: form.fromTime,
      to_time: form.toTime,
      purpose: form.purpose,
      note: form.note,
    }),
    setPeople(id, form.day, people),
    record({
      thing: id,
      kind: 'visit',
      verb: 'edited',
      site: site.id,
      data: { site: site.id, day: [before.day, form.day], window: [form.fromTime, form.toTime], people },
      text: form.note,
    }),
  );
}

/** To another day, as by dragging it there. @throws NotFound, Invalid, Conflict */
export async function moveVisit(
  ctx: Ctx,
  { visit: id, day }: MoveVisit,
): Promise<{ id: string; day: string }> {
  const visit = await findVisit(ctx.db, id, whoSees(ctx), ctx.now);
  const people = techniciansOf(visit);
  refuseOthers(ctx, people);
  if (visit.day === day) return { id, day };
  if (visit.state !== 'planned') throw new Conflict('must', 'the visit has not begun');
  if (day < ctx.today) throw new Invalid({ day: 'This day is over' });
  await refuseOverlap(ctx, { ...visit, visit: id, day, people });
  return commit(
    ctx,
    { id, day },
    sameVersion('visits', id, visit.version),
    mustBeFree({ ...visit, day, people }),
    updateVisit(id, { day }),
    setPeople(id, day, people),
    record({ thing: id, kind: 'visit', verb: 'moved', site: visit.site, data: { from: visit.day, to: day } }),
  );
}

/** @throws NotFound, Conflict it is over already */
export async function callOffVisit(
  ctx: Ctx,
  id: string,
  form: CallOff,
): Promise<{ id: string; day: string }> {
  const visit = await findVisit(ctx.db, id, whoSees(ctx), ctx.now);
  refuseOthers(ctx, techniciansOf(visit));
  return commit(
    ctx,
    { id, day: visit.day },
    mustBeIn(id, statesFor('call_off')),
    updateVisit(id, { state: 'called_off', reason: form.reason }),
    record({
      thing: id,
      kind: 'visit',
      verb: 'called off',
      site: visit.site,
      data: { day: visit.day },
      text: form.reason,
    }),
  );
}

/** The order of a day's stops by hand, or by distance again. @param shown the visits in the order that was seen */
export async function orderDay(
  ctx: Ctx,
  form: OrderDay,
  shown: readonly string[],
): Promise<{ day: string; person: string }> {
  const person = personAsked(ctx, form.person);
  const order = [...shown];
  if (form.to !== 'distance') {
    const at = order.indexOf(form.visit ?? '');
    if (at < 0) throw new Invalid({ visit: 'It is not a stop of this day' });
    const to = form.to === 'up' ? at - 1 : at + 1;
    const [one, other] = [order[at], order[to]];
    if (one !== undefined && other !== undefined) {
      order[at] = other;
      order[to] = one;
    }
  }
  const kept = form.to === 'distance' ? [] : order;
  return commit(
    ctx,
    { day: form.day, person },
    setOrder(person, form.day, kept),
    record({ thing: person, kind: 'day', verb: 'ordered', data: { day: form.day, visits: kept } }),
  );
}

export function techniciansOf(visit: Pick<Visit, 'technicians'>): string[] {
  return JSON.parse(visit.technicians) as string[];
}

/** @throws Forbidden another one's visit is for a manager to change */
export function refuseOthers(ctx: Ctx, people: readonly string[]): void {
  if (!people.includes(personOf(ctx)) && !can(ctx.actor, 'visit.manage'))
    throw new Forbidden('This is the visit of somebody else');
}

/** Visits of a day, of whom it is asked for. */
export function dayOf(
  ctx: Ctx,
  person: string,
  day: string,
): Promise<(Visit & { position: number | null })[]> {
  return ctx.db.all(visitsOf(person, day, day, ctx.now));
}

async function peopleFor(
  ctx: Ctx,
  asked: readonly string[],
  before: readonly string[] = [],
): Promise<string[]> {
  const own = personOf(ctx);
  const people = [...new Set(asked.length > 0 ? asked : before.length > 0 ? before : [own])];
  refuseOthers(ctx, before.length > 0 ? before : people);
  if (people.length === 1 && people[0] === own) return people;
  const known = new Set((await ctx.db.all(technicians())).map(({ value }) => value));
  if (people.some((person) => !known.has(person) && !before.includes(person)))
    throw new Invalid({ people: 'Choose technicians who sign in' });
  return people;
}

async function siteFor(ctx: Ctx, ref: string): Promise<SitePlace> {
  const site = await ctx.db.first(siteByRef(ref));
  if (!site) throw new Invalid({ site: 'Choose a site in use, or type its code' });
  return site;
}

async function refuseOverlap(
  ctx: Ctx,
  x: { visit: string; day: string; fromTime: string; toTime: string; people: readonly string[] },
): Promise<void> {
  const other = await ctx.db.first(overlapping(x));
  if (other)
    throw new Invalid({
      fromTime: `${other.name} is at ${other.siteName} from ${other.fromTime} to ${other.toTime} that day`,
    });
}
