import { scopeOf } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { moved } from './begin-move.ts';
import { peopleWhoSignIn } from './list-queries.ts';
import { mentionsIn } from './mention-rules.ts';
import type { NewNote } from './move-forms.ts';
import { findRepair } from './queries.ts';
import { insertNote } from './state-changes.ts';

/** A note on a repair; those whom it names see it on their first page. @throws NotFound */
export async function addNote(ctx: Ctx, ref: string, form: NewNote): Promise<{ number: number }> {
  const repair = await findRepair(ctx.db, ref, scopeForNotes(ctx));
  const people = form.text.includes('@') || form.tell.length > 0 ? await ctx.db.all(peopleWhoSignIn()) : [];
  const told = form.tell.filter((id) => people.some((person) => person.value === id));
  const mentions = [...new Set([...told, ...mentionsIn(form.text, people)])];
  const note = newId();
  return commit(
    ctx,
    { number: repair.number },
    insertNote({ id: note, repair: repair.id, text: form.text, by: ctx.actor.person, mentions }, ctx.now),
    moved(repair, 'note', { note, mentions }, form.text),
  );
}

/** "I have seen it": the note is no longer on the person's first page. @throws NotFound it mentions somebody else */
export async function markSeen(ctx: Ctx, note: string): Promise<{ number: number }> {
  const mention = await ctx.db.first<{ id: string; number: number; device: string; site: string }>({
    sql: `SELECT r.id, r.number, r.device, r.site FROM mentions AS m JOIN repair_notes AS n ON n.id = m.note
          JOIN repairs AS r ON r.id = n.repair WHERE m.note = ? AND m.person = ?`,
    parameters: [note, ctx.actor.person],
  });
  if (!mention) throw new NotFound();
  return commit(
    ctx,
    { number: mention.number },
    q
      .updateTable('mentions')
      .set({ seen_at: ctx.now })
      .where('note', '=', note)
      .where('person', '=', ctx.actor.person)
      .where('seen_at', 'is', null),
    moved(mention, 'note seen', { note }),
  );
}

/** Who works on repairs and who reports them may write: contacts answer there what they are asked. */
export function scopeForNotes(ctx: Ctx) {
  const scope = scopeOf(ctx.actor, 'repair.work') ?? scopeOf(ctx.actor, 'repair.report');
  if (scope === null) throw new Forbidden();
  return scope;
}
