import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { Conflict } from '../errors.ts';
import { record } from '../history/record.ts';
import { atStep, count, markKept, markUndone, STEP, setImport } from './changes.ts';
import type { Applied, ImportKind } from './kind.ts';
import { kindOf } from './kinds/all.ts';
import type { Mapping } from './mapping-rules.ts';
import { optionsOf } from './plan-rows.ts';
import { appliedBefore, type Import } from './queries.ts';
import { fitting } from './state-rules.ts';
import { asAsker, type Work } from './work.ts';

type Kept = { nr: number; why: string };

/** Before anything is taken back: which rows were touched since? Where there is none, all of it goes back at once. */
export async function checkOn(work: Work, before: Import): Promise<void> {
  let it = before;
  for (;;) {
    const ctx = asAsker(await work.ctx(), it);
    const { kind, mapping } = parts(it);
    const rows = await chunkBefore(ctx, it, work.rows);
    if (rows.length === 0) {
      await endChecking(ctx, it);
      return;
    }
    const { kept } = await kind.undo(ctx, rows, optionsOf(it, mapping));
    const doneTo = rows.at(-1)?.nr ?? 0;
    await commit(ctx, null, atStep(it), markKept(it.n, kept), count(it.n, { kept: kept.length }, doneTo));
    it = { ...it, doneTo, kept: it.kept + kept.length };
    await work.breathe();
    if (work.tired()) return;
  }
}

async function endChecking(ctx: Ctx, it: Import): Promise<void> {
  const touched = it.kept > 0;
  await commit(
    ctx,
    null,
    atStep(it),
    setImport(it.n, {
      state: touched ? 'applied' : 'undoing',
      done_to: touched ? 0 : Number.MAX_SAFE_INTEGER,
    }),
  );
}

/** Takes rows back, the last one first: what was made of them before is no longer used by those after. */
export async function undoOn(work: Work, before: Import): Promise<void> {
  let it = before;
  for (;;) {
    const ctx = asAsker(await work.ctx(), it);
    const { kind, mapping } = parts(it);
    const rows = await chunkBefore(ctx, it, work.rows);
    if (rows.length === 0) {
      await commit(
        ctx,
        null,
        atStep(it),
        setImport(it.n, { state: 'undone', done_to: 0, ended_at: ctx.now }),
        record({
          thing: it.id,
          kind: 'import',
          verb: 'import taken back',
          data: { rows: it.undone, kept: it.kept },
        }),
      );
      return;
    }
    it = await undoChunk(work, it, kind, mapping, rows);
    await work.breathe();
    if (work.tired()) return;
  }
}

function parts(it: Import): { kind: ImportKind; mapping: Mapping } {
  if (!it.mapping) throw new Error('an import was applied without its columns');
  return { kind: kindOf(it.mapping.kind), mapping: it.mapping };
}

async function chunkBefore(ctx: Ctx, it: Import, limit: number): Promise<Applied[]> {
  const rows = await ctx.db.all(appliedBefore(it.n, it.doneTo, limit));
  return fitting(rows, (row) => row.before.length).map((row) => ({
    ...row,
    before: JSON.parse(row.before) as unknown,
  }));
}

async function undoChunk(
  work: Work,
  it: Import,
  kind: ImportKind,
  mapping: Mapping,
  rows: readonly Applied[],
): Promise<Import> {
  const doneTo = rows.at(-1)?.nr ?? 0;
  const ctx = asAsker(await work.ctx(), it);
  for (let attempt = 0; ; attempt += 1) {
    const { changes, kept } = await kind.undo(ctx, rows, optionsOf(it, mapping));
    try {
      return await takeBack(ctx, it, rows, changes, kept, doneTo);
    } catch (error) {
      if (!(error instanceof Conflict) || error.what === STEP) throw error;
      if (attempt === 0) continue;
      if (rows.length === 1)
        return takeBack(ctx, it, rows, [], [{ nr: doneTo, why: 'It changes just now' }], doneTo);
    }
    const middle = Math.ceil(rows.length / 2);
    const half = await undoChunk(work, it, kind, mapping, rows.slice(0, middle));
    return undoChunk(work, half, kind, mapping, rows.slice(middle));
  }
}

async function takeBack(
  ctx: Ctx,
  it: Import,
  rows: readonly Applied[],
  changes: readonly Change[],
  kept: readonly Kept[],
  doneTo: number,
): Promise<Import> {
  const stays = new Set(kept.map((row) => row.nr));
  const back = rows.filter((row) => !stays.has(row.nr)).map((row) => row.nr);
  await commit(
    ctx,
    null,
    atStep(it),
    changes,
    markUndone(it.n, back, ctx.now),
    markKept(it.n, kept),
    count(it.n, { undone: back.length, kept: kept.length }, doneTo),
  );
  return { ...it, doneTo, undone: it.undone + back.length, kept: it.kept + kept.length };
}
