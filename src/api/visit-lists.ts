import type { Hono } from 'hono';
import { z } from 'zod';
import { can } from '../accounts/permissions.ts';
import { ChecklistEdit, Checks, NewChecklist, Versioned } from '../visits/checklist-forms.ts';
import { allChecklists, checksOf } from '../visits/checklist-queries.ts';
import { itemsIn } from '../visits/checklist-rules.ts';
import { answerChecks, createChecklist, editChecklist, retireChecklist } from '../visits/checklists.ts';
import { NewRule, Nothing } from '../visits/forms.ts';
import { findVisit } from '../visits/queries.ts';
import { createRule, endRule } from '../visits/repeat.ts';
import { openRules } from '../visits/rule-queries.ts';
import { personOf, whoSees } from '../visits/who.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import * as shape from './shapes-visits.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Visits';
const work = ['visit.work'] as const;
const manage = ['visit.manage'] as const;
const TAKEN = { 'checklists.name': ['title', 'Another checklist has this name'] } as const;
const LIST = {
  title: 'Carts in a row',
  purpose: 'carts',
  items: 'Every slot charges\nDevices counted | value',
};

const param = (c: AppContext, name: string) => c.req.param(name) ?? '';

/** What makes visits by itself, and what is looked at on them. */
export function visitListOperations(api: Hono<AppEnv>): void {
  rules(api);
  checklists(api);
  answers(api);
}

function rules(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/visit-rules',
      rights: work,
      summary: 'Rules that make visits; the own ones, or those of everybody for a manager',
      tag,
      item: shape.VisitRule,
    },
    async (c, paging) => {
      const { ctx } = c.var;
      const whose = can(ctx.actor, 'visit.manage') ? null : personOf(ctx);
      return pageOfWhole(await ctx.db.all(openRules(whose)), paging);
    },
  );
  writes(
    api,
    {
      path: '/visit-rules',
      rights: work,
      summary:
        'Visit a site every week, every other week, or once a month; not on holidays and in testing windows',
      tag,
      schema: NewRule,
      example: { site: 'MAP', weekday: 2, every: 'fortnightly', fromOn: '2027-03-09' },
      answer: shape.RuleMade,
      status: 201,
    },
    createRule,
  );
  writes(
    api,
    {
      path: '/visit-rules/:rule/end',
      rights: work,
      summary: 'No more visits by a rule; those ahead are called off',
      tag,
      schema: Nothing,
      answer: Done,
    },
    (ctx, _, c) => endRule(ctx, param(c, 'rule')),
  );
}

function checklists(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/checklists',
      rights: work,
      summary: 'Checklists, those in use first',
      tag,
      item: shape.Checklist,
    },
    async (c, paging) => {
      const rows = await c.var.ctx.db.all(allChecklists());
      const page = pageOfWhole(rows, paging);
      return { ...page, items: page.items.map((list) => ({ ...list, items: itemsIn(list.items) })) };
    },
  );
  writes(
    api,
    {
      path: '/checklists',
      rights: manage,
      summary: 'A new checklist; its items one a line',
      description:
        'An item is answered by yes or no; one that ends with "| value" by a text, with "| photo" by a picture.',
      tag,
      schema: NewChecklist,
      example: LIST,
      answer: Made,
      status: 201,
      taken: TAKEN,
    },
    createChecklist,
  );
  writes(
    api,
    {
      method: 'put',
      path: '/checklists/:list',
      rights: manage,
      summary: 'Change a checklist; what was answered keeps its own words',
      tag,
      schema: ChecklistEdit,
      example: { version: 1, ...LIST },
      answer: Done,
      taken: TAKEN,
    },
    (ctx, form, c) => editChecklist(ctx, param(c, 'list'), form),
  );
  writes(
    api,
    {
      path: '/checklists/:list/retire',
      rights: manage,
      summary: 'Take a checklist out of use, or back in',
      tag,
      schema: Versioned,
      example: { version: 1 },
      answer: Done,
    },
    (ctx, form, c) => retireChecklist(ctx, param(c, 'list'), form),
  );
}

function answers(api: Hono<AppEnv>): void {
  reads(
    api,
    {
      path: '/visits/:visit/checks',
      rights: ['visit.see'],
      summary: 'What was answered on a visit',
      tag,
      answer: z.object({ items: z.array(shape.Check) }),
    },
    async (c) => {
      const { ctx } = c.var;
      const visit = await findVisit(ctx.db, param(c, 'visit'), whoSees(ctx), ctx.now);
      return { items: await ctx.db.all(checksOf(visit.id)) };
    },
  );
  writes(
    api,
    {
      path: '/visits/:visit/checks/:list',
      rights: work,
      summary: 'Answer a checklist on a visit',
      description:
        'A "no" with a device opens its repair; without one it is to be done later. By the keys of the items.',
      tag,
      schema: Checks,
      example: { answer: { i1: 'yes', i2: 'no' }, note: { i2: 'Two are loose' }, device: {} },
      answer: shape.Checked,
    },
    (ctx, form, c) => answerChecks(ctx, param(c, 'visit'), param(c, 'list'), form),
  );
}
