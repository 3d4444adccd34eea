import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { Conflict, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { decideEntry, keepEntry, type NewEntry } from './changes.ts';
import type { Corrected } from './clock-rules.ts';
import type { Decision, Entry, Withdrawal } from './forms.ts';
import { entryByKey } from './queries.ts';

interface Aside {
  key: string;
  state: 'needs_manager' | 'withdrawn' | 'again';
  words: string;
}

/** What its person may not save (any more) is kept whole and waits for a manager. */
export async function keepAside(ctx: Ctx, entry: Entry, time: Corrected, why: string): Promise<Aside> {
  return keepOnce(ctx, { ...rowOf(entry, time), state: 'needs_manager', why }, 'laid before a manager', '');
}

/** Taken back by who typed it: recorded with what was typed, and never saved afterwards. */
export async function withdrawEntry(ctx: Ctx, entry: Withdrawal, time: Corrected): Promise<Aside> {
  const why = entry.reason || 'Withdrawn by who typed it';
  return keepOnce(ctx, { ...rowOf(entry, time), state: 'withdrawn', why }, 'withdrawn', entry.reason);
}

/** A manager throws out what was laid before them. @throws NotFound, Conflict another one has decided */
export async function throwOut(ctx: Ctx, key: string, form: Decision): Promise<{ key: string }> {
  const row = await ctx.db.first(entryByKey(key));
  if (!row) throw new NotFound();
  return commit(
    ctx,
    { key },
    decideEntry({ key, state: 'withdrawn', merged: '', why: form.reason, by: ctx.actor.person }, ctx.now),
    record({
      thing: key,
      kind: 'phone entry',
      verb: 'thrown out',
      data: { by: row.person },
      text: form.reason,
    }),
  );
}

async function keepOnce(
  ctx: Ctx,
  row: NewEntry & { state: 'needs_manager' | 'withdrawn' },
  verb: string,
  text: string,
): Promise<Aside> {
  const { key, state, why } = row;
  const answer: Aside = { key, state, words: why };
  try {
    return await commit(
      { ...ctx, submission: null },
      answer,
      keepEntry(row, ctx.now),
      record({
        thing: key,
        kind: 'phone entry',
        verb,
        data: { kind: row.kind, device: row.device, phone: row.phone, by: row.person },
        text,
        doneAt: row.doneAt,
        first: true,
      }),
    );
  } catch (error) {
    // Its former sending has arrived meanwhile: that one counts.
    if (!(error instanceof Conflict) || error.what !== 'sync_entries.key') throw error;
    const known = await ctx.db.first(entryByKey(key));
    if (!known || known.person !== row.person) throw new NotFound();
    return { key, state: known.state === 'saved' ? 'again' : known.state, words: known.why };
  }
}

function rowOf(
  entry: Omit<Entry, 'kind'> & { kind: string },
  { doneAt, aheadMs }: Corrected,
): Omit<NewEntry, 'state' | 'why'> {
  const { key, phone, seq, person, kind, ref, at, fields, saw } = entry;
  const form = JSON.stringify({ fields, saw });
  return { key, phone, seq, person, kind, device: ref, atPhone: at, doneAt, aheadMs, merged: '', form };
}
