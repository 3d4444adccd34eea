import Sqlite from 'better-sqlite3';

/** What could have gone wrong, one at a time: lost, doubled, of nobody. */
const TAMPERED: Readonly<Record<string, string>> = {
  'a scan is gone': 'DELETE FROM audit_events WHERE n = (SELECT max(n) FROM audit_events)',
  'a scan is there twice': `INSERT INTO audit_events (id, audit, phone, seq, kind, value, about, at_phone, at,
      at_server, person) SELECT id || 'x', audit, phone, seq, kind, value, about, at_phone, at, at_server, person
    FROM audit_events LIMIT 1`,
  'words are gone': `UPDATE repair_lines SET note = '' WHERE rowid = (
    SELECT max(rowid) FROM repair_lines WHERE length(note) >= 36)`,
  'words are there twice': `INSERT INTO repair_notes (id, repair, at, person, text)
    SELECT id || 'x', repair, at, person, text FROM repair_notes WHERE length(text) >= 36 LIMIT 1`,
  'an entry is gone': 'DELETE FROM sync_entries WHERE rowid = (SELECT max(rowid) FROM sync_entries)',
  'an entry of nobody': `INSERT INTO sync_entries (key, phone, seq, person, kind, state, at_phone, done_at, at_server)
    SELECT 'x', phone, seq, person, kind, state, '2020-01-01T00:00:00.000Z', done_at, at_server
    FROM sync_entries LIMIT 1`,
  'withdrawn by nobody':
    "UPDATE sync_entries SET state = 'withdrawn' WHERE rowid = (SELECT min(rowid) FROM sync_entries)",
  'a hand-over is gone': `DELETE FROM custody WHERE rowid = (
    SELECT max(rowid) FROM custody WHERE why IN ('check_out', 'move', 'loan') AND done_by IS NOT NULL)`,
  'a swap is gone': 'DELETE FROM swaps WHERE rowid = (SELECT max(rowid) FROM swaps)',
  'a photo is gone': 'DELETE FROM photos WHERE rowid = (SELECT max(rowid) FROM photos)',
  'parts too many': `UPDATE repair_parts SET quantity = quantity + 90 WHERE rowid = (
    SELECT max(rowid) FROM repair_parts)`,
};

/** Which of these a judge does not see: [] is a judge that can be believed. */
export function unseen(
  file: Sqlite.Database,
  faultsIn: (file: Sqlite.Database) => readonly string[],
): string[] {
  // A copy in memory has no log beside it.
  file.pragma('journal_mode = DELETE');
  const bytes = file.serialize();
  return Object.entries(TAMPERED)
    .filter(([, sql]) => {
      const copy = new Sqlite(bytes);
      copy.pragma('foreign_keys = OFF');
      const { changes } = copy.prepare(sql).run();
      const seen = changes === 0 || faultsIn(copy).length > 0;
      copy.close();
      return !seen;
    })
    .map(([what]) => what);
}
