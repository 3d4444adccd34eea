import { Hono } from 'hono';
import { LoadPage } from '../../views/visits/load.tsx';
import { can } from '../accounts/permissions.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { Nothing, Tick, VisitsFilter } from './forms.ts';
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
    run: (ctx, form) => tickLoad(ctx, dayIn(c), form),
    done: ({ day }) => `/visits/load?day=${day}`,
    again: (state) => loadPage(c, state),
  }),
);

loadRoutes.post('/visits/load/untick', allow('visit.work'), (c) =>
  submit(c, {
    schema: Tick,
    run: (ctx, form) => untickLoad(ctx, dayIn(c), form),
    done: ({ day }) => `/visits/load?day=${day}`,
    back: '/visits/load',
  }),
);

loadRoutes.post('/visits/load/post', allow('visit.work'), (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => postLoad(ctx, dayIn(c)),
    done: ({ day }) => `/visits/load?day=${day}&done=loaded`,
    again: (state) => loadPage(c, state),
  }),
);

function dayIn(c: AppContext): string {
  const asked = VisitsFilter.catch({ day: null, person: null, view: 'list' }).parse(c.req.query());
  return asked.day ?? c.var.ctx.today;
}

async function loadPage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const day = dayIn(c);
  const { person: of } = VisitsFilter.catch({ day: null, person: null, view: 'list' }).parse(c.req.query());
  const person = personAsked(ctx, of);
  return (
    <LoadPage
      frame={frameOf(c, 'visits')}
      // The box is empty for the next scan.
      state={{ ...state, values: {} }}
      list={await readLoad(ctx, person, day)}
      previous={addDays(day, -1)}
      next={addDays(day, 1)}
      own={person === ctx.actor.person && can(ctx.actor, 'visit.work')}
      seesAll={can(ctx.actor, 'visit.all')}
    />
  );
}
