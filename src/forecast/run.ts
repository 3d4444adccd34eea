import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Conflict, Invalid } from '../errors.ts';
import { findScenario } from '../fleet-plan/queries.ts';
import { record } from '../history/record.ts';
import { monthOf } from '../months.ts';
import { backtestPhase } from './backtest.ts';
import { type Came, forecastPhase, historyPhase, learnPhase } from './forecast-phase.ts';
import { keepDemand, keepFailures, keepFleet, keepLedger } from './keep.ts';
import { planPhase } from './plan-phase.ts';
import { claimRun, endRun, insertRun, keepProgress, onceANight, thinRun } from './run-changes.ts';
import { nextRun, OPEN_RUNS, type Run, runsOf, runToThin } from './run-queries.ts';
import { firstPhase, NIGHTLY_HOUR, type Phase, phaseAfter, phasesFrom } from './run-rules.ts';
import { Stopped, type Worker } from './worker.ts';

/** A worker that has not been heard of for so long is gone, and another one takes its run over. */
const LEASE_MS = 10 * 60_000;
/** Runs keep their groups for at least so long. */
const KEPT_DAYS = 8;

/** Asks for a run of the plan, or of a scenario. @throws Invalid one is on its way already */
export async function askRun(ctx: Ctx, scenario: string | null): Promise<{ id: string }> {
  if (scenario) await findScenario(ctx.db, scenario);
  const [open, [today]] = await ctx.db.read(OPEN_RUNS, runsOf(ctx.today));
  const same = open.find((run) => run.scenario === scenario);
  if (same) throw new Invalid({ '': 'One is on its way already: it will be done in a moment' });
  return insert(ctx, scenario, 'asked', (today?.kept ?? 0) > 0);
}

/** The night's run, where it is due and was not made yet. @param hour of the district's clock */
export async function askNightly(ctx: Ctx, hour: number): Promise<{ id: string } | null> {
  if (hour < NIGHTLY_HOUR) return null;
  const today = await ctx.db.first(runsOf(ctx.today));
  if ((today?.nightly ?? 0) > 0) return null;
  try {
    return await insert(ctx, null, 'nightly', false);
  } catch (error) {
    // Another server was quicker.
    if (error instanceof Conflict) return null;
    throw error;
  }
}

function insert(ctx: Ctx, scenario: string | null, why: 'nightly' | 'asked', counted: boolean) {
  const id = newId();
  const phase = firstPhase(scenario !== null, counted);
  const total = phasesFrom(phase, scenario !== null);
  const { person } = ctx.actor;
  const month = monthOf(ctx.today);
  return commit(
    ctx,
    { id },
    why === 'nightly' ? onceANight(ctx.today) : null,
    insertRun({ id, scenario, why, phase, total, today: ctx.today, month, by: person }, ctx.now),
    record({ thing: id, kind: 'forecast', verb: 'asked for', data: { scenario, why }, first: true }),
  );
}

/** Carries runs on until none is left, or the worker is tired. @returns how many came to their end */
export async function advanceRuns(worker: Worker): Promise<number> {
  let ended = 0;
  while (!worker.tired()) {
    const claimed = await claim(worker);
    if (!claimed) break;
    if (await carryOn(worker, claimed.run, claimed.by)) ended++;
  }
  return ended;
}

async function claim(worker: Worker): Promise<{ run: Run; by: string } | null> {
  const ctx = await worker.ctx();
  const run = await ctx.db.first(nextRun(ctx.now));
  if (!run) return null;
  const by = newId();
  try {
    await commit(ctx, null, claimRun(run.id, by, ctx.now, leaseFrom(ctx)));
    return { run, by };
  } catch (error) {
    // Somebody else works on it.
    if (error instanceof Conflict) return null;
    throw error;
  }
}

/** @returns true where the run came to its end */
async function carryOn(worker: Worker, run: Run, by: string): Promise<boolean> {
  let phase: Phase | null = run.phase;
  const scenario = run.scenario !== null;
  try {
    while (phase) {
      const came = await work(worker, run, phase);
      if (came === 'done') phase = phaseAfter(phase, scenario);
      else if (came === 'again') phase = 'learn';
      const ctx = await worker.ctx();
      const rests = worker.tired() || came === 'rests';
      if (phase) {
        await commit(
          ctx,
          null,
          keepProgress(run.id, by, {
            phase,
            done: run.total - phasesFrom(phase, scenario),
            worker: rests ? null : by,
            worker_until: rests ? null : leaseFrom(ctx),
          }),
        );
        if (rests) return false;
      }
      await worker.breathe();
    }
  } catch (error) {
    if (error instanceof Stopped) {
      await commit(await worker.ctx(), null, keepProgress(run.id, by, { worker: null, worker_until: null }));
      return false;
    }
    await end(worker, run, 'failed', error instanceof Error ? error.message : String(error));
    console.error('The forecast failed:', error);
    return true;
  }
  await end(worker, run, 'done', '');
  return true;
}

function work(worker: Worker, run: Run, phase: Phase): Promise<Came> {
  const whole = async (one: Promise<void>): Promise<Came> => {
    await one;
    return 'done';
  };
  const phases: Record<Phase, () => Promise<Came>> = {
    fleet: () => whole(keepFleet(worker)),
    failures: () => whole(keepFailures(worker)),
    demand: () => whole(keepDemand(worker)),
    ledger: async () => ((await keepLedger(worker)) ? 'done' : 'rests'),
    learn: () => learnPhase(worker, run),
    history: () => historyPhase(worker, run),
    forecast: () => forecastPhase(worker, run),
    plan: () => whole(planPhase(worker, run)),
    backtest: () => backtestPhase(worker, run),
    thin: () => whole(thin(worker)),
  };
  return phases[phase]();
}

async function end(worker: Worker, run: Run, state: 'done' | 'failed', failure: string): Promise<void> {
  const ctx = await worker.ctx();
  await commit(
    ctx,
    null,
    endRun(run.id, state, failure.slice(0, 500), ctx.now),
    record({ thing: run.id, kind: 'forecast', verb: state, data: { scenario: run.scenario } }),
  );
}

/** Lets the groups of old runs go: those that nothing was ordered by, but for the first of each month. */
async function thin(worker: Worker): Promise<void> {
  for (;;) {
    const ctx = await worker.ctx();
    const before = new Date(Date.parse(ctx.now) - KEPT_DAYS * 86_400_000).toISOString();
    const old = await ctx.db.first(runToThin(before));
    if (!old) return;
    await commit(ctx, null, thinRun(old.id, ctx.now));
    await worker.breathe();
  }
}

function leaseFrom(ctx: Ctx): string {
  return new Date(Date.parse(ctx.now) + LEASE_MS).toISOString();
}
