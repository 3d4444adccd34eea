import { Hono } from 'hono';
import { DayPage } from '../../views/visits/day.tsx';
import { VisitForm } from '../../views/visits/form.tsx';
import { SuggestionPage } from '../../views/visits/suggestion.tsx';
import { WeekPage } from '../../views/visits/week.tsx';
import { can } from '../accounts/permissions.ts';
import { locationOptions } from '../locations/queries.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { dayTrip } from './drive.ts';
import { EditVisit, MoveVisit, OrderDay, PlanVisit, VisitsFilter } from './forms.ts';
import { hoursRoutes } from './hours-routes.tsx';
import { loadRoutes } from './load-routes.tsx';
import { visitPhotoRoutes } from './photo-routes.ts';
import { dayOf, editVisit, moveVisit, orderDay, planVisit, techniciansOf } from './plan.ts';
import { closedDays, findVisit, technicians, visitsBetween, visitsOf } from './queries.ts';
import { ruleRoutes } from './rule-routes.tsx';
import { addDays, mondayAhead, mondayOf, nextSchoolDay } from './rules.ts';
import { suggestSites } from './suggest.ts';
import { visitPageRoutes } from './visit-routes.tsx';
import { personAsked, personOf, whoSees } from './who.ts';

export const visitRoutes = new Hono<AppEnv>();

visitRoutes.get('/visits', allow('visit.see'), async (c) => {
  const { ctx } = c.var;
  const filter = VisitsFilter.catch({ day: null, person: null, view: 'calendar' }).parse(c.req.query());
  const monday = filter.day === null ? mondayAhead(ctx.today) : mondayOf(filter.day);
  const may = { work: can(ctx.actor, 'visit.work'), seeAll: can(ctx.actor, 'visit.all') };
  const who = whoSees(ctx);
  const one = may.seeAll ? filter.person : who.sites.length > 0 ? null : personOf(ctx);
  const sunday = addDays(monday, 6);
  const [visits, closed, people] = await ctx.db.read(
    one
      ? visitsOf(one, monday, sunday, ctx.now)
      : visitsBetween({ from: monday, to: sunday, site: null, who }, ctx.now),
    closedDays('', monday, sunday),
    technicians(),
  );
  const days = Array.from({ length: 7 }, (_, i) => addDays(monday, i)).filter(
    (day, i) => i < 5 || visits.some((visit) => visit.day === day),
  );
  const names = Object.fromEntries(
    days.map((day) => [day, closed.find((one) => one.from <= day && day <= one.to)?.name ?? '']),
  );
  return c.html(
    <WeekPage
      frame={frameOf(c, 'visits')}
      days={days}
      visits={visits}
      closed={names}
      filter={filter}
      previous={addDays(monday, -7)}
      next={addDays(monday, 7)}
      people={may.seeAll ? people : []}
      may={may}
    />,
  );
});

visitRoutes.get('/visits/day', allow('visit.work', 'visit.all'), async (c) => {
  const { ctx } = c.var;
  const { day: asked, person: of } = VisitsFilter.catch({ day: null, person: null, view: 'list' }).parse(
    c.req.query(),
  );
  const day = asked ?? ctx.today;
  const person = personAsked(ctx, of);
  const [visits, people] = await Promise.all([dayOf(ctx, person, day), ctx.db.all(technicians())]);
  return c.html(
    <DayPage
      frame={frameOf(c, 'visits')}
      day={day}
      previous={addDays(day, -1)}
      next={addDays(day, 1)}
      person={{ id: person, name: people.find(({ value }) => value === person)?.label ?? '' }}
      own={person === personOf(ctx)}
      trip={await dayTrip(ctx, person, visits)}
      calledOff={visits.filter((visit) => visit.state === 'called_off')}
      mayWork={can(ctx.actor, 'visit.work')}
      seesAll={can(ctx.actor, 'visit.all')}
    />,
  );
});

visitRoutes.post('/visits/order', allow('visit.work'), (c) =>
  submit(c, {
    schema: OrderDay,
    run: async (ctx, form) => {
      const person = personAsked(ctx, form.person);
      const trip = await dayTrip(ctx, person, await dayOf(ctx, person, form.day));
      return orderDay(
        ctx,
        form,
        trip.stops.map((stop) => stop.visit),
      );
    },
    done: ({ day, person }) => `/visits/day?day=${day}&person=${person}`,
    back: '/visits/day',
  }),
);

visitRoutes.get('/visits/suggestion', allow('visit.work'), async (c) => {
  const { ctx } = c.var;
  const { day } = VisitsFilter.catch({ day: null, person: null, view: 'list' }).parse(c.req.query());
  const [{ base, rows }, closed] = await Promise.all([
    suggestSites(ctx, personOf(ctx)),
    ctx.db.all(closedDays('', ctx.today, addDays(ctx.today, 30))),
  ]);
  return c.html(
    <SuggestionPage
      frame={frameOf(c, 'visits')}
      day={day && day >= ctx.today ? day : nextSchoolDay(ctx.today, closed)}
      rows={rows}
      from={base?.name ?? null}
      seesAll={can(ctx.actor, 'visit.all')}
    />,
  );
});

visitRoutes.get('/visits/new', allow('visit.work'), async (c) => {
  const { site = '', day = c.var.ctx.today } = c.req.query();
  return c.html(await formPage(c, freshState({ site, day })));
});

visitRoutes.post('/visits/new', allow('visit.work'), (c) =>
  submit(c, {
    schema: PlanVisit,
    run: planVisit,
    done: ({ id }) => `/visits/${id}?done=created`,
    again: (state) => formPage(c, state),
  }),
);

visitRoutes.post('/visits/move', allow('visit.work'), (c) =>
  submit(c, {
    schema: MoveVisit,
    run: moveVisit,
    done: ({ day }) => `/visits?day=${day}&done=moved`,
    back: '/visits',
  }),
);

visitRoutes.get('/visits/:id/edit', allow('visit.work'), async (c) => {
  const { ctx } = c.var;
  const visit = await findVisit(ctx.db, c.req.param('id'), whoSees(ctx), ctx.now);
  const { site, day, fromTime, toTime, purpose, note } = visit;
  const people = techniciansOf(visit);
  return c.html(
    await formPage(c, freshState({ site, day, fromTime, toTime, purpose, note, people }, visit.version)),
  );
});

visitRoutes.post('/visits/:id/edit', allow('visit.work'), (c) =>
  submit(c, {
    schema: EditVisit,
    run: (ctx, form) => editVisit(ctx, c.req.param('id'), form),
    done: ({ id }) => `/visits/${id}?done=saved`,
    again: (state) => formPage(c, state),
  }),
);

visitRoutes.route('/', loadRoutes);
visitRoutes.route('/', ruleRoutes);
visitRoutes.route('/', hoursRoutes);
visitRoutes.route('/', visitPageRoutes);
visitRoutes.route('/', visitPhotoRoutes);

async function formPage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const id = c.req.param('id');
  const visit = id ? await findVisit(ctx.db, id, whoSees(ctx), ctx.now) : null;
  const current = visit ? { ...state, version: state.version ?? visit.version } : state;
  const [sites, people] = await Promise.all([
    locationOptions(ctx.db, ['site', 'depot']),
    can(ctx.actor, 'visit.manage') || visit ? ctx.db.all(technicians()) : [],
  ]);
  return (
    <VisitForm
      frame={frameOf(c, 'visits')}
      state={current}
      sites={sites}
      people={people}
      {...(visit ? { visit: { id: visit.id, siteName: visit.siteName } } : {})}
    />
  );
}
