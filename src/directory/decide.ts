import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { record } from '../history/record.ts';
import { setSetting } from '../settings/changes.ts';
import { dropAllStaged, setRun } from './changes.ts';
import type { Settings } from './forms.ts';
import { findRun } from './queries.ts';

/** What a run that asked would change goes in. @throws NotFound, Conflict somebody has decided */
export function approveRun(ctx: Ctx, id: string): Promise<{ id: string }> {
  return decide(ctx, id, true);
}

/** Nothing of the run goes in; the next night reads anew. @throws NotFound, Conflict */
export function refuseRun(ctx: Ctx, id: string): Promise<{ id: string }> {
  return decide(ctx, id, false);
}

async function decide(ctx: Ctx, id: string, agreed: boolean): Promise<{ id: string }> {
  const run = await findRun(ctx.db, id);
  const by = { decided_by: ctx.actor.person };
  return commit(
    ctx,
    { id },
    must('nobody has decided it yet', {
      sql: "SELECT 1 FROM directory_runs WHERE n = ? AND state = 'asking'",
      parameters: [run.n],
    }),
    agreed
      ? setRun(run.n, { ...by, state: 'applying' })
      : [dropAllStaged(run), setRun(run.n, { ...by, state: 'refused', ended_at: ctx.now })],
    record({ thing: id, kind: 'directory run', verb: agreed ? 'approved' : 'refused' }),
  );
}

export function saveSettings(ctx: Ctx, { version, ...settings }: Settings): Promise<{ saved: true }> {
  return commit(
    ctx,
    { saved: true } as const,
    setSetting('directory', JSON.stringify(settings), version),
    record({ thing: 'settings', kind: 'settings', verb: 'edited', data: { ...settings } }),
  );
}
