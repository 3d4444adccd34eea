import type { Submission } from '../context.ts';
import { decideEntry, keepEntry } from './changes.ts';
import type { Corrected } from './clock-rules.ts';

interface Sent {
  key: string;
  phone: string;
  seq: number;
  person: string;
  ref: string;
  at: string;
}

/** Where the keys of phones are kept under. */
export const ENTRIES = '/sync/entries';

/** The key of something that a phone sends, and its row, for the commit that applies it. */
export function submissionOf(
  entry: Sent,
  { doneAt, aheadMs }: Corrected,
  x: { kind: string; merged: string; hash: string; now: string },
): Submission {
  const { key, phone, seq, person, ref, at } = entry;
  const row = keepEntry(
    {
      key,
      phone,
      seq,
      person,
      kind: x.kind,
      state: 'saved',
      device: ref,
      atPhone: at,
      doneAt,
      aheadMs,
      merged: x.merged,
      why: '',
      form: null,
    },
    x.now,
  );
  return { key, route: ENTRIES, bodyHash: x.hash, fromPhone: true, along: [row] };
}

/** The key of an entry that a manager saves: its row says who decided. */
export function decidedSubmission(
  x: { key: string; merged: string; by: string | null },
  now: string,
): Submission {
  const along = decideEntry({ ...x, state: 'saved', why: '' }, now);
  return { key: x.key, route: ENTRIES, bodyHash: '', fromPhone: true, along };
}
