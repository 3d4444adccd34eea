import { type Change, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { AS_SEEN, mustBe } from './changes.ts';
import type { OtherRow } from './finding-queries.ts';
import type { Finding, Results } from './findings-rules.ts';
import type { ResolutionKind } from './forms.ts';

/** The guards' words of a closing: what was computed is what is there. */
export const NO_NEW_SCAN = 'no scan came in meanwhile';
export const NOTHING_MOVED = 'nothing on the list was moved meanwhile';
export const NO_UNSENT = 'no phone of the audit holds scans that it has not sent';

const ROWS = 800;

export interface Closing {
  audit: string;
  round: number;
  /** n of the last event that was read */
  lastEvent: number;
  moved: readonly string[];
  others: readonly OtherRow[];
  findings: readonly Finding[];
  results: Results;
  /** phones whose unsent scans are waived */
  waived: readonly (readonly [phone: string, waiting: number])[];
  reason: string;
  by: string | null;
}

/** Ends the counting: what moved, what was scanned besides, and every finding are written down. */
export function closeAudit(x: Closing, now: string): Change {
  const { results: r } = x;
  return [
    mustBe(x.audit, 'counting'),
    must(NO_UNSENT, {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM audit_phones WHERE audit = ? AND waiting > 0
              AND phone NOT IN (SELECT value FROM json_each(?)))`,
      parameters: [x.audit, JSON.stringify(x.waived.map(([phone]) => phone))],
    }),
    must(NO_NEW_SCAN, {
      sql: 'SELECT 1 WHERE ifnull((SELECT max(n) FROM audit_events WHERE audit = ?), 0) = ?',
      parameters: [x.audit, x.lastEvent],
    }),
    must(NOTHING_MOVED, {
      sql: `SELECT 1 WHERE (SELECT count(*) FROM audit_devices AS x WHERE x.audit = ? AND x.listed <> 'other'
              AND (SELECT c.id FROM custody AS c WHERE c.device = x.device AND c.to_at IS NULL) IS NOT x.custody) = ?`,
      parameters: [x.audit, x.moved.length],
    }),
    {
      sql: `UPDATE audit_devices SET moved = device IN (SELECT value FROM json_each(?))
            WHERE audit = ? AND listed <> 'other'`,
      parameters: [JSON.stringify(x.moved), x.audit],
    },
    keepOthers(x.audit, x.others),
    insertFindings(x.audit, x.round, x.findings),
    {
      sql: `UPDATE audits SET state = 'closed', closed_by = ?, closed_at = ?, round = ?, override = ?,
              override_reason = ?, found = ?, missing = ?, excused = ?, misplaced = ?, unknown = ?, version = version + 1
            WHERE id = ?`,
      parameters: [
        x.by,
        now,
        x.round,
        JSON.stringify(x.waived),
        x.reason,
        r.found,
        r.missing,
        r.excused,
        r.misplaced,
        r.unknown,
        x.audit,
      ],
    },
  ];
}

function keepOthers(audit: string, others: readonly OtherRow[]): Change {
  return chunks(others).map((rows) => ({
    sql: `INSERT INTO audit_devices (audit, device, listed, place, site, person, custody, state, tag, serial,
            last_seen_at, inside, moved)
          SELECT ?, value ->> 0, 'other', value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
            value ->> 7, value ->> 8, value ->> 9, value ->> 10 FROM json_each(?) WHERE true
          ON CONFLICT (audit, device) DO UPDATE SET place = excluded.place, site = excluded.site,
            person = excluded.person, custody = excluded.custody, state = excluded.state, tag = excluded.tag,
            serial = excluded.serial, last_seen_at = excluded.last_seen_at, inside = excluded.inside,
            moved = excluded.moved`,
    parameters: [
      audit,
      JSON.stringify(
        rows.map((o) => [
          o.device,
          o.place,
          o.site,
          o.person,
          o.custody,
          o.state,
          o.tag,
          o.serial,
          o.lastSeenAt,
          o.inside,
          o.moved,
        ]),
      ),
    ],
  }));
}

function insertFindings(audit: string, round: number, findings: readonly Finding[]): Change {
  return chunks(findings).map((rows) => ({
    sql: `INSERT INTO audit_findings (audit, round, id, key, kind, device, value, place, book_place, apart, event,
            person, at, scans, rank, last_seen_at)
          SELECT ?, ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
            value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13
          FROM json_each(?)`,
    parameters: [
      audit,
      round,
      JSON.stringify(
        rows.map((f) => [
          newId(),
          f.key,
          f.kind,
          f.device,
          f.value,
          f.place,
          f.bookPlace,
          f.apart ? 1 : 0,
          f.event,
          f.person,
          f.at,
          f.scans,
          f.rank,
          f.lastSeenAt,
        ]),
      ),
    ],
  }));
}

function chunks<T>(rows: readonly T[]): T[][] {
  const list: T[][] = [];
  for (let i = 0; i < rows.length; i += ROWS) list.push(rows.slice(i, i + ROWS));
  return list;
}

/** It is counted again: what came late counts now. Not where something was decided or signed. */
export function reopenAudit(audit: { id: string; round: number }): Change {
  return [
    mustBe(audit.id, 'closed'),
    must('nothing found in it has been settled', {
      sql: 'SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM audit_resolutions WHERE audit = ? AND undone_at IS NULL)',
      parameters: [audit.id],
    }),
    must('nobody has signed it', {
      sql: 'SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM audit_signatures WHERE audit = ? AND round = ?)',
      parameters: [audit.id, audit.round],
    }),
    {
      sql: `UPDATE audits SET state = 'counting', closed_by = NULL, closed_at = NULL, override = '[]',
              override_reason = '', version = version + 1 WHERE id = ?`,
      parameters: [audit.id],
    },
  ];
}

export interface NewResolution {
  id: string;
  finding: string;
  what: ResolutionKind;
  reason: string;
  undo: Readonly<Record<string, unknown>>;
}

/** What was done about findings; each once until it is taken back. */
export function insertResolutions(
  audit: string,
  rows: readonly NewResolution[],
  by: string | null,
  now: string,
): Change {
  return [
    mustBe(audit, 'closed'),
    {
      sql: `INSERT INTO audit_resolutions (id, audit, finding, what, reason, person, at, undo)
            SELECT value ->> 0, ?, value ->> 1, value ->> 2, value ->> 3, ?, ?, value ->> 4 FROM json_each(?)`,
      parameters: [
        audit,
        by,
        now,
        JSON.stringify(rows.map((r) => [r.id, r.finding, r.what, r.reason, JSON.stringify(r.undo)])),
      ],
    },
  ];
}

export function undoResolutionRow(audit: string, id: string, by: string | null, now: string): Change {
  return [
    mustBe(audit, 'closed'),
    must('it was not taken back before', {
      sql: 'SELECT 1 FROM audit_resolutions WHERE id = ? AND audit = ? AND undone_at IS NULL',
      parameters: [id, audit],
    }),
    {
      sql: 'UPDATE audit_resolutions SET undone_at = ?, undone_by = ? WHERE id = ?',
      parameters: [now, by, id],
    },
  ];
}

/** A signature; with that of somebody who has not scanned in it the audit is signed. */
export function signRow(
  x: { audit: string; round: number; version: number; person: string; scanned: boolean },
  now: string,
): Change {
  return [
    must(AS_SEEN, {
      sql: "SELECT 1 FROM audits WHERE id = ? AND state = 'closed' AND version = ?",
      parameters: [x.audit, x.version],
    }),
    {
      sql: 'INSERT INTO audit_signatures (id, audit, round, person, at, scanned) VALUES (?, ?, ?, ?, ?, ?)',
      parameters: [newId(), x.audit, x.round, x.person, now, x.scanned ? 1 : 0],
    },
    x.scanned
      ? null
      : {
          sql: "UPDATE audits SET state = 'signed', signed_at = ?, version = version + 1 WHERE id = ?",
          parameters: [now, x.audit],
        },
  ];
}
