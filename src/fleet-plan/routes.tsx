import { Hono } from 'hono';
import { FleetPlanPage } from '../../views/fleet-plan/page.tsx';
import { PlanRowForm } from '../../views/fleet-plan/row-form.tsx';
import { PlanSettingsForm } from '../../views/fleet-plan/settings.tsx';
import { can } from '../accounts/permissions.ts';
import { AskRun } from '../forecast/forms.ts';
import { latestRun } from '../forecast/run-queries.ts';
import { addMonths, monthOf } from '../months.ts';
import { settingVersion } from '../settings/queries.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { asTyped, freshState, submit } from '../web/submit.tsx';
import { planRow, savePlanSettings, takeRowOut } from './actions.ts';
import { Nothing, PlanSettings, Row } from './forms.ts';
import { readPlan } from './plan-queries.ts';
import { proposalSettingsOf } from './proposal-rules.ts';
import { findScenario, MODEL_CHOICES, SCENARIOS } from './queries.ts';

export const fleetPlanRoutes = new Hono<AppEnv>();

fleetPlanRoutes.get('/fleet-plan', allow('order.see'), async (c) => {
  const { ctx } = c.var;
  const plan = await readPlan(ctx, null);
  const [scenarios, [run]] = await ctx.db.read(SCENARIOS, latestRun(null));
  return c.html(
    <FleetPlanPage
      frame={frameOf(c, 'plan')}
      plan={plan}
      month={monthOf(ctx.today)}
      scenarios={scenarios}
      run={run ?? null}
      all={c.req.query('all') === '1'}
      mayEdit={can(ctx.actor, 'order.approve')}
    />,
  );
});

const back = (scenario: string | null) => (scenario ? `/fleet-plan/scenarios/${scenario}` : '/fleet-plan');

fleetPlanRoutes.get('/fleet-plan/rows/new', allow('order.approve'), async (c) => {
  const { today } = c.var.ctx;
  const {
    scenario = '',
    model = '',
    month,
    devices = '',
    why = '',
    replaces = '',
    direction = '',
  } = c.req.query();
  const values = {
    scenario,
    model,
    month: month ?? addMonths(monthOf(today), 1),
    devices,
    why: why || (direction === 'come' ? 'purchase' : ''),
    replaces,
    direction: direction || 'leave',
  };
  return c.html(await rowForm(c, freshState(values)));
});

fleetPlanRoutes.post('/fleet-plan/rows/new', allow('order.approve'), (c) =>
  submit(c, {
    schema: Row,
    run: planRow,
    done: ({ scenario }) => `${back(scenario)}?done=saved`,
    again: (state) => rowForm(c, state),
  }),
);

fleetPlanRoutes.post('/fleet-plan/rows/:id/withdraw', allow('order.approve'), (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => takeRowOut(ctx, c.req.param('id') ?? ''),
    done: ({ scenario }) => `${back(scenario)}?done=undone`,
    back: '/fleet-plan',
  }),
);

fleetPlanRoutes.get('/fleet-plan/settings', allow('order.approve'), async (c) => {
  const settings = proposalSettingsOf(c.var.ctx.district.settings);
  const version = await settingVersion(c.var.ctx.db, 'fleet_plan');
  return c.html(
    <PlanSettingsForm frame={frameOf(c, 'plan')} state={freshState(asTyped({ ...settings }), version)} />,
  );
});

fleetPlanRoutes.post('/fleet-plan/settings', allow('order.approve'), (c) =>
  submit(c, {
    schema: PlanSettings,
    run: savePlanSettings,
    done: () => '/fleet-plan?done=saved',
    again: async (state) => {
      const version = await settingVersion(c.var.ctx.db, 'fleet_plan');
      return <PlanSettingsForm frame={frameOf(c, 'plan')} state={{ ...state, version }} />;
    },
  }),
);

async function rowForm(c: AppContext, state: FormState) {
  const { db } = c.var.ctx;
  const { scenario: id } = AskRun.safeParse(state.values).data ?? { scenario: null };
  const scenario = id ? await findScenario(db, id) : null;
  const models = await db.all(MODEL_CHOICES);
  return <PlanRowForm frame={frameOf(c, 'plan')} state={state} models={models} scenario={scenario} />;
}
