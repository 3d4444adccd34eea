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
import { ALL_PLANS, findPlan, holidaysFrom, type Plan, VENDORS } from './queries.ts';

/** Holidays and coverage plans. */
export const settingsListRoutes = new Hono<AppEnv>();

const admins = allow('settings.manage');
const PLANS = '/settings/coverage-plans';

const TAKEN = {
  'coverage_plans.name': ['name', 'Another plan has this name'],
  coverage_pools_not_exceeded: ['poolIncidents', 'Vendors have accepted more incidents this year already'],
} as const;

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

settingsListRoutes.get(PLANS, admins, async (c) => {
  const { db, today } = c.var.ctx;
  return c.html(<PlanList frame={frameOf(c, 'settings')} plans={await db.all(ALL_PLANS)} today={today} />);
});

settingsListRoutes.get(`${PLANS}/new`, admins, async (c) =>
  c.html(await planPage(c, freshState({ per: 'year', poolYearFrom: '07-01' }))),
);

async function planPage(c: AppContext, state: FormState, plan?: Plan) {
  const vendors = await c.var.ctx.db.all(VENDORS);
  const props = { frame: frameOf(c, 'settings'), state, vendors };
  return plan ? <PlanForm {...props} plan={plan} /> : <PlanForm {...props} />;
}

settingsListRoutes.post(`${PLANS}/new`, admins, (c) =>
  submit(c, {
    schema: NewPlan,
    run: createPlan,
    done: () => `${PLANS}?done=created`,
    again: (state) => planPage(c, state),
    taken: TAKEN,
  }),
);

settingsListRoutes.get(`${PLANS}/:id/edit`, admins, async (c) => {
  const plan = await findPlan(c.var.ctx.db, c.req.param('id'));
  const { name, incidents, per, vendor, poolIncidents, poolPercent, poolUnits, poolYearFrom } = plan;
  const typed = { name, incidents, per, vendor, poolIncidents, poolPercent, poolUnits, poolYearFrom };
  return c.html(await planPage(c, freshState(asTyped(typed), plan.version), plan));
});

settingsListRoutes.post(`${PLANS}/:id/edit`, admins, (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: PlanEdit,
    run: (ctx, form) => editPlan(ctx, id, form),
    done: () => `${PLANS}?done=saved`,
    again: async (state) => {
      const plan = await findPlan(c.var.ctx.db, id);
      return planPage(c, { ...state, version: state.version ?? plan.version }, plan);
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
