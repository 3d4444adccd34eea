import type { Hono } from 'hono';
import { z } from 'zod';
import {
  createScenario,
  editScenario,
  keepModel,
  moveCollection,
  planRow,
  retireOrRestoreScenario,
  savePlanSettings,
  takeRowOut,
} from '../fleet-plan/actions.ts';
import {
  Collection,
  Keep,
  NewScenario,
  Nothing,
  PlanSettings,
  Retire,
  Row,
  ScenarioEdit,
} from '../fleet-plan/forms.ts';
import { readPlan } from '../fleet-plan/plan-queries.ts';
import { findScenario, SCENARIOS } from '../fleet-plan/queries.ts';
import { AskRun } from '../forecast/forms.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import { FleetPlanShape, RowOut, RowPut, ScenarioShape } from './shapes-forecast.ts';

import { pageOfWhole } from './whole-list.ts';

const tag = 'Fleet plan';
const SettingsSaved = z.object({ done: z.boolean() });
const TAKEN = { 'fleet_scenarios.name': ['name', 'Another scenario has this name'] } as const;
const ID = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01';
const AT = '/fleet-plan/scenarios/:id';

export function fleetPlanOperations(api: Hono<AppEnv>): void {
  reads(
    api,
    {
      path: '/fleet-plan',
      rights: ['order.see'],
      summary: 'What comes and leaves, and what is in service then',
      tag,
      query: AskRun,
      answer: FleetPlanShape,
    },
    async (c, { scenario }) => {
      if (scenario) await findScenario(c.var.ctx.db, scenario);
      const { rows, ahead, excess } = await readPlan(c.var.ctx, scenario);
      return { rows, models: ahead, excess };
    },
  );
  writes(
    api,
    {
      path: '/fleet-plan/rows',
      rights: ['order.approve'],
      summary: 'Put a row into the plan, or into a scenario',
      tag,
      schema: Row,
      example: { model: ID, month: '2027-07', direction: 'come', devices: 4000, why: 'purchase' },
      answer: RowPut,
      status: 201,
    },
    planRow,
  );
  writes(
    api,
    {
      path: '/fleet-plan/rows/:id/withdraw',
      rights: ['order.approve'],
      summary: 'Take a row out again',
      tag,
      schema: Nothing,
      answer: RowOut,
    },
    (ctx, _, c) => takeRowOut(ctx, idOf(c)),
  );
  writes(
    api,
    {
      method: 'put',
      path: '/fleet-plan/settings',
      rights: ['order.approve'],
      summary: 'How long devices are kept, and when they are collected',
      tag,
      schema: PlanSettings,
      example: { version: 1, lifeMonths: 72, collection: 6 },
      answer: SettingsSaved,
    },
    savePlanSettings,
  );
  scenarioOperations(api);
}

function scenarioOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/fleet-plan/scenarios',
      rights: ['order.see'],
      summary: 'What-ifs, the newest first',
      tag,
      item: ScenarioShape,
    },
    async (c, paging) => pageOfWhole(await c.var.ctx.db.all(SCENARIOS), paging),
  );
  reads(api, { path: AT, rights: ['order.see'], summary: 'One what-if', tag, answer: ScenarioShape }, (c) =>
    findScenario(c.var.ctx.db, idOf(c)),
  );
  writes(
    api,
    {
      path: '/fleet-plan/scenarios',
      rights: ['order.approve'],
      summary: 'Make a what-if',
      tag,
      schema: NewScenario,
      example: { name: 'Keep the 3100s another year', note: '' },
      answer: Made,
      status: 201,
      taken: TAKEN,
      location: (made) => `/fleet-plan/scenarios/${made.id}`,
    },
    createScenario,
  );
  writes(
    api,
    {
      method: 'put',
      path: AT,
      rights: ['order.approve'],
      summary: 'Name a what-if anew',
      tag,
      schema: ScenarioEdit,
      example: { version: 1, name: 'Keep the 3100s another year', note: '' },
      answer: Done,
      taken: TAKEN,
    },
    (ctx, form, c) => editScenario(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: `${AT}/retire`,
      rights: ['order.approve'],
      summary: 'Put a what-if away, or take it up again',
      tag,
      schema: Retire,
      example: { version: 1 },
      answer: Done,
    },
    (ctx, form, c) => retireOrRestoreScenario(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: `${AT}/keep`,
      rights: ['order.approve'],
      summary: 'Put off all that a model loses',
      tag,
      schema: Keep.omit({ scenario: true }),
      example: { model: ID, months: 12 },
      answer: RowPut,
      status: 201,
    },
    (ctx, form, c) => keepModel(ctx, { ...form, scenario: idOf(c) }),
  );
  writes(
    api,
    {
      path: `${AT}/collection`,
      rights: ['order.approve'],
      summary: 'Collect devices in another month',
      tag,
      schema: Collection.omit({ scenario: true }),
      example: { month: '2027-06' },
      answer: RowPut,
      status: 201,
    },
    (ctx, form, c) => moveCollection(ctx, { ...form, scenario: idOf(c) }),
  );
}

function idOf(c: AppContext): string {
  return c.req.param('id') ?? '';
}
