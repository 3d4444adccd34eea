import { Hono } from 'hono';
import { ScenarioPage } from '../../views/fleet-plan/scenario.tsx';
import { ScenarioForm } from '../../views/fleet-plan/scenario-form.tsx';
import { can } from '../accounts/permissions.ts';
import { latestRun, OPEN_RUNS } from '../forecast/run-queries.ts';
import { summaryOf } from '../forecast/run-rules.ts';
import { addMonths, monthOf } from '../months.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import {
  createScenario,
  editScenario,
  keepModel,
  moveCollection,
  retireOrRestoreScenario,
} from './actions.ts';
import { Collection, Keep, NewScenario, Retire, ScenarioEdit } from './forms.ts';
import { readPlan } from './plan-queries.ts';
import { findScenario } from './queries.ts';

export const scenarioRoutes = new Hono<AppEnv>();

const TAKEN = { 'fleet_scenarios.name': ['name', 'Another scenario has this name'] } as const;
const at = (id: string) => `/fleet-plan/scenarios/${id}`;
const idOf = (c: AppContext) => c.req.param('id') ?? '';

scenarioRoutes.get('/fleet-plan/scenarios/new', allow('order.approve'), (c) =>
  c.html(<ScenarioForm frame={frameOf(c, 'plan')} state={freshState()} />),
);

scenarioRoutes.post('/fleet-plan/scenarios/new', allow('order.approve'), (c) =>
  submit(c, {
    schema: NewScenario,
    run: createScenario,
    taken: TAKEN,
    done: ({ id }) => `${at(id)}?done=created`,
    again: (state) => <ScenarioForm frame={frameOf(c, 'plan')} state={state} />,
  }),
);

scenarioRoutes.get('/fleet-plan/scenarios/:id', allow('order.see'), async (c) =>
  c.html(await scenarioPage(c, idOf(c), freshState(), '')),
);

scenarioRoutes.get('/fleet-plan/scenarios/:id/edit', allow('order.approve'), async (c) => {
  const { id, name, note, version } = await findScenario(c.var.ctx.db, idOf(c));
  return c.html(
    <ScenarioForm frame={frameOf(c, 'plan')} state={freshState({ name, note }, version)} id={id} />,
  );
});

scenarioRoutes.post('/fleet-plan/scenarios/:id/edit', allow('order.approve'), (c) =>
  submit(c, {
    schema: ScenarioEdit,
    run: (ctx, form) => editScenario(ctx, idOf(c), form),
    taken: TAKEN,
    done: ({ id }) => `${at(id)}?done=saved`,
    again: async (state) => {
      const { id, version } = await findScenario(c.var.ctx.db, idOf(c));
      return (
        <ScenarioForm
          frame={frameOf(c, 'plan')}
          state={{ ...state, version: state.version ?? version }}
          id={id}
        />
      );
    },
  }),
);

scenarioRoutes.post('/fleet-plan/scenarios/:id/retire', allow('order.approve'), (c) =>
  submit(c, {
    schema: Retire,
    run: (ctx, form) => retireOrRestoreScenario(ctx, idOf(c), form),
    done: ({ id }) => `${at(id)}?done=saved`,
    back: at(idOf(c)),
  }),
);

scenarioRoutes.post('/fleet-plan/scenarios/:id/keep', allow('order.approve'), async (c) => {
  await findScenario(c.var.ctx.db, idOf(c));
  return submit(c, {
    schema: Keep.omit({ scenario: true }),
    run: (ctx, form) => keepModel(ctx, { ...form, scenario: idOf(c) }),
    done: () => `${at(idOf(c))}?done=saved`,
    again: (state) => scenarioPage(c, idOf(c), state, 'keep'),
  });
});

scenarioRoutes.post('/fleet-plan/scenarios/:id/collection', allow('order.approve'), async (c) => {
  await findScenario(c.var.ctx.db, idOf(c));
  return submit(c, {
    schema: Collection.omit({ scenario: true }),
    run: (ctx, form) => moveCollection(ctx, { ...form, scenario: idOf(c) }),
    done: () => `${at(idOf(c))}?done=saved`,
    again: (state) => scenarioPage(c, idOf(c), state, 'collection'),
  });
});

/** @param form which of the page's forms the state is of */
async function scenarioPage(c: AppContext, id: string, state: FormState, form: '' | 'keep' | 'collection') {
  const { ctx } = c.var;
  const scenario = await findScenario(ctx.db, id);
  const plan = await readPlan(ctx, id);
  const basePlan = await readPlan(ctx, null);
  const [[base], [own], open] = await ctx.db.read(latestRun(null), latestRun(id), OPEN_RUNS);
  const found = (run: typeof base) => (run ? { run, found: summaryOf(run.summary) } : null);
  const month = monthOf(ctx.today);
  return (
    <ScenarioPage
      frame={frameOf(c, 'plan')}
      scenario={scenario}
      plan={plan}
      basePlan={basePlan}
      month={month}
      june={addMonths(`${month.slice(0, 4)}-06`, month.slice(5) > '06' ? 12 : 0)}
      base={found(base)}
      own={found(own)}
      open={open.find((run) => run.scenario === id) ?? null}
      state={state}
      form={form}
      mayEdit={can(ctx.actor, 'order.approve') && scenario.retiredAt === null}
      mayRestore={can(ctx.actor, 'order.approve')}
      mayRun={can(ctx.actor, 'order.propose')}
    />
  );
}
