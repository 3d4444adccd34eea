import type { Updateable } from 'kysely';
import { type Change, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import type { Schema } from '../db/schema.ts';

export interface NewBatchRow {
  id: string;
  vendor: string;
  rma: string;
  carrier: string;
  tracking: string;
  expectedOn: string | null;
  note: string;
  by: string | null;
}

/** A draft; its number is the next one. */
export function insertBatch(x: NewBatchRow, now: string): Change {
  return {
    sql: `INSERT INTO claim_batches (id, number, vendor, rma, carrier, tracking, expected_on, note, created_at, created_by)
          SELECT ?, ifnull(max(number), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ? FROM claim_batches`,
    parameters: [x.id, x.vendor, x.rma, x.carrier, x.tracking, x.expectedOn, x.note, now, x.by],
  };
}

/** Other columns of a batch; its version grows. */
export function updateBatch(id: string, columns: Updateable<Schema['claim_batches']>): Change {
  return q
    .updateTable('claim_batches')
    .set(columns)
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

/** The guard's words where somebody has packed, sent or cancelled it meanwhile. */
export const IS_DRAFT = 'the batch is a draft';

export function isDraft(batch: string): Change {
  return must(IS_DRAFT, {
    sql: "SELECT 1 FROM claim_batches WHERE id = ? AND state = 'draft'",
    parameters: [batch],
  });
}

export interface NewLine {
  id: string;
  repair: string;
  device: string;
}

/** Devices go into a draft. Beyond 100 the CHECK claim_batches_size fails; a device that is in another: UNIQUE. */
export function insertLines(
  batch: string,
  lines: readonly NewLine[],
  by: string | null,
  now: string,
): Change {
  if (lines.length === 0) return null;
  return [
    isDraft(batch),
    {
      sql: `INSERT INTO claim_lines (id, batch, repair, device, added_at, added_by)
            SELECT j.value ->> 0, ?, j.value ->> 1, j.value ->> 2, ?, ? FROM json_each(?) AS j`,
      parameters: [batch, now, by, JSON.stringify(lines.map((line) => [line.id, line.repair, line.device]))],
    },
    {
      sql: `UPDATE claim_batches SET devices = devices + ?, version = version + 1 WHERE id = ?`,
      parameters: [lines.length, batch],
    },
  ];
}

/** Devices that are in a draft leave it. */
export function takeLinesOut(
  batch: string,
  lines: readonly string[],
  by: string | null,
  now: string,
): Change {
  const ids = JSON.stringify(lines);
  return [
    isDraft(batch),
    must('each of these devices is in the batch', {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS j
              LEFT JOIN claim_lines AS c ON c.id = j.value AND c.batch = ? AND c.ended_at IS NULL
              WHERE c.id IS NULL)`,
      parameters: [ids, batch],
    }),
    {
      sql: `UPDATE claim_lines SET state = 'out', ended_at = ?, ended_by = ?
            WHERE id IN (SELECT value FROM json_each(?))`,
      parameters: [now, by, ids],
    },
    {
      sql: 'UPDATE claim_batches SET devices = devices - ?, version = version + 1 WHERE id = ?',
      parameters: [lines.length, batch],
    },
  ];
}

/** What was said of devices before they leave; null takes it back. */
export function setDeprovision(
  batch: string,
  lines: readonly string[],
  how: 'done' | 'not_enrolled' | null,
  by: string | null,
  now: string,
): Change {
  const ids = JSON.stringify(lines);
  return [
    isDraft(batch),
    {
      sql: `UPDATE claim_lines SET deprovision = ?, deprovision_at = ?, deprovision_by = ?
            WHERE batch = ? AND ended_at IS NULL AND id IN (SELECT value FROM json_each(?))`,
      parameters: [how, how ? now : null, how ? by : null, batch, ids],
    },
    {
      sql: 'UPDATE claim_batches SET version = version + 1 WHERE id = ?',
      parameters: [batch],
    },
  ];
}

/** Every Chromebook of it is out of the console, or was never in it. */
export function allDeprovisioned(batch: string): Change {
  return must('every Chromebook in it is ticked as deprovisioned', {
    sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM claim_lines AS c JOIN devices AS d ON d.id = c.device
            WHERE c.batch = ? AND c.ended_at IS NULL AND d.kind = 'chromebook' AND c.deprovision IS NULL)`,
    parameters: [batch],
  });
}

/** All that is in it is free for another batch. */
export function dropLines(batch: string, by: string | null, now: string): Change {
  return [
    {
      sql: `UPDATE claim_lines SET state = 'out', ended_at = ?, ended_by = ? WHERE batch = ? AND ended_at IS NULL`,
      parameters: [now, by, batch],
    },
    updateBatch(batch, { state: 'cancelled', closed_at: now, devices: 0, waiting: 0 }),
  ];
}

export function insertChase(batch: string, text: string, by: string | null, now: string): Change {
  return q.insertInto('claim_notes').values({ id: newId(), batch, at: now, person: by, text });
}
