import type { Hono } from 'hono';
import { z } from 'zod';
import { createField, editField, retireOrRestoreField } from '../custom-fields/actions.ts';
import { CustomFieldEdit, FieldVersion, NewCustomField } from '../custom-fields/forms.ts';
import { allFields } from '../custom-fields/queries.ts';
import {
  addHoliday,
  createPlan,
  editPlan,
  retireOrRestorePlan,
  takeHolidayOff,
} from '../settings/actions.ts';
import { NewHoliday, NewPlan, PlanEdit, Versioned } from '../settings/forms.ts';
import { ALL_PLANS, holidaysFrom } from '../settings/queries.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, writes } from './operation.ts';
import { Done, day, Made, time } from './shapes.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Settings';
const rights = ['settings.manage'] as const;

const Holiday = z.object({ day, name: z.string() }).meta({ id: 'Holiday' });

const Plan = z
  .object({
    id: z.string(),
    name: z.string(),
    incidents: z.int().nullable().describe('How many it pays for, null for any number'),
    per: z.enum(['year', 'term']),
    vendor: z.string().nullable().describe('Who takes its claims'),
    poolIncidents: z.int().nullable().describe('For all its devices together in a year'),
    poolPercent: z.int().nullable().describe('The pool as a share of poolUnits'),
    poolUnits: z.int().nullable().describe('Units under contract'),
    poolSize: z.int().nullable().describe('Incidents of the pool in a year, null for any number'),
    poolYearFrom: z.string().describe("When the pool's year begins, MM-DD"),
    retiredAt: time.nullable(),
    version: z.int(),
  })
  .meta({ id: 'CoveragePlan' });

const Field = z
  .object({
    id: z.string(),
    deviceKind: z.string(),
    name: z.string(),
    type: z.string().describe('text, number, date or choice'),
    choices: z.array(z.string()),
    position: z.int(),
    retiredAt: time.nullable(),
    version: z.int(),
  })
  .meta({ id: 'CustomField' });

const Saved = z.object({ saved: z.boolean() });
const Nothing = z.object({});
const PLAN_TAKEN = {
  'coverage_plans.name': ['name', 'Another plan has this name'],
  coverage_pools_not_exceeded: ['poolIncidents', 'Vendors have accepted more incidents this year already'],
} as const;
const FIELD_TAKEN = {
  'custom_fields.device_kind, custom_fields.name': ['name', 'This kind has a field of this name'],
} as const;

export function settingsListOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/holidays',
      rights: ['repair.see'],
      summary: "Days without work, from last year's on",
      tag,
      item: Holiday,
    },
    async (c, paging) => {
      const { db, today } = c.var.ctx;
      return pageOfWhole(await db.all(holidaysFrom(`${Number(today.slice(0, 4)) - 1}-01-01`)), paging);
    },
  );
  writes(
    api,
    {
      path: '/holidays',
      rights,
      summary: 'One day without work, or all days of a break',
      tag,
      schema: NewHoliday,
      example: { from: '2027-03-29', to: '2027-04-02', name: 'Spring break' },
      answer: Saved,
      status: 201,
    },
    addHoliday,
  );
  writes(
    api,
    {
      method: 'delete',
      path: '/holidays/:day',
      rights,
      summary: 'Work is done on this day after all',
      tag,
      schema: Nothing,
      answer: Saved,
    },
    (ctx, _, c) => takeHolidayOff(ctx, c.req.param('day') ?? ''),
  );
  planOperations(api);
  fieldOperations(api);
}

function planOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/coverage-plans',
      rights: ['device.see'],
      summary: 'Coverage plans, those in use first',
      tag,
      item: Plan,
    },
    async (c, paging) => pageOfWhole(await c.var.ctx.db.all(ALL_PLANS), paging),
  );
  writes(
    api,
    {
      path: '/coverage-plans',
      rights,
      summary: 'Make a coverage plan',
      tag,
      schema: NewPlan,
      example: { name: 'Accident plan', incidents: 2, per: 'year', poolIncidents: 50 },
      answer: Made,
      status: 201,
      taken: PLAN_TAKEN,
    },
    createPlan,
  );
  writes(
    api,
    {
      method: 'put',
      path: '/coverage-plans/:id',
      rights,
      summary: 'Change a coverage plan',
      tag,
      schema: PlanEdit,
      example: { version: 1, name: 'Accident plan', incidents: null, per: 'term' },
      answer: Done,
      taken: PLAN_TAKEN,
    },
    (ctx, form, c) => editPlan(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: '/coverage-plans/:id/retire',
      rights,
      summary: 'Offer a coverage plan no longer, or again',
      tag,
      schema: Versioned,
      example: { version: 1 },
      answer: Done,
    },
    (ctx, form, c) => retireOrRestorePlan(ctx, idOf(c), form),
  );
}

function fieldOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/custom-fields',
      rights: ['device.see'],
      summary: 'What else the district keeps of devices, by their kind',
      tag,
      item: Field,
    },
    async (c, paging) => pageOfWhole(await allFields(c.var.ctx.db), paging),
  );
  writes(
    api,
    {
      path: '/custom-fields',
      rights,
      summary: 'Make a custom field',
      description: '`choices` has one on each line.',
      tag,
      schema: NewCustomField,
      example: { deviceKind: 'chromebook', type: 'choice', name: 'Case colour', choices: 'Blue\nRed' },
      answer: Made,
      status: 201,
      taken: FIELD_TAKEN,
    },
    createField,
  );
  writes(
    api,
    {
      method: 'put',
      path: '/custom-fields/:id',
      rights,
      summary: 'Change a custom field',
      tag,
      schema: CustomFieldEdit,
      example: { version: 1, name: 'Case colour', choices: 'Blue\nRed\nGreen' },
      answer: Done,
      taken: FIELD_TAKEN,
    },
    (ctx, form, c) => editField(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: '/custom-fields/:id/retire',
      rights,
      summary: 'Ask for a custom field no longer, or again',
      tag,
      schema: FieldVersion,
      example: { version: 1 },
      answer: Done,
    },
    (ctx, form, c) => retireOrRestoreField(ctx, idOf(c), form),
  );
}

function idOf(c: AppContext): string {
  return c.req.param('id') ?? '';
}
