import { Hono } from 'hono';
import { HolidaysPage } from '../../views/settings/holidays.tsx';
import { PlanForm, PlanList } from '../../views/settings/plans.tsx';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { asTyped, freshState, submit } from '../web/submit.tsx';
import { addHoliday, createPlan, editPlan, retireOrRestorePlan, takeHolidayOff } from './actions.ts';
import { NewHoliday, NewPlan, Nothing, PlanEdit, Versioned } from './forms.ts';
import { ALL_PLANS, findPlan, holidaysFrom } from './queries.ts';

/** Holidays and coverage plans. */
export const settingsListRoutes = new Hono<AppEnv>();

const admins = allow('settings.manage');
const PLANS = '/settings/coverage-plans';

const TAKEN = { 'coverage_plans.name': ['name', 'Another plan has this name'] } as const;

settingsListRoutes.get('/settings/holidays', admins, async (c) =>
  c.html(await holidaysPage(c, freshState())),
);

settingsListRoutes.post('/settings/holidays', admins, (c) =>
  submit(c, {
    schema: NewHoliday,
    run: addHoliday,
    done: () => '/settings/holidays?done=saved',
    again: (state) => holidaysPage(c, state),
  }),
);

settingsListRoutes.post('/settings/holidays/:day/remove', admins, (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => takeHolidayOff(ctx, c.req.param('day')),
    done: () => '/settings/holidays?done=saved',
    back: '/settings/holidays',
  }),
);

settingsListRoutes.get(PLANS, admins, async (c) =>
  c.html(<PlanList frame={frameOf(c, 'settings')} plans={await c.var.ctx.db.all(ALL_PLANS)} />),
);

settingsListRoutes.get(`${PLANS}/new`, admins, (c) =>
  c.html(<PlanForm frame={frameOf(c, 'settings')} state={freshState({ per: 'year' })} />),
);

settingsListRoutes.post(`${PLANS}/new`, admins, (c) =>
  submit(c, {
    schema: NewPlan,
    run: createPlan,
    done: () => `${PLANS}?done=created`,
    again: (state) => <PlanForm frame={frameOf(c, 'settings')} state={state} />,
    taken: TAKEN,
  }),
);

settingsListRoutes.get(`${PLANS}/:id/edit`, admins, async (c) => {
  const plan = await findPlan(c.var.ctx.db, c.req.param('id'));
  const { name, incidents, per, version } = plan;
  const state = freshState(asTyped({ name, incidents, per }), version);
  return c.html(<PlanForm frame={frameOf(c, 'settings')} state={state} plan={plan} />);
});

settingsListRoutes.post(`${PLANS}/:id/edit`, admins, (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: PlanEdit,
    run: (ctx, form) => editPlan(ctx, id, form),
    done: () => `${PLANS}?done=saved`,
    again: async (state) => {
      const plan = await findPlan(c.var.ctx.db, id);
      const current = { ...state, version: state.version ?? plan.version };
      return <PlanForm frame={frameOf(c, 'settings')} state={current} plan={plan} />;
    },
    taken: TAKEN,
  });
});

settingsListRoutes.post(`${PLANS}/:id/retire`, admins, (c) =>
  submit(c, {
    schema: Versioned,
    run: (ctx, form) => retireOrRestorePlan(ctx, c.req.param('id'), form),
    done: () => `${PLANS}?done=saved`,
    back: PLANS,
  }),
);

/** Days of last year on. */
async function holidaysPage(c: AppContext, state: FormState) {
  const { db, today } = c.var.ctx;
  const holidays = await db.all(holidaysFrom(`${Number(today.slice(0, 4)) - 1}-01-01`));
  return <HolidaysPage frame={frameOf(c, 'settings')} state={state} holidays={holidays} />;
}
