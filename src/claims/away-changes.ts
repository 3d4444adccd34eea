import { type Change, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import type { ClaimState } from './forms.ts';
import { giveIncidentBack } from './pool-changes.ts';

/** The papers that go with a batch. */
export interface SentPapers {
  rma: string;
  carrier: string;
  tracking: string;
  expectedOn: string | null;
}

/** The devices of a packed batch are under way. @param covers what pays for each, by the id of its line */
export function sendLines(
  batch: string,
  covers: Readonly<Record<string, 'warranty' | 'plan' | 'none'>>,
  papers: SentPapers,
  by: string | null,
  now: string,
): Change {
  return [
    {
      sql: `UPDATE claim_lines SET state = 'sent', sent_at = ?,
              cover = (SELECT value FROM json_each(?) WHERE key = claim_lines.id)
            WHERE batch = ? AND ended_at IS NULL`,
      parameters: [now, JSON.stringify(covers), batch],
    },
    {
      sql: `UPDATE claim_batches SET state = 'sent', waiting = devices, sent_at = ?, sent_by = ?, rma = ?,
              carrier = ?, tracking = ?, expected_on = ?, version = version + 1
            WHERE id = ?`,
      parameters: [now, by, papers.rma, papers.carrier, papers.tracking, papers.expectedOn, batch],
    },
  ];
}

/** The guard's words where two people bring the same device back. */
export const STILL_AWAY = 'nobody recorded it back before';

export interface CameBack {
  line: string;
  batch: string;
  state: Exclude<ClaimState, 'in' | 'out' | 'sent'>;
  reason: string;
  caseNumber: string;
  by: string | null;
  /** what taking it back needs; '' where it cannot be */
  undo: string;
  /** the incident is there for another repair */
  giveBack: boolean;
}

/** One device of a batch is back, or lost: once. The last one closes the batch. */
export function bringLineBack(x: CameBack, now: string): Change {
  return [
    must(STILL_AWAY, {
      sql: "SELECT 1 FROM claim_lines WHERE id = ? AND batch = ? AND state = 'sent'",
      parameters: [x.line, x.batch],
    }),
    q
      .updateTable('claim_lines')
      .set({
        state: x.state,
        ended_at: now,
        ended_by: x.by,
        reason: x.reason,
        case_number: x.caseNumber,
        undo: x.undo,
      })
      .where('id', '=', x.line),
    {
      sql: `UPDATE claim_batches SET waiting = waiting - 1,
              state = CASE WHEN waiting = 1 THEN 'closed' ELSE 'partly_back' END,
              closed_at = CASE WHEN waiting = 1 THEN ? END
            WHERE id = ?`,
      parameters: [now, x.batch],
    },
    x.giveBack ? giveIncidentBack(x.line, now) : null,
  ];
}

export interface Exchange {
  line: string;
  old: string;
  new: string;
  /** that the new one takes over, '' for none */
  tag: string;
  by: string | null;
}

/** Another unit came in place of one: the two know each other from now on. */
export function insertExchange(x: Exchange, now: string): Change {
  return [
    q.insertInto('exchanges').values({
      id: newId(),
      line: x.line,
      old: x.old,
      new: x.new,
      tag: x.tag,
      at: now,
      person: x.by,
    }),
    {
      sql: `INSERT INTO custom_values (device, field, value, number)
            SELECT ?, field, value, number FROM custom_values WHERE device = ?`,
      parameters: [x.new, x.old],
    },
  ];
}

/** What is left of the old one has no tag any more: without a serial only its record tells it. */
export function unidentify(device: string): Change {
  return { sql: 'UPDATE devices SET unidentified = 1 WHERE id = ?', parameters: [device] };
}
