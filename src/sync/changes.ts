import type { Change } from '../db/commit.ts';
import { must } from '../db/commit.ts';
import type { Statement } from '../db/engine.ts';

export interface NewEntry {
  key: string;
  phone: string;
  seq: number;
  person: string;
  kind: string;
  state: 'saved' | 'needs_manager' | 'withdrawn';
  /** as the phone named it */
  device: string;
  /** by the phone's clock (ISO) */
  atPhone: string;
  /** by ours (ISO UTC) */
  doneAt: string;
  /** how far the phone's clock is ahead, in milliseconds */
  aheadMs: number;
  merged: string;
  why: string;
  /** JSON, of what was not saved */
  form: string | null;
}

/** What came from a phone: once, whatever becomes of it. */
export function keepEntry(x: NewEntry, now: string): Statement {
  return {
    sql: `INSERT INTO sync_entries (key, phone, seq, person, kind, state, device, at_phone, done_at, at_server,
            clock_ms, merged, why, form) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    parameters: [
      x.key,
      x.phone,
      x.seq,
      x.person,
      x.kind,
      x.state,
      x.device,
      x.atPhone,
      x.doneAt,
      now,
      x.aheadMs,
      x.merged,
      x.why,
      x.form,
    ],
  };
}

/** A manager's answer to what was laid before them, once. */
export function decideEntry(
  x: { key: string; state: 'saved' | 'withdrawn'; merged: string; why: string; by: string | null },
  now: string,
): Statement[] {
  return [
    must('nobody has decided on it', {
      sql: "SELECT 1 FROM sync_entries WHERE key = ? AND state = 'needs_manager'",
      parameters: [x.key],
    }),
    {
      sql: `UPDATE sync_entries SET state = ?, merged = ?, why = ?, decided_at = ?, decided_by = ?
            WHERE key = ? AND state = 'needs_manager'`,
      parameters: [x.state, x.merged, x.why, now, x.by, x.key],
    },
  ];
}

export interface PhoneNow {
  id: string;
  person: string;
  name: string;
  /** JSON */
  holds: string;
  waiting: number;
  needs: number;
  oldestAt: string | null;
  aheadMs: number;
  persisted: boolean | null;
  copyAt: string | null;
}

/** What a phone said of itself just now. */
export function keepPhone(x: PhoneNow, now: string): Change {
  return {
    sql: `INSERT INTO phones (id, person, name, first_at, last_at, holds, waiting, needs, oldest_at, clock_ms,
            persisted, copy_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE SET person = excluded.person, name = excluded.name,
            last_at = excluded.last_at, holds = excluded.holds, waiting = excluded.waiting,
            needs = excluded.needs, oldest_at = excluded.oldest_at, clock_ms = excluded.clock_ms,
            persisted = excluded.persisted, copy_at = excluded.copy_at`,
    parameters: [
      x.id,
      x.person,
      x.name,
      now,
      now,
      x.holds,
      x.waiting,
      x.needs,
      x.oldestAt,
      x.aheadMs,
      x.persisted === null ? null : x.persisted ? 1 : 0,
      x.copyAt,
    ],
  };
}
