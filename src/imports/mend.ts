import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { Conflict, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { sums } from './applying.ts';
import {
  count,
  deletePlans,
  inState,
  insertPlans,
  type KeyedPlan,
  replaceCells,
  stillPlanned,
} from './changes.ts';
import type { MendForm } from './forms.ts';
import { kindHere } from './own-columns.ts';
import { planRows, tallied } from './plan-rows.ts';
import { findImport, type Import, plansAround, rowsOf } from './queries.ts';
import { MOST_AT_ONCE } from './state-rules.ts';

/** A row as it should have been: planned anew, with the rows that were told to be doubles of it. */
export async function mendRow(ctx: Ctx, id: string, nr: number, form: MendForm): Promise<{ id: string }> {
  const it = await findImport(ctx.db, id);
  return planAgain(ctx, it, nr, 'row mended', (cells) => {
    const mended = [...cells];
    for (const [at, text] of Object.entries(form.cell)) {
      const index = Number(at);
      if (index < it.head.length) {
        while (mended.length <= index) mended.push('');
        mended[index] = text;
      }
    }
    return mended;
  });
}

/** The row does not go in. */
export async function leaveRow(ctx: Ctx, id: string, nr: number): Promise<{ id: string }> {
  return planAgain(ctx, await findImport(ctx.db, id), nr, 'row left out', null);
}

/** A row that was left out goes in after all, where it is right. */
export async function takeRow(ctx: Ctx, id: string, nr: number): Promise<{ id: string }> {
  return planAgain(ctx, await findImport(ctx.db, id), nr, 'row taken in', (cells) => cells);
}

/** @param mended the row's cells as they are to be; null: it is left out */
async function planAgain(
  ctx: Ctx,
  it: Import,
  nr: number,
  verb: string,
  mended: ((cells: string[]) => string[]) | null,
): Promise<{ id: string }> {
  const { mapping } = it;
  if (it.state !== 'ready' || !mapping) throw new Conflict('must', 'its rows are there to be mended');
  const old = (await ctx.db.all(plansAround(it.n, [nr]))).slice(0, MOST_AT_ONCE);
  if (!old.some((plan) => plan.nr === nr)) throw new NotFound('The file has no such row');
  const nrs = old.map((plan) => plan.nr);
  const rows = (await rowsOf(ctx.db, it.n, nrs)).map((row) =>
    row.nr === nr && mended ? { ...row, cells: mended(row.cells) } : row,
  );
  const own = rows.find((row) => row.nr === nr);
  const keys = old.flatMap((plan) => (JSON.parse(plan.plan) as { keys?: string[] }).keys ?? []);
  const left = (plan: { nr: number; does: string }) =>
    plan.nr === nr ? mended === null : plan.does === 'left';
  const stays = new Set(old.filter(left).map((plan) => plan.nr));
  const planned = await planRows(
    ctx,
    it,
    await kindHere(ctx.db, mapping.kind),
    mapping,
    rows.filter((row) => !stays.has(row.nr)),
    new Set(nrs),
  );
  const plans: KeyedPlan[] = [
    ...planned,
    ...[...stays].map(
      (one): KeyedPlan => ({
        nr: one,
        does: 'left',
        plan: '{}',
        problems: '[]',
        doubleOf: null,
        keys: [],
      }),
    ),
  ];
  return commit(
    ctx,
    { id: it.id },
    inState(it.n, ['ready'], 'nobody has applied or stopped it'),
    stillPlanned(it.n, old),
    own && mended ? replaceCells(it.n, nr, own.cells) : null,
    deletePlans(it.n, nrs, keys),
    insertPlans(it.n, plans),
    count(it.n, sums(tallied(plans), tallied(old, -1)), null),
    record({ thing: it.id, kind: 'import', verb, data: { row: nr } }),
  );
}
