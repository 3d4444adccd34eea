import { type Change, must } from '../db/commit.ts';

/** The device is away again: its line, its batch, the hold of its repair and the incident that was given back. */
export function sendLineAgain(x: { line: string; batch: string; repair: string; at: string }): Change {
  return [
    must('the device is in no other batch', {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM claim_lines AS c JOIN claim_lines AS o
              ON o.device = c.device AND o.ended_at IS NULL WHERE c.id = ?)`,
      parameters: [x.line],
    }),
    must('nobody took it back before', {
      sql: "SELECT 1 FROM claim_lines WHERE id = ? AND ended_at = ? AND undo <> ''",
      parameters: [x.line, x.at],
    }),
    {
      sql: `UPDATE claim_lines SET state = 'sent', ended_at = NULL, ended_by = NULL, reason = '', undo = ''
            WHERE id = ?`,
      parameters: [x.line],
    },
    {
      sql: `UPDATE claim_batches SET waiting = waiting + 1, closed_at = NULL,
              state = CASE WHEN waiting + 1 = devices THEN 'sent' ELSE 'partly_back' END WHERE id = ?`,
      parameters: [x.batch],
    },
    {
      sql: "UPDATE repair_holds SET to_at = NULL WHERE repair = ? AND reason = 'vendor' AND to_at = ?",
      parameters: [x.repair, x.at],
    },
    {
      sql: `UPDATE coverage_pools SET used = used + 1 WHERE (plan, year_from) = (
              SELECT plan, year_from FROM claim_incidents WHERE line = ? AND given_back_at = ?)`,
      parameters: [x.line, x.at],
    },
    {
      sql: `UPDATE repairs SET covered = 1 WHERE id =
              (SELECT repair FROM claim_incidents WHERE line = ? AND given_back_at = ?)`,
      parameters: [x.line, x.at],
    },
    {
      sql: 'UPDATE claim_incidents SET given_back_at = NULL WHERE line = ? AND given_back_at = ?',
      parameters: [x.line, x.at],
    },
  ];
}
