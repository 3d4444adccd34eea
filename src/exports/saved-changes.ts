import { type Change, must } from '../db/commit.ts';
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
  /** when this making began, as `beginMaking` wrote it */
  began: string;
  /** null: it could not be made, the last file stays */
  file: { name: string; bytes: number } | null;
  failure: string;
  nextOn: string | null;
}

/** Fails where it was ended meanwhile, or what it may show has changed: what was made is of before then. */
export function endMaking({ id, began, file, failure, nextOn }: Made, now: string): Change {
  return [
    must('the export is as it was when its file was begun', {
      sql: 'SELECT 1 FROM saved_exports WHERE id = ? AND making_at = ? AND ended_at IS NULL',
      parameters: [id, began],
    }),
    q
      .updateTable('saved_exports')
      .set({ making_at: null, asked_at: null, next_on: nextOn, failure })
      .$if(file !== null, (query) =>
        query.set({ file: file?.name ?? null, bytes: file?.bytes ?? null, made_at: now }),
      )
      .where('id', '=', id),
  ];
}

/**
 * The person has other rights from now on: files of before, and those that are being made, open no more and are made
 * anew. The last file's name stays until then, so that it is removed with the next one.
 */
export function remakeExports(person: string, now: string): Change {
  return {
    sql: `UPDATE saved_exports SET made_at = NULL, making_at = NULL, asked_at = ?
          WHERE person = ? AND ended_at IS NULL AND (file IS NOT NULL OR making_at IS NOT NULL)`,
    parameters: [now, person],
  };
}
