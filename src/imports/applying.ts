import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { Conflict } from '../errors.ts';
import { record } from '../history/record.ts';
import { atStep, changePlans, count, insertApplied, STEP, setImport } from './changes.ts';
import type { ImportKind, Planned } from './kind.ts';
import type { Mapping } from './mapping-rules.ts';
import { kindHere } from './own-columns.ts';
import { optionsOf, planRows, tallied } from './plan-rows.ts';
import { type Import, plansToApply, rowsOf, type StoredPlan } from './queries.ts';
import { type Does, fitting } from './state-rules.ts';
import { asAsker, type Work } from './work.ts';

const CHANGED = 'What it would do has changed since the preview';

/**
 * Lets rows in, a chunk in each commit, from where the step before has come to. What changed since the preview is
 * planned anew: a row that would do something else now is not let in unseen.
 */
export async function applyOn(work: Work, before: Import): Promise<void> {
  let it = before;
  const kind = it.mapping ? await kindHere((await work.ctx()).db, it.mapping.kind) : null;
  for (;;) {
    const ctx = asAsker(await work.ctx(), it);
    const { mapping } = it;
    if (!mapping || !kind) throw new Error('an import is applied without its columns');
    const waiting = await ctx.db.all(plansToApply(it.n, it.doneTo, work.rows));
    if (waiting.length === 0) {
      await endApplying(ctx, it);
      return;
    }
    const chunk = fitting(waiting, (plan) => plan.plan.length);
    it = await applyChunk(work, it, kind, mapping, chunk);
    await work.breathe();
    if (work.tired()) return;
  }
}

async function endApplying(ctx: Ctx, it: Import): Promise<void> {
  // Where nothing was to go in unless all of it does, what went in before a row failed goes out again.
  const back = it.allOrNothing === 1 && it.rejects > 0 && it.applied > 0;
  await commit(
    ctx,
    null,
    atStep(it),
    setImport(it.n, {
      state: back ? 'undoing' : 'applied',
      applied_at: ctx.now,
      ended_at: ctx.now,
      done_to: back ? Number.MAX_SAFE_INTEGER : 0,
    }),
    record({
      thing: it.id,
      kind: 'import',
      verb: 'import applied',
      data: { rows: it.applied, rejected: it.rejects },
    }),
  );
}

/** One chunk: as it was planned, else planned anew, else in halves until the row is found that cannot go in. */
async function applyChunk(
  work: Work,
  it: Import,
  kind: ImportKind,
  mapping: Mapping,
  chunk: readonly StoredPlan[],
): Promise<Import> {
  // Its own statements: a chunk in which everything conflicts takes many.
  const ctx = asAsker(await work.ctx(), it);
  try {
    return await applyPlans(ctx, it, kind, mapping, chunk.map(plannedOf), [], lastOf(chunk));
  } catch (error) {
    refuseOthers(error);
  }
  const fresh = await planAgain(ctx, it, kind, mapping, chunk);
  try {
    return await applyPlans(ctx, it, kind, mapping, fresh.still, fresh.changed, lastOf(chunk));
  } catch (error) {
    refuseOthers(error);
    if (chunk.length === 1) return giveUp(ctx, it, chunk[0], error);
  }
  const middle = Math.ceil(chunk.length / 2);
  const half = await applyChunk(work, it, kind, mapping, chunk.slice(0, middle));
  return applyChunk(work, half, kind, mapping, chunk.slice(middle));
}

/** Conflicts of the rows are worked on; that somebody else carries the import on is not one of them. */
function refuseOthers(error: unknown): asserts error is Conflict {
  if (!(error instanceof Conflict) || error.what === STEP) throw error;
}

const lastOf = (chunk: readonly StoredPlan[]) => chunk.at(-1)?.nr ?? 0;

function plannedOf({ nr, does, plan }: StoredPlan): Planned {
  return { ...(JSON.parse(plan) as Omit<Planned, 'nr' | 'does'>), nr, does: does as Planned['does'] };
}

interface Changed {
  nr: number;
  was: Does;
  does: Does;
  problems: string;
}

async function applyPlans(
  ctx: Ctx,
  it: Import,
  kind: ImportKind,
  mapping: Mapping,
  plans: readonly Planned[],
  changed: readonly Changed[],
  doneTo: number,
): Promise<Import> {
  const { changes, applied } =
    plans.length > 0 ? await kind.apply(ctx, plans, optionsOf(it, mapping)) : { changes: [], applied: [] };
  const moved = sums(
    tallied(changed),
    tallied(
      changed.map(({ was }) => ({ does: was })),
      -1,
    ),
  );
  await commit(
    ctx,
    null,
    atStep(it),
    changes,
    insertApplied(it.n, applied),
    changePlans(it.n, changed),
    count(it.n, { ...moved, applied: applied.length }, doneTo),
  );
  return { ...it, doneTo, applied: it.applied + applied.length, rejects: it.rejects + moved.rejects };
}

type Tally = ReturnType<typeof tallied>;

export function sums(a: Tally, b: Tally): Tally {
  return {
    creates: a.creates + b.creates,
    changes: a.changes + b.changes,
    sames: a.sames + b.sames,
    rejects: a.rejects + b.rejects,
    lefts: a.lefts + b.lefts,
  };
}

/** The rows of a chunk once more: those that do what was shown, and those that would do something else now. */
async function planAgain(
  ctx: Ctx,
  it: Import,
  kind: ImportKind,
  mapping: Mapping,
  chunk: readonly StoredPlan[],
): Promise<{ still: Planned[]; changed: Changed[] }> {
  const rows = await rowsOf(
    ctx.db,
    it.n,
    chunk.map((plan) => plan.nr),
  );
  const plans = new Map((await planRows(ctx, it, kind, mapping, rows)).map((plan) => [plan.nr, plan]));
  const still: Planned[] = [];
  const changed: Changed[] = [];
  for (const seen of chunk) {
    const now = plans.get(seen.nr);
    const shown = plannedOf(seen);
    if (now && now.does === seen.does && shows(plannedOf(now)) === shows(shown)) still.push(plannedOf(now));
    else
      changed.push({
        nr: seen.nr,
        was: seen.does,
        does: now?.does === 'same' ? 'same' : 'reject',
        problems: now?.does === 'reject' ? now.problems : JSON.stringify([{ field: '', message: CHANGED }]),
      });
  }
  return { still, changed };
}

/** What a person has seen of it; a thing that is made has another id each time that it is planned. */
const shows = (plan: Planned) =>
  JSON.stringify([plan.does === 'create' ? '' : (plan.thing ?? ''), plan.fields]);

async function giveUp(ctx: Ctx, it: Import, plan: StoredPlan | undefined, why: Conflict): Promise<Import> {
  if (!plan) throw why;
  const problems = JSON.stringify([{ field: '', message: `Not saved: ${wordsOf(why)}` }]);
  const changed: Changed = { nr: plan.nr, was: plan.does, does: 'reject', problems };
  const moved = sums(tallied([changed]), tallied([{ does: plan.does }], -1));
  await commit(ctx, null, atStep(it), changePlans(it.n, [changed]), count(it.n, moved, plan.nr));
  return { ...it, doneTo: plan.nr, rejects: it.rejects + 1 };
}

function wordsOf(conflict: Conflict): string {
  if (conflict.kind === 'must') return `it is no longer so that ${conflict.what}`;
  if (conflict.kind === 'unique') return 'something that it would make is there already';
  return 'it does not fit what is there now';
}
