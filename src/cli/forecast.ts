import { advanceRuns, askRun } from '../forecast/run.ts';
import { findRun, OPEN_RUNS } from '../forecast/run-queries.ts';
import { summaryOf } from '../forecast/run-rules.ts';
import { patient } from '../forecast/worker.ts';
import { systemCtx } from '../web/system-ctx.ts';
import type { Command } from './command.ts';

export const forecast: Command = {
  name: 'forecast',
  summary: 'Makes a forecast and a plan of what to order now, as every night. Prints what it found as JSON.',
  async run({ open, say }) {
    const { engine, config, ctx } = await open();
    const fresh = () => systemCtx({ engine, config, clock: Date.now }, 'cli');
    const [waiting] = (await ctx.db.all(OPEN_RUNS)).filter((run) => run.scenario === null);
    const { id } = waiting ?? (await askRun(ctx, null));
    const began = Date.now();
    await advanceRuns(patient(fresh));
    const run = await findRun((await fresh()).db, id);
    if (run.state === 'failed') throw new Error(`The forecast failed: ${run.failure}`);
    if (run.state !== 'done')
      throw new Error('A server works on the forecast already: it will be done in a moment');
    say(`Done in ${Math.round((Date.now() - began) / 100) / 10} s`);
    const found = summaryOf(run.summary);
    return { run: run.id, today: run.today, fingerprint: run.fingerprint, ...found };
  },
};
