import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { record } from '../history/record.ts';
import { mustAsk } from './rules.ts';
import {
  addCompared,
  leaveRest,
  setWriteBack,
  stageWrites,
  stillAt,
  type WriteCounts,
} from './write-changes.ts';
import { comparedAfter, type WriteBack } from './write-queries.ts';
import { differencesOf, FIELDS, writeSettings } from './write-rules.ts';

/** Devices of one step: one read and one commit. */
const CHUNK = 1_000;

/** The next devices, ours beside theirs; nothing is asked of the directory for it. */
export async function compareOn(ctx: Ctx, run: WriteBack): Promise<boolean> {
  const set = writeSettings(ctx.district.settings);
  const rows = set.on ? await ctx.db.all(comparedAfter(run.source, run.doneTo, CHUNK)) : [];
  const last = rows.at(-1);
  if (!last) return endComparing(ctx, run);
  const counts: WriteCounts = { looked: rows.length, named: 0, assetId: 0, user: 0, location: 0, unit: 0 };
  const staged = rows.flatMap((row) => {
    const content = differencesOf(set, row);
    const fields = FIELDS.filter((field) => content[field] !== undefined);
    if (fields.length === 0) return [];
    counts.named += 1;
    for (const field of fields) counts[field] += 1;
    return [{ external: row.external, device: row.device, content }];
  });
  await commit(
    ctx,
    null,
    stillAt(run),
    stageWrites(run.n, staged),
    addCompared(run.n, counts),
    setWriteBack(run.n, { done_to: last.external }),
  );
  return true;
}

/** Compared to the end: it waits for an admin's yes, or goes on by itself where that is switched on and little would change. */
async function endComparing(ctx: Ctx, run: WriteBack): Promise<boolean> {
  const set = writeSettings(ctx.district.settings);
  const told = (verb: string) =>
    record({
      thing: run.id,
      kind: 'write-back',
      verb,
      data: { looked: run.looked, devices: run.named },
    });
  if (run.named === 0 || !set.on) {
    await commit(
      ctx,
      null,
      stillAt(run),
      leaveRest(run),
      setWriteBack(run.n, { state: 'done', ended_at: ctx.now }),
      told('done'),
    );
    return false;
  }
  const alone = run.askedBy === null && set.nightly && !mustAsk(run.named, 0, run.looked, set.percent);
  await commit(
    ctx,
    null,
    stillAt(run),
    setWriteBack(run.n, { state: alone ? 'writing' : 'preview' }),
    told(alone ? 'let in by the rules' : 'compared'),
  );
  return alone;
}
