import { Hono } from 'hono';
import { RunPage } from '../../views/forecast/run.tsx';
import { RunList } from '../../views/forecast/runs.tsx';
import { can } from '../accounts/permissions.ts';
import { allow } from '../web/access.ts';
import { beginWaiting } from '../web/background.ts';
import type { AppEnv } from '../web/env.ts';
import { frameOf } from '../web/frame-of.ts';
import { decodeCursor, pageOf } from '../web/paging.ts';
import { submit } from '../web/submit.tsx';
import { AskRun } from './forms.ts';
import { askRun } from './run.ts';
import { findRun, inputsOf, listRuns } from './run-queries.ts';
import { PHASE_WORDS, type RunInputs, summaryOf } from './run-rules.ts';

export const runRoutes = new Hono<AppEnv>();

const PAGE = 50;

runRoutes.get('/forecast/runs', allow('order.see'), async (c) => {
  const [before = null] = (decodeCursor(c.req.query('cursor'), 'n') ?? []) as number[];
  const rows = await c.var.ctx.db.all(listRuns(before, PAGE + 1));
  const page = pageOf(rows, PAGE, (row) => [row.n]);
  return c.html(
    <RunList
      frame={frameOf(c, 'plan')}
      page={{ ...page, items: page.items.map((run) => ({ ...run, found: summaryOf(run.summary) })) }}
      first={before === null}
      mayRun={can(c.var.ctx.actor, 'order.propose')}
    />,
  );
});

runRoutes.post('/forecast/runs', allow('order.propose'), async (c) => {
  const answer = await submit(c, {
    schema: AskRun,
    run: (ctx, form) => askRun(ctx, form.scenario),
    done: ({ id }) => `/forecast/runs/${id}`,
    back: '/forecast/runs',
  });
  if (answer.status === 303) beginWaiting(c);
  return answer;
});

runRoutes.get('/forecast/runs/:id', allow('order.see'), async (c) => {
  const { db } = c.var.ctx;
  const run = await findRun(db, c.req.param('id') ?? '');
  const inputs = JSON.parse((await db.first(inputsOf(run.id)))?.inputs ?? '{}') as Partial<RunInputs>;
  return c.html(
    <RunPage
      frame={frameOf(c, 'plan')}
      run={run}
      found={summaryOf(run.summary)}
      inputs={inputs}
      doing={PHASE_WORDS[run.phase]}
    />,
  );
});
