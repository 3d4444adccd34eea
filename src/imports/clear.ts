import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { clearSome, setImport } from './changes.ts';
import type { FileStore } from './file-store.ts';
import { abandonedUploads, importsToClear, rowsLeft } from './queries.ts';
import { partNames } from './state-rules.ts';

const DAY_MS = 86_400_000;
/** So long an import can be taken back, and its rows be looked at. */
const KEPT_DAYS = 30;
/** A file that nobody went on with. */
const WAITING_DAYS = 30;
/** Slices of one run: the next one goes on. */
const SLICES = 20;

/** Lets go of the rows and files of imports that ended 30 days ago, and of files that nobody went on with. */
export async function clearImports(ctx: Ctx, files: FileStore): Promise<void> {
  const before = (days: number) => new Date(Date.parse(ctx.now) - days * DAY_MS).toISOString();
  for (const { n } of await ctx.db.all(abandonedUploads(before(WAITING_DAYS))))
    await commit(ctx, null, setImport(n, { state: 'dropped', ended_at: ctx.now }));
  let slices = 0;
  for (const { n, id, parts } of await ctx.db.all(importsToClear(before(KEPT_DAYS)))) {
    await files.remove(partNames({ id, parts }));
    while ((await ctx.db.first(rowsLeft(n))) !== undefined) {
      if (slices++ >= SLICES) return;
      await commit(ctx, null, clearSome(n));
      await new Promise((resume) => setTimeout(resume));
    }
    await commit(ctx, null, setImport(n, { cleared_at: ctx.now }));
  }
}
