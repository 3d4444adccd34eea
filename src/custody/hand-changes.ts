import type { Change } from '../db/commit.ts';
import { q } from '../db/query.ts';
import type { EntryUndo } from './session-forms.ts';

/** Notes what taking a single hand-over back needs. @param by nobody: it is not undone */
export function keepHand(device: string, undo: EntryUndo, by: string | null, now: string): Change {
  if (by === null) return null;
  return q
    .insertInto('hands')
    .values({ custody: undo.custody, device, person: by, at: now, undo: JSON.stringify(undo) });
}

export function markHandUndone(custody: string, now: string): Change {
  return q.updateTable('hands').set({ undone_at: now }).where('custody', '=', custody);
}
