import type { DirectorySource } from './google.ts';
import { MOST_MOVED } from './google.ts';
import { Busy, Declined, Denied } from './google-client.ts';
import { factsOf } from './rules.ts';
import type { Outcome } from './write-changes.ts';
import type { Compared, Differences, Field } from './write-rules.ts';
import { DOCUMENT_FIELDS, FIELDS, same, sameWish } from './write-rules.ts';

/** One device of a chunk. */
export interface Wish {
  external: string;
  /** as the preview showed it */
  content: Differences;
  /** what the rules say now, of what both sides are known as now */
  now: { one: Compared; content: Differences } | null;
}

/** What came of a chunk: of those without an outcome nothing is known, and they go again. */
export interface Tried {
  outcomes: Outcome[];
  /** why it did not go on */
  stopped: Busy | Denied | null;
}

/** Requests under way at once: Google counts those as well as their number a minute. */
const AT_ONCE = 4;
const FIRST_TRIES = 2;

const CHANGED_HERE = 'Changed here since the preview';
const CHANGED_THERE = 'Google says something else since the preview';

/**
 * Writes what was agreed to, device by device: read again, compared with the preview, then its words, then units of
 * many at once. What was written already by a worker that was stopped counts as written.
 */
export async function writeDevices(source: DirectorySource, wishes: readonly Wish[]): Promise<Tried> {
  const tried: Tried = { outcomes: [], stopped: null };
  const moves: { wish: Wish; says: Outcome['says'] }[] = [];
  const queue = [...wishes];
  const worker = async () => {
    for (let wish = queue.shift(); wish && !tried.stopped; wish = queue.shift()) {
      try {
        const { outcome, moving } = await wordsOf(source, wish);
        if (moving) moves.push({ wish, says: outcome.says });
        else tried.outcomes.push(outcome);
      } catch (error) {
        if (error instanceof Declined) tried.outcomes.push(outcomeOf(wish, 'failed', error.message));
        else if (error instanceof Busy || error instanceof Denied) tried.stopped = error;
        else throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const [unit, group] of byUnit(moves)) {
    if (tried.stopped) break;
    try {
      tried.outcomes.push(...(await moveAll(source, unit, group)));
    } catch (error) {
      if (!(error instanceof Busy || error instanceof Denied)) throw error;
      tried.stopped = error;
    }
  }
  return tried;
}

function outcomeOf(wish: Pick<Wish, 'external'>, state: Outcome['state'], answer: string): Outcome {
  return { external: wish.external, state, answer, says: {} };
}

/** @throws Busy, Declined, Denied */
async function wordsOf(source: DirectorySource, wish: Wish): Promise<{ outcome: Outcome; moving: boolean }> {
  const known = wish.now;
  const none = (words: string) => ({ outcome: outcomeOf(wish, 'moved', words), moving: false });
  // Another tag, another person, another rule: what was agreed to is not what is wished any more.
  if (!known) return none(CHANGED_HERE);
  for (let tries = 1; ; tries++) {
    const document = await source.device(wish.external);
    const there = factsOf(document);
    if (!there) return none(CHANGED_THERE);
    const says = { assetId: there.assetId, user: there.user, location: there.location, unit: there.orgUnit };
    const done = (field: Field) => same(says[field], wish.content[field]?.[1] ?? '');
    const fields = FIELDS.filter((field) => wish.content[field]);
    const open = fields.filter((field) => !done(field));
    const told = Object.fromEntries(fields.map((field) => [field, wish.content[field]?.[1] ?? '']));
    if (open.length === 0)
      return { outcome: { ...outcomeOf(wish, 'written', 'It said so already'), says: told }, moving: false };
    if (!sameWish(known.content, wish.content)) return none(CHANGED_HERE);
    if (open.some((field) => !same(says[field], wish.content[field]?.[0] ?? ''))) return none(CHANGED_THERE);
    const words = open.flatMap((field) =>
      field === 'unit' ? [] : [[DOCUMENT_FIELDS[field], wish.content[field]?.[1] ?? '']],
    );
    const etag = typeof document.etag === 'string' ? document.etag : '';
    try {
      if (words.length > 0) await source.patch(wish.external, etag, Object.fromEntries(words));
    } catch (error) {
      // Somebody was in between: read it once more.
      if (error instanceof Declined && error.status === 412 && tries < 2) continue;
      throw error;
    }
    const outcome = { ...outcomeOf(wish, 'written', words.length > 0 ? '200' : ''), says: told };
    return { outcome, moving: open.includes('unit') };
  }
}

type Move = { wish: Wish; says: Outcome['says'] };

function byUnit(moves: readonly Move[]): Map<string, Move[]> {
  const units = new Map<string, Move[]>();
  for (const move of moves) {
    const unit = move.wish.content.unit?.[1] ?? '';
    units.set(unit, [...(units.get(unit) ?? []), move]);
  }
  return units;
}

/** Many into one unit; where that is refused, one by one, unless it is the unit itself. @throws Busy, Denied */
async function moveAll(source: DirectorySource, unit: string, moves: readonly Move[]): Promise<Outcome[]> {
  const written = ({ wish, says }: Move): Outcome => ({ ...outcomeOf(wish, 'written', '200'), says });
  const outcomes: Outcome[] = [];
  for (let i = 0; i < moves.length; i += MOST_MOVED) {
    const some = moves.slice(i, i + MOST_MOVED);
    const refused = await moved(
      source,
      unit,
      some.map(({ wish }) => wish.external),
    );
    if (!refused) {
      outcomes.push(...some.map(written));
      continue;
    }
    let failed = some.length === 1 ? FIRST_TRIES : 0;
    for (const one of some) {
      const again = failed >= FIRST_TRIES ? refused : await moved(source, unit, [one.wish.external]);
      failed = again ? failed + 1 : Number.NEGATIVE_INFINITY;
      outcomes.push(again ? notMoved(one, again) : written(one));
    }
  }
  return outcomes;
}

/** Its words may be written though it did not move. */
function notMoved({ wish, says }: Move, answer: string): Outcome {
  const { unit: _, ...words } = says;
  return { ...outcomeOf(wish, 'failed', `Not moved. ${answer}`), says: words };
}

/** @returns why not; null where it is done @throws Busy, Denied */
async function moved(source: DirectorySource, unit: string, externals: readonly string[]) {
  try {
    await source.move(unit, externals);
    return null;
  } catch (error) {
    if (error instanceof Declined) return error.message;
    throw error;
  }
}
