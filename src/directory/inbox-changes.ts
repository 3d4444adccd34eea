import { type Change, must } from '../db/commit.ts';
import { q } from '../db/query.ts';
import type { InboxFile } from './inbox-queries.ts';

/** @param digest of what the file holds: while it stands here, the file itself may still lie in the inbox */
export function insertFile(importId: string, fileName: string, digest: string, now: string): Change {
  return [
    must('the file was not taken in before', {
      sql: "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM inbox_files WHERE digest = ? AND digest <> '')",
      parameters: [digest],
    }),
    q
      .insertInto('inbox_files')
      .values({ import: importId, file_name: fileName, digest, at: now, state: 'taken' }),
  ];
}

/** The files are out of the inbox: what holds the same later is another one. */
export function releaseFiles(digests: readonly string[]): Change {
  return {
    sql: "UPDATE inbox_files SET digest = '' WHERE digest IN (SELECT value FROM json_each(?)) AND digest <> ''",
    parameters: [JSON.stringify(digests)],
  };
}

export function setFile(importId: string, state: InboxFile['state'], reason = ''): Change {
  return q
    .updateTable('inbox_files')
    .set({ state, reason: reason.slice(0, 300) })
    .where('import', '=', importId);
}
