import { Hono } from 'hono';
import { BacktestPage } from '../../views/forecast/backtest.tsx';
import { FailuresPage, ModelFailuresPage } from '../../views/forecast/failures.tsx';
import { adviceSettingsOf } from '../models/advice-settings-rules.ts';
import { addMonths, monthOf } from '../months.ts';
import { allow } from '../web/access.ts';
import type { AppEnv } from '../web/env.ts';
import { frameOf } from '../web/frame-of.ts';
import type { Backtest } from './backtest-rules.ts';
import { verdictOf } from './backtest-words-rules.ts';
import {
  costsSince,
  exposureSince,
  FAULT_NAMES,
  failuresOfModel,
  failuresSince,
  MODELS_SEEN,
  serviceOfModel,
} from './failure-queries.ts';
import { batches, byAge, byFault, modelFailures, standouts } from './failure-rules.ts';
import { FailureFilter } from './forms.ts';
import { latestRun } from './run-queries.ts';

export const lookBackRoutes = new Hono<AppEnv>();

/** Months that failures are looked at over. */
const LOOK = 24;

lookBackRoutes.get('/forecast/failures', allow('order.see'), async (c) => {
  const { db, today, district } = c.var.ctx;
  const { model, fault } = FailureFilter.safeParse(c.req.query()).data ?? { model: null, fault: null };
  const until = addMonths(monthOf(today), -1);
  const from = addMonths(until, 1 - LOOK);
  const frame = frameOf(c, 'plan');
  if (model) {
    const [found, served, faults, models] = await db.read(
      failuresOfModel(model, from),
      serviceOfModel(model, from, until),
      FAULT_NAMES,
      MODELS_SEEN,
    );
    const past = found.filter(({ month }) => month <= until);
    const of = fault ? past.filter((row) => row.fault === fault) : past;
    return c.html(
      <ModelFailuresPage
        frame={frame}
        model={model}
        fault={fault ?? ''}
        models={models}
        faults={faults}
        byFault={byFault(past, served)}
        batches={batches(of, served)}
        byAge={byAge(of, served)}
      />,
    );
  }
  const [counts, exposure, costs, faults, models] = await db.read(
    failuresSince(from),
    exposureSince(from, until),
    costsSince(from),
    FAULT_NAMES,
    MODELS_SEEN,
  );
  const perMinute = adviceSettingsOf(district.settings).benchRateCentsPerHour / 60;
  return c.html(
    <FailuresPage
      frame={frame}
      models={models}
      faults={faults}
      rows={modelFailures(counts, exposure, costs, perMinute).sort((a, b) => b.all.rate - a.all.rate)}
      standouts={standouts(counts, exposure).slice(0, 12)}
    />,
  );
});

lookBackRoutes.get('/forecast/backtest', allow('order.see'), async (c) => {
  const run = await c.var.ctx.db.first(latestRun(null));
  const found = JSON.parse(run?.summary ?? '{}') as { backtest?: Backtest };
  const backtest = found.backtest && found.backtest.ours.forecasts > 0 ? found.backtest : null;
  return c.html(
    <BacktestPage
      frame={frameOf(c, 'plan')}
      run={run ?? null}
      backtest={backtest}
      verdict={backtest ? verdictOf(backtest) : null}
    />,
  );
});
