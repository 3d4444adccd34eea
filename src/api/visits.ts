import type { Hono } from 'hono';
import { z } from 'zod';
import { optionalDate, optionalId } from '../fields.ts';
import { dayTrip } from '../visits/drive.ts';
import { addFollowUp } from '../visits/follow-up.ts';
import {
  Arrive,
  CallOff,
  FollowUp,
  Leave,
  Nothing,
  PlanVisit,
  SetOut,
  Tick,
  VisitNote,
} from '../visits/forms.ts';
import { arrive, noteVisit, setOut } from '../visits/go.ts';
import { addBench, addDrive, askOvertime, readMonth } from '../visits/hours.ts';
import { AskOvertime, MonthFilter, NewBench, NewDrive, Overnight } from '../visits/hours-forms.ts';
import { leave, readHappened } from '../visits/leave.ts';
import { postLoad, readLoad, tickLoad } from '../visits/load.ts';
import { sayOvernight } from '../visits/overnight.ts';
import { callOffVisit, dayOf, planVisit } from '../visits/plan.ts';
import { findVisit, visitsBetween } from '../visits/queries.ts';
import { addDays } from '../visits/rules.ts';
import { suggestSites } from '../visits/suggest.ts';
import { personAsked, personOf, whoSees } from '../visits/who.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { reads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import * as shape from './shapes-visits.ts';
import { VisitsAsked } from './visit-work.ts';

const tag = 'Visits';
const see = ['visit.see'] as const;
const work = ['visit.work'] as const;
const look = ['visit.work', 'visit.all'] as const;

const Day = z.object({ day: optionalDate(), person: optionalId() });

const idOf = (c: AppContext) => c.req.param('visit') ?? '';
const dayIn = (c: AppContext, day: string | null) => day ?? c.var.ctx.today;

/** Planning and working visits, and the day around them. */
export function visitOperations(api: Hono<AppEnv>): void {
  reads(
    api,
    {
      path: '/visits',
      rights: see,
      summary: 'Visits from a day to another; a week from today where nothing is said',
      tag,
      query: VisitsAsked,
      answer: z.object({ items: z.array(shape.VisitRow) }),
    },
    async (c, { from, to, site, person }) => {
      const { ctx } = c.var;
      const first = from ?? ctx.today;
      const who = person ? { all: false, person: personAsked(ctx, person), sites: [] } : whoSees(ctx);
      const span = { from: first, to: to ?? addDays(first, 7), site, who };
      return { items: await ctx.db.all(visitsBetween(span, ctx.now)) };
    },
  );
  writes(
    api,
    {
      path: '/visits',
      rights: work,
      summary: 'Plan a visit; the site by its id or code',
      tag,
      schema: PlanVisit,
      example: { site: 'MAP', day: '2027-03-09', fromTime: '09:00', toTime: '11:00' },
      answer: Made,
      status: 201,
      location: ({ id }) => `/visits/${id}`,
    },
    planVisit,
  );
  reads(
    api,
    {
      path: '/visits/suggestion',
      rights: work,
      summary: 'Where to drive next, each site with its reasons',
      tag,
      answer: shape.Suggestions,
    },
    async (c) => {
      const { base, rows } = await suggestSites(c.var.ctx, personOf(c.var.ctx));
      return { from: base?.name ?? null, sites: rows };
    },
  );
  dayOperations(api);
  reads(
    api,
    { path: '/visits/:visit', rights: see, summary: 'One visit', tag, answer: shape.VisitDetails },
    async (c) => {
      const { ctx } = c.var;
      const visit = await findVisit(ctx.db, idOf(c), whoSees(ctx), ctx.now);
      return { ...visit, counts: (await readHappened(ctx, visit))?.counts ?? null };
    },
  );
  moves(api);
}

