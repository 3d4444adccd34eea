import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { dayIn } from '../web/day.ts';
import { applyOn, endOn } from './apply.ts';
import { insertRun, STEP } from './changes.ts';
import type { DirectorySource } from './google.ts';
import { lastRuns, openRun, type Run } from './queries.ts';
import { readOn } from './read.ts';
import { directorySettings } from './rules.ts';
import { advanceWriteBack } from './write-back.ts';

/** Who carries a run on: the server in between its pages, a scheduled call, a page's own request. */
export interface DirectoryWork {
  /** the program itself: the time it is now, and statements that are still to be had */
  fresh(): Promise<Ctx>;
  source: DirectorySource;
  /** 0 to 1, for waits that are apart from those of others */
  chance(): number;
  /** lets others do something: between two steps */
  breathe(): Promise<void>;
  /** whether the next step is another one's: @param weight of it, 1 where nothing is said */
  tired(weight?: number): boolean;
  /** pages of one step: many where statements are counted, one where others wait for the same process */
  wide?: number;
}

type Step = (work: DirectoryWork, ctx: Ctx, run: Run) => Promise<boolean>;

const STEPS: Readonly<Partial<Record<Run['state'], Step>>> = {
  reading: readOn,
  applying: applyOn,
  ending: endOn,
};

/** Begins a run by hand. @throws Invalid one is running */
export async function beginRun(ctx: Ctx, source: string): Promise<{ id: string }> {
  if (await ctx.db.first(openRun(source))) throw new Invalid({ '': 'A run has begun already' });
  const id = newId();
  return commit(
    ctx,
    { id },
    insertRun(id, source, ctx.actor.person, ctx.now),
    record({ thing: id, kind: 'directory run', verb: 'begun', data: { source }, first: true }),
  );
}

/** The first call of a day begins the nightly run, where that is switched on. */
async function beginNightly(ctx: Ctx, source: string): Promise<void> {
  if (!directorySettings(ctx.district.settings).nightly) return;
  const [open, last] = await ctx.db.read(openRun(source), lastRuns(1));
  if (open[0] || (last[0] && dayIn(ctx.district.zone, last[0].begunAt) >= ctx.today)) return;
  await beginRun(ctx, source);
}

/** Carries reading and writing on until they wait, ask or end, or the worker is tired. Several may do so at once. */
export async function advanceDirectory(work: DirectoryWork): Promise<void> {
  await unlessDone(() => advanceReading(work));
  await unlessDone(() => advanceWriteBack(work));
}

async function advanceReading(work: DirectoryWork): Promise<void> {
  await beginNightly(await work.fresh(), work.source.name);
  while (!work.tired()) {
    const ctx = await work.fresh();
    const run = await ctx.db.first(openRun(work.source.name));
    const step = run && STEPS[run.state];
    if (!step || run.notBefore > ctx.now) return;
    if (!(await step(work, ctx, run))) return;
    await work.breathe();
  }
}

/** Where another worker was quicker, it is in good hands. */
async function unlessDone(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    if (error.what !== STEP && !/^(directory_runs|write_backs)/.test(error.what)) throw error;
  }
}
