import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { forgetKept, inState, setImport } from './changes.ts';
import type { ApplyForm, UndoForm } from './forms.ts';
import { findImport } from './queries.ts';
import { mayUndo } from './state-rules.ts';

/** The rows that are understood go in from now on. @throws NotFound, Invalid, Conflict */
export async function applyImport(ctx: Ctx, id: string, form: ApplyForm): Promise<{ id: string }> {
  const it = await findImport(ctx.db, id);
  if (it.state === 'ready' && it.creates + it.changes === 0)
    throw new Invalid({ '': 'No row would change anything' });
  if (form.allOrNothing && it.rejects > 0)
    throw new Invalid({
      allOrNothing: `${it.rejects === 1 ? '1 row is' : `${it.rejects} rows are`} wrong: mend, leave out, or untick this`,
    });
  return commit(
    ctx,
    { id },
    inState(it.n, ['ready'], 'nobody has applied or stopped it'),
    setImport(it.n, { state: 'applying', done_to: 0, all_or_nothing: form.allOrNothing ? 1 : 0 }),
    record({
      thing: id,
      kind: 'import',
      verb: 'import begun',
      data: { creates: it.creates, changes: it.changes, rejects: it.rejects },
    }),
  );
}

/** It stops behind the chunk that is going in; what went in stays, and can be taken back. */
export async function cancelImport(ctx: Ctx, id: string): Promise<{ id: string }> {
  const it = await findImport(ctx.db, id);
  return commit(
    ctx,
    { id },
    inState(it.n, ['applying'], 'it is going in'),
    setImport(it.n, { state: 'stopped', done_to: 0, applied_at: ctx.now, ended_at: ctx.now }),
    record({ thing: id, kind: 'import', verb: 'import stopped', data: { rows: it.applied } }),
  );
}

/**
 * Everything that it brought in is taken back. First it is looked whether anything was touched since: where it was,
 * nothing goes back until somebody says `others`.
 */
export async function undoImport(ctx: Ctx, id: string, form: UndoForm): Promise<{ id: string }> {
  const it = await findImport(ctx.db, id);
  if (!mayUndo(it)) throw new Conflict('must', 'something of the import can be taken back');
  return commit(
    ctx,
    { id },
    inState(it.n, ['applied', 'stopped'], 'it is not being taken back already'),
    forgetKept(it.n),
    setImport(it.n, { state: form.others ? 'undoing' : 'checking', done_to: Number.MAX_SAFE_INTEGER }),
    record({ thing: id, kind: 'import', verb: 'undo asked for', data: { others: form.others } }),
  );
}