function moves(api: Hono<AppEnv>): void {
  const move = { rights: work, tag, answer: Done };
  writes(
    api,
    { ...move, path: '/visits/:visit/set-out', summary: 'On the way', schema: SetOut, example: {} },
    (ctx, form, c) => setOut(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      ...move,
      path: '/visits/:visit/arrive',
      summary: 'Arrived: what is done from now on belongs to the visit',
      schema: Arrive,
      example: { odometer: '41230.5', private: true },
    },
    (ctx, form, c) => arrive(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      ...move,
      path: '/visits/:visit/leave',
      summary: 'Left: keeps the recap, which is written by itself where none is sent',
      schema: Leave,
      example: { nextOn: '2027-03-16' },
    },
    (ctx, form, c) => leave(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      ...move,
      path: '/visits/:visit/call-off',
      summary: 'Call a visit off',
      schema: CallOff,
      example: { reason: 'Snow' },
    },
    (ctx, form, c) => callOffVisit(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      ...move,
      path: '/visits/:visit/notes',
      summary: 'A note of the visit',
      schema: VisitNote,
      example: { text: 'The closet is hot' },
    },
    (ctx, form, c) => noteVisit(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      ...move,
      path: '/visits/:visit/follow-ups',
      summary: 'Something to be done at the site later',
      schema: FollowUp,
      example: { text: 'Bring a fan' },
    },
    (ctx, form, c) => addFollowUp(ctx, idOf(c), form),
  );
}

function dayOperations(api: Hono<AppEnv>): void {
  reads(
    api,
    {
      path: '/visits/day',
      rights: look,
      summary: 'The stops of a day in order, with the drive to each',
      tag,
      query: Day,
      answer: shape.DayPlan,
    },
    async (c, asked) => {
      const { ctx } = c.var;
      const day = dayIn(c, asked.day);
      const person = personAsked(ctx, asked.person);
      const trip = await dayTrip(ctx, person, await dayOf(ctx, person, day));
      const stops = trip.stops.map((stop, i) => ({ ...stop, tenths: trip.legs[i]?.drive?.tenths ?? null }));
      return { day, tenths: trip.tenths, byHand: trip.byHand, stops };
    },
  );
  reads(
    api,
    {
      path: '/visits/load',
      rights: look,
      summary: 'What to put into the vehicle for a day, by shelf',
      tag,
      query: Day,
      answer: shape.LoadList,
    },
    (c, asked) => readLoad(c.var.ctx, personAsked(c.var.ctx, asked.person), dayIn(c, asked.day)),
  );
  writes(
    api,
    {
      path: '/visits/load/:day/ticks',
      rights: work,
      summary: 'A part is in hand, by id, SKU or barcode',
      tag,
      schema: Tick,
      example: { part: 'LCD-116-30' },
      answer: shape.Ticked,
    },
    (ctx, form, c) => tickLoad(ctx, dayParam(c), form),
  );
  writes(
    api,
    {
      path: '/visits/load/:day/post',
      rights: work,
      summary: 'What is ticked moves into the vehicle, in one commit',
      tag,
      schema: Nothing,
      answer: shape.Posted,
    },
    (ctx, _, c) => postLoad(ctx, dayParam(c)),
  );
  reads(
    api,
    {
      path: '/visits/miles',
      rights: look,
      summary: 'Drives, hours and the claim of a month',
      tag,
      query: MonthFilter,
      answer: shape.MonthOfMiles,
    },
    (c, { month, person }) =>
      readMonth(c.var.ctx, personAsked(c.var.ctx, person), month ?? c.var.ctx.today.slice(0, 7)),
  );
  writes(
    api,
    {
      path: '/visits/drives',
      rights: work,
      summary: 'A drive beside the visits',
      tag,
      schema: NewDrive,
      example: { day: '2027-03-01', to: 'DEP1', miles: '3.5' },
      answer: Made,
      status: 201,
    },
    addDrive,
  );
  writes(
    api,
    {
      path: '/visits/bench',
      rights: work,
      summary: 'Hours on the bench',
      tag,
      schema: NewBench,
      example: { day: '2027-03-01', minutes: 90 },
      answer: Made,
      status: 201,
    },
    addBench,
  );
  writes(
    api,
    {
      path: '/visits/overtime',
      rights: ['overtime.ask'],
      summary: 'Ask for overtime',
      tag,
      schema: AskOvertime,
      example: { day: '2027-03-03', minutes: 60, reason: 'Summer repair' },
      answer: Made,
      status: 201,
    },
    askOvertime,
  );
  writes(
    api,
    {
      path: '/visits/overnight',
      rights: work,
      summary: 'Where what is in the vehicle stays overnight: a code, an id, or home',
      tag,
      schema: Overnight,
      example: { place: 'home' },
      answer: shape.Devices,
    },
    sayOvernight,
  );
}

function dayParam(c: AppContext): string {
  const asked = c.req.param('day') ?? '';
  return /^\d{4}-\d\d-\d\d$/.test(asked) ? asked : c.var.ctx.today;
}
