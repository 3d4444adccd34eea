import type { Query } from '../db/query.ts';
import type { State } from '../imports/state-rules.ts';

export interface InboxFile {
  import: string;
  fileName: string;
  at: string;
  state: 'taken' | 'done' | 'waits' | 'failed';
  reason: string;
  /** of the import */
  importState: State;
  kind: string;
  creates: number;
  changes: number;
  sames: number;
  rejects: number;
  failure: string;
}

const FILE = `SELECT f.import, f.file_name AS fileName, f.at, f.state, f.reason, i.state AS importState, i.kind,
    i.creates, i.changes, i.sames, i.rejects, i.failure
  FROM inbox_files AS f JOIN imports AS i ON i.id = f.import`;

/** Files that were taken and whose imports are not at their end, the oldest first: one waits for the other. */
export const TAKEN: Query<InboxFile> = {
  sql: `${FILE} WHERE f.state = 'taken' ORDER BY f.n LIMIT 1`,
  parameters: [],
};

/** Whether a file that holds this was taken in, and not yet out of the inbox. */
export function takenAs(digest: string): Query<{ import: string }> {
  return { sql: "SELECT import FROM inbox_files WHERE digest = ? AND digest <> ''", parameters: [digest] };
}

/** The last files, the latest first. */
export function lastFiles(limit: number): Query<InboxFile> {
  return { sql: `${FILE} ORDER BY f.n DESC LIMIT ?`, parameters: [limit] };
}
