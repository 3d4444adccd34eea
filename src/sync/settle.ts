import type { Ctx } from '../context.ts';
import { Invalid, NotFound } from '../errors.ts';
import { errorsOf } from '../web/submit.tsx';
import { throwOut } from './aside.ts';
import { type Decision, Entry } from './forms.ts';
import { kindOf } from './kinds.ts';
import { type LaidBefore, laidByKey } from './queries.ts';
import { decidedSubmission } from './submission.ts';

/**
 * A manager saves what was laid before them as what its person did then, or throws it out with a reason.
 * @throws NotFound, Invalid, Conflict
 */
export async function settleEntry(ctx: Ctx, key: string, form: Decision): Promise<{ key: string }> {
  const row = await ctx.db.first(laidByKey(key));
  if (!row) throw new NotFound();
  if (form.decision === 'withdraw') {
    if (!form.reason) throw new Invalid({ reason: 'Say why' });
    return throwOut(ctx, key, form);
  }
  const entry = entryOf(row, form.ref);
  const { schema, plan } = kindOf(entry.kind);
  const parsed = schema.safeParse(entry.fields);
  if (!parsed.success) throw new Invalid({ '': Object.values(errorsOf(parsed.error)).join(' ') });
  // By the manager's rights, in the name of who did it.
  const actor = { ...ctx.actor, person: row.person, name: row.personName };
  const own = { ...ctx, actor };
  const { merged, run } = await plan(own, entry, parsed.data);
  const submission = decidedSubmission({ key, merged, by: ctx.actor.person }, ctx.now);
  await run({ ...own, doneAt: row.doneAt, submission });
  return { key };
}

function entryOf(row: LaidBefore, ref: string): Entry {
  const { fields, saw } = JSON.parse(row.form) as Pick<Entry, 'fields' | 'saw'>;
  return Entry.parse({
    key: row.key,
    kind: row.kind,
    ref: ref || row.device,
    fields,
    saw,
    at: row.doneAt,
    clock: row.doneAt,
    phone: row.phone,
    seq: row.seq,
    person: row.person,
  });
}
