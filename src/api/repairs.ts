import type { Hono } from 'hono';
import { z } from 'zod';
import { optionalChoice, optionalId, optionalText } from '../fields.ts';
import { boardOf } from '../repairs/board-queries.ts';
import { confirmRepairs } from '../repairs/confirm.ts';
import { waitingToBeConfirmed } from '../repairs/confirm-queries.ts';
import { isLate } from '../repairs/due-rules.ts';
import { editRepair } from '../repairs/edit.ts';
import { HOLD_REASONS, PRIORITIES, REPAIR_STATES } from '../repairs/forms.ts';
import { RepairEdit } from '../repairs/move-forms.ts';
import { listRepairs } from '../repairs/queue-queries.ts';
import { queueFilter } from '../repairs/queue-rules.ts';
import { Confirm } from '../repairs/quick-forms.ts';
import { removeView, saveView } from '../repairs/save-view.ts';
import { VIEW_PAGES, ViewName } from '../repairs/view-forms.ts';
import { savedViews } from '../repairs/view-queries.ts';
import { scopeFor } from '../web/access.ts';
import type { AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { wholeRepair } from './repair-shape.ts';
import { Done } from './shapes.ts';
import { Board, Confirmed, Moved, Repair, RepairLine, ToConfirm, View } from './shapes-repairs.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Repairs';
const ID = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01';

export function repairOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/repairs',
      rights: ['repair.see'],
      summary: 'The queue of repairs, those that are due first',
      tag,
      filters: {
        show: optionalChoice(['closed']).describe('Those that are closed; without it the open ones'),
        state: optionalChoice(REPAIR_STATES),
        site: optionalId(),
        technician: optionalText(40).describe("A person's id, me, or none"),
        level: optionalChoice(['1', '2', '3']),
        hold: optionalChoice(['any', ...HOLD_REASONS]).describe('Why it waits'),
        priority: optionalChoice(PRIORITIES),
        age: optionalChoice(['7', '14', '30', '60']).describe('Reported more than so many days ago'),
        mark: optionalChoice(['late', 'above']).describe("Late, or work above the technician's level"),
        q: optionalText(100).describe('A number, tag or serial; of open ones also a piece of the headline'),
        sort: optionalChoice(['due', 'age']),
      },
      item: RepairLine,
    },
    async (c, { limit, ...asked }) => {
      const { db, actor, now } = c.var.ctx;
      const typed = Object.entries(asked).map(([name, value]) => [name, value ?? '']);
      const asking = { scope: scopeFor(c, 'repair.see'), person: actor.person, now, limit };
      const { page } = await listRepairs(db, queueFilter(Object.fromEntries(typed)), asking);
      const late = (row: (typeof page.items)[number]) => row.closedAt === null && isLate(row, now);
      return { next: page.next, items: page.items.map((row) => ({ ...row, late: late(row) })) };
    },
  );
  reads(
    api,
    {
      path: '/repairs/board',
      rights: ['repair.see'],
      summary: 'Open repairs by state, 20 of each',
      tag,
      query: z.object({ site: optionalId(), technician: optionalChoice(['me']) }),
      answer: Board,
    },
    (c, { site, technician }) => {
      const { db, actor } = c.var.ctx;
      const filter = { site: site ?? '', technician: technician ? actor.person : null };
      return boardOf(db, filter, scopeFor(c, 'repair.see'));
    },
  );
  lists(
    api,
    {
      path: '/repairs/confirm',
      rights: ['repair.confirm'],
      summary: "Interns' work that waits to be confirmed, the oldest first",
      tag,
      item: ToConfirm,
    },
    async (c, paging) => pageOfWhole(await c.var.ctx.db.all(waitingToBeConfirmed()), paging),
  );
  writes(
    api,
    {
      path: '/repairs/confirm',
      rights: ['repair.confirm'],
      summary: "Interns' work is good: it is closed",
      tag,
      schema: Confirm,
      example: { repair: [ID] },
      answer: Confirmed,
    },
    confirmRepairs,
  );
  reads(
    api,
    {
      path: '/repairs/:repair',
      rights: ['repair.see'],
      summary: 'One repair by its number or id',
      tag,
      answer: Repair,
    },
    wholeRepair,
  );
  writes(
    api,
    {
      method: 'put',
      path: '/repairs/:repair',
      rights: ['repair.work'],
      summary: 'Priority, level, expected date, coverage',
      tag,
      schema: RepairEdit,
      example: { version: 4, priority: 'high', level: 2, expectedOn: '2027-03-09', covered: false },
      answer: Moved,
    },
    (ctx, form, c) => editRepair(ctx, c.req.param('repair') ?? '', form),
  );
}

export function viewOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/views',
      rights: ['repair.see'],
      summary: 'Your saved views: of the queue, or with `page=devices` of the devices',
      tag,
      filters: { page: optionalChoice(VIEW_PAGES) },
      item: View,
    },
    async (c, { page, ...paging }) => {
      const { db, actor } = c.var.ctx;
      return pageOfWhole(await db.all(savedViews(actor.person, page ?? 'repairs')), paging);
    },
  );
  writes(
    api,
    {
      path: '/views',
      rights: ['repair.see'],
      summary: "Keep filters of a list under a name; `query` is the list's query string",
      tag,
      schema: ViewName,
      example: { name: 'Mine, late', query: 'technician=me&mark=late' },
      answer: z.object({ query: z.string() }),
      status: 201,
      taken: {
        'saved_views.person, saved_views.page, saved_views.name': ['name', 'You have a view of this name'],
      },
    },
    saveView,
  );
  writes(
    api,
    {
      method: 'delete',
      path: '/views/:id',
      rights: ['repair.see'],
      summary: 'Take a view of your own off',
      tag,
      schema: z.object({}),
      answer: Done,
    },
    (ctx, _, c) => removeView(ctx, c.req.param('id') ?? ''),
  );
}
