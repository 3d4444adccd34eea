import type { Hono } from 'hono';
import type { z } from 'zod';
import { NotFound } from '../errors.ts';
import type { Backtest } from '../forecast/backtest-rules.ts';
import { verdictOf } from '../forecast/backtest-words-rules.ts';
import { costsSince, exposureSince, failuresSince } from '../forecast/failure-queries.ts';
import { modelFailures } from '../forecast/failure-rules.ts';
import type { Factor } from '../forecast/fleet-rules.ts';
import { AskRun, GroupFilter, PlanQuery, Propose } from '../forecast/forms.ts';
import { groupDetails, listGroups } from '../forecast/group-queries.ts';
import { totalUsed, type Used } from '../forecast/input-rules.ts';
import { type Fan, unpackSums } from '../forecast/kept-json-rules.ts';
import { readPlanPage } from '../forecast/plan-read.ts';
import { proposeOrders } from '../forecast/propose.ts';
import { askRun } from '../forecast/run.ts';
import { findRun, latestRun, listRuns, type Run } from '../forecast/run-queries.ts';
import { summaryOf } from '../forecast/run-rules.ts';
import { adviceSettingsOf } from '../models/advice-settings-rules.ts';
import { addMonths, monthOf } from '../months.ts';
import { beginWaiting } from '../web/background.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { decodeCursor, pageOf } from '../web/paging.ts';
import { lists, reads, writes } from './operation.ts';
import { Made } from './shapes.ts';
import {
  BacktestShape,
  DraftedOrders,
  ForecastGroup,
  ForecastLine,
  ForecastRun,
  ModelFailures,
  OrderPlan,
} from './shapes-forecast.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Forecast';
const rights = ['order.see'] as const;
const ID = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01';

export function forecastOperations(api: Hono<AppEnv>): void {
  reads(
    api,
    {
      path: '/plan',
      rights: [...rights],
      summary: 'What to order, by budget or by goal',
      tag,
      query: PlanQuery,
      answer: OrderPlan,
    },
    async (c, query) => planAnswer(await readPlanPage(c.var.ctx, query)),
  );
  writes(
    api,
    {
      path: '/plan/orders',
      rights: ['order.propose'],
      summary: 'Put lines of the plan into draft orders, one for each supplier',
      tag,
      schema: Propose,
      example: { run: ID, by: 'budget', budget: '18000', ids: [ID] },
      answer: DraftedOrders,
      status: 201,
    },
    proposeOrders,
  );
  lists(
    api,
    {
      path: '/forecast',
      rights: [...rights],
      summary: 'What the months ahead take of each group, by name',
      tag,
      filters: GroupFilter.shape,
      item: ForecastLine,
    },
    async (c, { limit, cursor, kind, q }) => {
      const run = await c.var.ctx.db.first(latestRun(null));
      if (!run) return { items: [], next: null };
      const { page } = await listGroups(
        c.var.ctx.db,
        run.id,
        { kind: kind ?? null, q: q ?? '' },
        cursor,
        limit,
      );
      return { ...page, items: page.items.map(lineOf) };
    },
  );
  reads(
    api,
    {
      path: '/forecast/groups/:id',
      rights: [...rights],
      summary: 'One group: distributions, factors, past use',
      tag,
      answer: ForecastGroup,
    },
    async (c) => {
      const details = await groupDetails(c.var.ctx.db, idOf(c), null);
      if (!('run' in details)) throw new NotFound();
      const used = JSON.parse(details.used) as Used;
      const sums = unpackSums(details.sums);
      return {
        ...details,
        run: details.run.id,
        months: details.fan.map((month) => [...month]),
        sums: sums.map((m) =>
          m.map((one) => ({ ...one, size: Number.isFinite(one.size) ? one.size : null })),
        ),
        factors: JSON.parse(details.factors) as Factor[],
        used: { first: used.first, units: totalUsed(used) },
      };
    },
  );
  lists(
    api,
    {
      path: '/forecast/runs',
      rights: [...rights],
      summary: 'Runs, the newest first',
      tag,
      item: ForecastRun,
    },
    async (c, { limit, cursor }) => {
      const [before = null] = (decodeCursor(cursor, 'n') ?? []) as number[];
      const rows = await c.var.ctx.db.all(listRuns(before, limit + 1));
      const page = pageOf(rows, limit, (row) => [row.n]);
      return { ...page, items: page.items.map(runOf) };
    },
  );
  reads(
    api,
    {
      path: '/forecast/runs/:id',
      rights: [...rights],
      summary: 'One run: how far it is, what it found',
      tag,
      answer: ForecastRun,
    },
    async (c) => runOf(await findRun(c.var.ctx.db, idOf(c))),
  );
  writes(
    api,
    {
      path: '/forecast/runs',
      rights: ['order.propose'],
      summary: 'Ask for a run of the plan or of a scenario',
      description: 'It goes on in the background: read it again until it has ended.',
      tag,
      schema: AskRun,
      example: { scenario: null },
      answer: Made,
      status: 201,
      location: (made) => `/forecast/runs/${made.id}`,
    },
    async (ctx, { scenario }, c) => {
      const made = await askRun(ctx, scenario);
      beginWaiting(c);
      return made;
    },
  );
  reads(
    api,
    {
      path: '/forecast/backtest',
      rights: [...rights],
      summary: 'How right it was over the past year',
      tag,
      answer: BacktestShape,
    },
    async (c) => {
      const run = await c.var.ctx.db.first(latestRun(null));
      const { backtest } = JSON.parse(run?.summary ?? '{}') as { backtest?: Backtest };
      if (!backtest || backtest.ours.forecasts === 0) return null;
      return {
        ...backtest,
        months: [...backtest.months],
        byMonth: [...backtest.byMonth],
        verdict: verdictOf(backtest).text,
      };
    },
  );
  lists(
    api,
    {
      path: '/forecast/failures',
      rights: [...rights],
      summary: 'Faults of each model over the last 24 months, with what chance allows',
      tag,
      item: ModelFailures,
    },
    async (c, paging) => {
      const { db, today, district } = c.var.ctx;
      const until = addMonths(monthOf(today), -1);
      const from = addMonths(until, -23);
      const [counts, exposure, costs] = await db.read(
        failuresSince(from),
        exposureSince(from, until),
        costsSince(from),
      );
      const perMinute = adviceSettingsOf(district.settings).benchRateCentsPerHour / 60;
      const rows = modelFailures(counts, exposure, costs, perMinute);
      return pageOfWhole(
        rows.map(({ all, ...row }) => ({ ...row, ...all, found: all.n, deviceYears: all.years })),
        paging,
      );
    },
  );
}

