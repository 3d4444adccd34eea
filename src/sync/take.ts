import { createHash } from 'node:crypto';
import type { Ctx } from '../context.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../errors.ts';
import { conflictWords, errorsOf } from '../web/submit.tsx';
import { keepAside } from './aside.ts';
import { correctedTime } from './clock-rules.ts';
import type { Entry } from './forms.ts';
import { kindOf } from './kinds.ts';
import { doneBefore, entryByKey, keptUnder } from './queries.ts';
import { ENTRIES, submissionOf } from './submission.ts';

/** What a phone is told of an entry. Nothing but these is an answer: the phone keeps it else, and sends again. */
export interface Taken {
  key: string;
  state: 'saved' | 'again' | 'needs_you' | 'needs_manager' | 'withdrawn';
  /** for the person */
  words?: string;
  /** by field */
  errors?: Readonly<Record<string, string>>;
  changes?: Conflict['changes'];
  /** no device has the tag or serial */
  unknown?: true;
  /** the rule that put it together with what others did */
  merged?: string;
  result?: unknown;
}

const TRIES = 4;

/**
 * Applies what was done on a phone, once, as its person. What cannot be applied as it is comes back with what was
 * typed wrong or what changed meanwhile; what the person may not do any more is laid before a manager.
 */
export async function takeEntry(ctx: Ctx, entry: Entry): Promise<Taken> {
  const known = await alreadyTaken(ctx, entry);
  if (known) return known;
  const { schema, plan } = kindOf(entry.kind);
  const parsed = schema.safeParse(entry.fields);
  if (!parsed.success) return needsYou(entry, { errors: errorsOf(parsed.error) });
  const before = await ctx.db.first(doneBefore(entry.phone, entry.seq));
  const time = correctedTime({ ...entry, now: ctx.now, notBefore: [entry.saw.at, before?.doneAt ?? null] });
  for (let attempt = 1; ; attempt++) {
    try {
      const { merged, words, run } = await plan(ctx, entry, parsed.data);
      const submission = submissionOf(entry, time, {
        kind: entry.kind,
        merged,
        hash: hashOf(entry),
        now: ctx.now,
      });
      const result = await run({ ...ctx, doneAt: time.doneAt, submission });
      return { key: entry.key, state: 'saved', merged, words, result };
    } catch (error) {
      const meanwhile = error instanceof Conflict ? await alreadyTaken(ctx, entry) : null;
      if (meanwhile) return meanwhile;
      // Somebody was quicker between looking and writing: put together anew with what they did.
      if (error instanceof Conflict && attempt < TRIES) continue;
      if (error instanceof Forbidden)
        return keepAside(ctx, entry, time, 'Their role does not include it any more');
      return refusal(entry, error);
    }
  }
}

function refusal(entry: Entry, error: unknown): Taken {
  if (error instanceof Invalid) return needsYou(entry, { errors: error.fields });
  if (error instanceof NotFound)
    return needsYou(entry, {
      words: `Nothing here is called ${entry.ref}, or it is not yours to see.`,
      unknown: true,
    });
  if (error instanceof Conflict)
    return needsYou(entry, { words: conflictWords(error), changes: error.changes });
  throw error;
}

function needsYou({ key }: Pick<Entry, 'key'>, more: Omit<Taken, 'key' | 'state'>): Taken {
  return { key, state: 'needs_you', ...more };
}

/** What became of it before: a phone whose answer was lost sends again. @throws NotFound the key is another one's */
async function alreadyTaken(ctx: Ctx, entry: Entry): Promise<Taken | null> {
  const [kept, rows] = await ctx.db.read(keptUnder(entry.key), entryByKey(entry.key));
  const [first] = kept;
  const [row] = rows;
  if ((first ?? row) && (first ?? row)?.person !== ctx.actor.person) throw new NotFound();
  if (first) {
    const same = first.route !== ENTRIES || first.hash === hashOf(entry);
    const result: unknown = JSON.parse(first.result);
    if (same) return { key: entry.key, state: 'again', result };
    return needsYou(entry, {
      words: 'This was saved as you had typed it first. Look at it, then withdraw this one.',
    });
  }
  if (!row || row.state === 'saved') return null;
  return { key: entry.key, state: row.state, words: row.why };
}

/** The same typing has the same hash, whenever it is sent. */
function hashOf({ kind, ref, fields, at }: Entry): string {
  const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([kind, ref, at, sorted]))
    .digest('base64url');
}
