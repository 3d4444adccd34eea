import { commit } from '../db/commit.ts';
import { atStep, count, insertPlans, setImport } from './changes.ts';
import { kindHere } from './own-columns.ts';
import { planRows, tallied } from './plan-rows.ts';
import { type Import, rowsAfter } from './queries.ts';
import { fitting } from './state-rules.ts';
import { asAsker, type Work } from './work.ts';

/** Finds out what each row would do, from where the step before has come to. */
export async function planOn(work: Work, before: Import): Promise<void> {
  let it = before;
  for (;;) {
    const ctx = asAsker(await work.ctx(), it);
    const { mapping } = it;
    if (!mapping) throw new Error('an import is planned without its columns');
    const kind = await kindHere(ctx.db, mapping.kind);
    const after = Math.max(it.doneTo, it.headNr);
    const staged = await rowsAfter(ctx.db, it.n, after, work.rows);
    const rows = fitting(staged, (row) => row.cells.reduce((sum, cell) => sum + cell.length + 3, 0));
    const ends = staged.length < work.rows && rows.length === staged.length;
    const plans = await planRows(ctx, it, kind, mapping, rows);
    const doneTo = rows.at(-1)?.nr ?? it.doneTo;
    await commit(
      ctx,
      null,
      atStep(it),
      plans.length > 0 ? insertPlans(it.n, plans) : null,
      count(it.n, tallied(plans), doneTo),
      ends ? setImport(it.n, { state: 'ready', done_to: 0 }) : null,
    );
    if (ends) return;
    it = { ...it, doneTo };
    await work.breathe();
    if (work.tired()) return;
  }
}
