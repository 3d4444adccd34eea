import type { Change } from '../db/commit.ts';
import { q } from '../db/query.ts';
import type { Schedule } from './schedule-rules.ts';

interface NewExport {
  id: string;
  person: string;
  name: string;
  list: string;
  query: string;
  columns: readonly string[];
  format: 'csv' | 'xlsx';
  schedule: Schedule;
  nextOn: string | null;
}

/** A saved export; its first file is asked for with it. */
export function insertExport(x: NewExport, now: string): Change {
  const { nextOn, columns, ...rest } = x;
  return q.insertInto('saved_exports').values({
    ...rest,
    columns: JSON.stringify(columns),
    next_on: nextOn,
    asked_at: now,
    created_at: now,
  });
}

export function askForFile(id: string, now: string): Change {
  return q.updateTable('saved_exports').set({ asked_at: now, failure: '' }).where('id', '=', id);
}

/** @param link null ends the open one */
export function setLink(id: string, link: { id: string; hash: string } | null): Change {
  return q
    .updateTable('saved_exports')
    .set({ link: link?.id ?? null, token_hash: link?.hash ?? null })
    .where('id', '=', id);
}

export function endExport(id: string, now: string): Change {
  return q
    .updateTable('saved_exports')
    .set({ ended_at: now, link: null, token_hash: null, file: null, asked_at: null, next_on: null })
    .where('id', '=', id);
}

export function beginMaking(id: string, now: string): Change {
  return q.updateTable('saved_exports').set({ making_at: now }).where('id', '=', id);
}

interface Made {
  id: string;
  /** null: it could not be made, the last file stays */
  file: { name: string; bytes: number } | null;
  failure: string;
  nextOn: string | null;
}

export function endMaking({ id, file, failure, nextOn }: Made, now: string): Change {
  return q
    .updateTable('saved_exports')
    .set({ making_at: null, asked_at: null, next_on: nextOn, failure })
    .$if(file !== null, (query) =>
      query.set({ file: file?.name ?? null, bytes: file?.bytes ?? null, made_at: now }),
    )
    .where('id', '=', id);
}
