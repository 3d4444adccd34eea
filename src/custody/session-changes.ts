import { type Change, must } from '../db/commit.ts';
import { q } from '../db/query.ts';

export interface NewSession {
  id: string;
  person: string | null;
  /** one of custody's modes, or another domain's own */
  mode: string;
  location: string | null;
  dueOn?: string | null;
  /** whatever the mode keeps, as JSON; ids and numbers, no names */
  options?: Readonly<Record<string, unknown>>;
}

/** A mode that somebody starts for scanning in a row. */
export function insertSession(x: NewSession, now: string): Change {
  return q.insertInto('scan_sessions').values({
    id: x.id,
    person: x.person ?? '',
    mode: x.mode,
    location: x.location,
    due_on: x.dueOn ?? null,
    options: JSON.stringify(x.options ?? {}),
    started_at: now,
  });
}

export interface NewEntry {
  id: string;
  session: string;
  /** the text as it was scanned */
  scanned: string;
  device: string | null;
  person: string | null;
  outcome: 'done' | 'already' | 'error' | 'badge';
  /** a code for words of the mode; never a name */
  message: string;
  /** ids of the rows that were made, as JSON: what taking it back needs */
  undo?: Readonly<Record<string, unknown>>;
  verdict?: string;
}

/** A scan of a session, the next in its row; what was done counts. */
export function addEntry(x: NewEntry, now: string): Change {
  return [
    sessionIsOpen(x.session),
    {
      sql: `INSERT INTO scan_entries (id, session, seq, scanned, device, person, outcome, message, undo, verdict, at)
            SELECT ?, ?, ifnull(max(seq), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ? FROM scan_entries WHERE session = ?`,
      parameters: [
        x.id,
        x.session,
        x.scanned.slice(0, 500),
        x.device,
        x.person,
        x.outcome,
        x.message,
        JSON.stringify(x.undo ?? {}),
        x.verdict ?? '',
        now,
        x.session,
      ],
    },
    x.outcome === 'done' ? count(x.session, 1) : null,
  ];
}

/** Whose badge was scanned last, or where devices go from now on. */
export function updateSession(
  session: string,
  columns: { holder?: string | null; location?: string },
): Change {
  return q.updateTable('scan_sessions').set(columns).where('id', '=', session);
}

export function endSession(session: string, now: string): Change {
  return [
    sessionIsOpen(session),
    q.updateTable('scan_sessions').set({ ended_at: now }).where('id', '=', session),
  ];
}

/** Takes a done scan out of the count; the commit fails where it was taken back before. */
export function undoEntryRow(session: string, entry: string, now: string): Change {
  return [
    must('it was not taken back before', {
      sql: "SELECT 1 FROM scan_entries WHERE id = ? AND session = ? AND outcome = 'done' AND undone_at IS NULL",
      parameters: [entry, session],
    }),
    q.updateTable('scan_entries').set({ undone_at: now }).where('id', '=', entry),
    count(session, -1),
  ];
}

/** An error that was put right, or that needs nothing. */
export function settleEntry(session: string, entry: string, now: string): Change {
  return [
    must('nobody put this right before', {
      sql: "SELECT 1 FROM scan_entries WHERE id = ? AND session = ? AND outcome = 'error' AND settled_at IS NULL",
      parameters: [entry, session],
    }),
    q.updateTable('scan_entries').set({ settled_at: now }).where('id', '=', entry),
  ];
}

/** What collection day found, and the rows that were made for it. */
export function updateVerdict(
  entry: string,
  x: { verdict: string; undo: Readonly<Record<string, unknown>>; was: string },
): Change {
  return [
    must('nobody said anything else of it meanwhile', {
      sql: 'SELECT 1 FROM scan_entries WHERE id = ? AND verdict = ? AND undone_at IS NULL',
      parameters: [entry, x.was],
    }),
    q
      .updateTable('scan_entries')
      .set({ verdict: x.verdict, undo: JSON.stringify(x.undo) })
      .where('id', '=', entry),
  ];
}

function sessionIsOpen(session: string): Change {
  return must('this scanning is not ended', {
    sql: 'SELECT 1 FROM scan_sessions WHERE id = ? AND ended_at IS NULL',
    parameters: [session],
  });
}

function count(session: string, by: 1 | -1): Change {
  return { sql: 'UPDATE scan_sessions SET done = done + ? WHERE id = ?', parameters: [by, session] };
}
