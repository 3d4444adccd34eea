import type { Actor, Ctx, Role } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Conflict, Forbidden, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import type { FileStore } from '../imports/file-store.ts';
import { allowedQuery } from './allowed.ts';
import { bytesOf, type ExportPlace } from './job.ts';
import { beginMaking, endMaking } from './saved-changes.ts';
import { dueExports, loginOf, type SavedExport } from './saved-queries.ts';
import { nextDay } from './schedule-rules.ts';

/** What was begun so long ago has ended without a word: its process was stopped. */
const STALE_MS = 30 * 60_000;

export interface Maker extends ExportPlace {
  /** a fresh context of the scheduler */
  fresh: () => Promise<Ctx>;
  files: FileStore;
}

/**
 * Makes the files that are due, one after the other. Each shows what its person may see now.
 * @param budgetMs begins none after so long @returns how many were made
 */
export async function makeExports(maker: Maker, budgetMs: number): Promise<number> {
  const began = Date.now();
  let made = 0;
  while (Date.now() - began < budgetMs) {
    const ctx = await maker.fresh();
    const stale = new Date(Date.parse(ctx.now) - STALE_MS).toISOString();
    const due = await ctx.db.first(dueExports(ctx.today, stale));
    if (!due) return made;
    if ((await begin(ctx, due)) && (await makeOne(maker, due, ctx.now))) made += 1;
  }
  return made;
}

/** @returns false where another process was quicker */
async function begin(ctx: Ctx, { id, makingAt }: SavedExport): Promise<boolean> {
  try {
    await commit(
      ctx,
      null,
      must('nobody else makes it', {
        sql: 'SELECT 1 FROM saved_exports WHERE id = ? AND making_at IS ? AND ended_at IS NULL',
        parameters: [id, makingAt],
      }),
      beginMaking(id, ctx.now),
    );
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
}

/** @returns false where what was made is not wanted any more: it is gone */
async function makeOne(maker: Maker, due: SavedExport, began: string): Promise<boolean> {
  const { id, schedule } = due;
  const name = `exports/${id}/${newId()}`;
  let file: { name: string; bytes: number } | null = null;
  let failure = '';
  try {
    file = { name, ...(await maker.files.put(name, await bytesOfSaved(maker, due))) };
  } catch (error) {
    if (!(error instanceof Forbidden || error instanceof NotFound)) throw error;
    failure = 'Whoever saved it does not see this list any more';
  }
  const ctx = await maker.fresh();
  try {
    await commit(
      ctx,
      null,
      endMaking({ id, began, file, failure, nextOn: nextDay(schedule, ctx.today) }, ctx.now),
      record({ thing: id, kind: 'export', verb: file ? 'made' : 'not made', data: { bytes: file?.bytes } }),
    );
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    if (file) await maker.files.remove([file.name]);
    return false;
  }
  if (file && due.file) await maker.files.remove([due.file]);
  return true;
}

/** @throws Forbidden, NotFound the person or the list is not there for it any more */
async function bytesOfSaved(maker: Maker, due: SavedExport): Promise<AsyncGenerator<Uint8Array>> {
  const ctx = await maker.fresh();
  const actor = await actorOf(ctx, due.person);
  if (!actor) throw new NotFound();
  const filters = Object.fromEntries(new URLSearchParams(due.query));
  const query = allowedQuery(actor, due.list, filters);
  const columns = JSON.parse(due.columns) as string[];
  const { now, today, district } = ctx;
  const who = { actor, now, today, district };
  return bytesOf(maker, { kind: 'list', list: due.list, query, columns, format: due.format, who });
}

/** The person with the rights of now; null where the login has ended. */
export async function actorOf(ctx: Ctx, person: string): Promise<Actor | null> {
  const rows = await ctx.db.all(loginOf(person));
  const [first] = rows;
  if (!first) return null;
  const grants = rows.flatMap(({ role, level, site }) =>
    role === null ? [] : [{ role: role as Role, level: level as 1 | 2 | 3 | null, site }],
  );
  return { person, name: first.name, grants, source: 'system' };
}
