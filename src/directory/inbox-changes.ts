import type { Change } from '../db/commit.ts';
import { q } from '../db/query.ts';
import type { InboxFile } from './inbox-queries.ts';

export function insertFile(importId: string, fileName: string, now: string): Change {
  return q
    .insertInto('inbox_files')
    .values({ import: importId, file_name: fileName, at: now, state: 'taken' });
}

export function setFile(importId: string, state: InboxFile['state'], reason = ''): Change {
  return q
    .updateTable('inbox_files')
    .set({ state, reason: reason.slice(0, 300) })
    .where('import', '=', importId);
}
