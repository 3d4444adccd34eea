import { Hono } from 'hono';
import { LoadPage } from '../../views/visits/load.tsx';
import { can } from '../accounts/permissions.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { LoadFilter, Nothing, Tick } from './forms.ts';
import { postLoad, readLoad, tickLoad, untickLoad } from './load.ts';
import { addDays } from './rules.ts';
import { personAsked } from './who.ts';

export const loadRoutes = new Hono<AppEnv>();

loadRoutes.get('/visits/load', allow('visit.work', 'visit.all'), async (c) =>
  c.html(await loadPage(c, freshState())),
);

loadRoutes.post('/visits/load', allow('visit.work'), (c) =>
  submit(c, {
    schema: Tick,
    run: (ctx, form) => tickLoad(ctx, dayIn(c), form, asked(c).visits),
    done: ({ day }) => loadUrl(day, asked(c).visits),
    again: (state) => loadPage(c, state),
  }),
);

loadRoutes.post('/visits/load/untick', allow('visit.work'), (c) =>
  submit(c, {
    schema: Tick,
    run: (ctx, form) => untickLoad(ctx, dayIn(c), form),
    done: ({ day }) => loadUrl(day, asked(c).visits),
    back: '/visits/load',
  }),
);

loadRoutes.post('/visits/load/post', allow('visit.work'), (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => postLoad(ctx, dayIn(c)),
    done: ({ day }) => `${loadUrl(day, asked(c).visits)}&done=loaded`,
    again: (state) => loadPage(c, state),
  }),
);

function asked(c: AppContext): LoadFilter {
  return LoadFilter.catch({ day: null, person: null, visits: [] }).parse({
    ...c.req.query(),
    visits: c.req.queries('visits'),
  });
}

function dayIn(c: AppContext): string {
  return asked(c).day ?? c.var.ctx.today;
}

async function loadPage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const day = dayIn(c);
  const { person: of, visits } = asked(c);
  const person = personAsked(ctx, of);
  const own = person === ctx.actor.person;
  const list = await readLoad(ctx, person, day, visits);
  const chosen = visits.filter((id) => list.choices.some((visit) => visit.id === id));
  return (
    <LoadPage
      frame={frameOf(c, 'visits')}
      // The box is empty for the next scan.
      state={{ ...state, values: {} }}
      list={list}
      chosen={chosen}
      here={loadUrl(day, chosen)}
      person={own ? null : person}
      previous={addDays(day, -1)}
      next={addDays(day, 1)}
      own={own && can(ctx.actor, 'visit.work')}
      seesAll={can(ctx.actor, 'visit.all')}
    />
  );
}

/** The list of a day, or of the visits that were chosen. */
function loadUrl(day: string, visits: readonly string[]): string {
  return `/visits/load?${new URLSearchParams([['day', day], ...visits.map((id) => ['visits', id])])}`;
}