const idOf = (c: AppContext) => c.req.param('id') ?? '';

function runOf(run: Run): z.input<typeof ForecastRun> {
  return { ...run, found: summaryOf(run.summary) as z.input<typeof ForecastRun>['found'] };
}

function lineOf(row: {
  thing: string;
  name: string;
  kind: string;
  how: z.input<typeof ForecastLine>['how'];
  fan: string;
  used: string;
}) {
  const fan = JSON.parse(row.fan) as Fan;
  return {
    ...row,
    lastYear: totalUsed(JSON.parse(row.used) as Used)
      .slice(-12)
      .reduce((sum, n) => sum + n, 0),
    months: fan.map((month) => ({ mean: month[0] ?? 0, low: month[1] ?? 0, high: month[7] ?? 0 })),
  };
}

function planAnswer(page: Awaited<ReturnType<typeof readPlanPage>>): z.input<typeof OrderPlan> {
  if (!('run' in page)) {
    const none = { run: null, by: null, budgetCents: null, goal: null, costCents: 0, shippingCents: 0 };
    return { ...none, goals: null, classes: [], fill: 0, count: 0, lines: [] };
  }
  const { run, choice, cut, count, rows } = page;
  return {
    run: run.id,
    by: choice.by,
    budgetCents: choice.by === 'budget' ? choice.cents : null,
    goal: choice.by === 'goal' ? choice.share : null,
    goals: choice.by === 'classes' ? choice.goals : null,
    classes: [...cut.classes],
    costCents: cut.cents,
    shippingCents: cut.shippingCents,
    fill: cut.wants > 0 ? 1 - cut.short / cut.wants : 1,
    count,
    lines: rows.map(({ line, take, ...row }) => ({
      ...row,
      ...line,
      thing: row.thing,
      part: line.offer?.part ?? null,
      supplier: line.offer?.supplier ?? null,
      needBy: row.needBy,
      sixty: [...line.sixty],
      units: take?.units ?? 0,
      costCents: take?.cents ?? 0,
      removed: take?.removed ?? 0,
      marks: [...line.marks],
    })),
  };
}
