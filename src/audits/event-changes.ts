import type { Change } from '../db/commit.ts';
import type { EventKind } from './forms.ts';

export interface NewEvent {
  id: string;
  seq: number;
  kind: EventKind;
  value: string;
  about: string;
  device: string | null;
  location: string | null;
  atPhone: string;
  at: string;
}

/**
 * Events of one phone, in one statement. A key that is there already fails the commit: whoever calls drops it and
 * tries again. What comes after the closing is marked.
 */
export function insertEvents(
  x: { audit: string; phone: string; person: string | null; events: readonly NewEvent[] },
  now: string,
): Change {
  if (x.events.length === 0) return null;
  const rows = x.events.map((e) => [
    e.id,
    e.seq,
    e.kind,
    e.value,
    e.about,
    e.device,
    e.location,
    e.atPhone,
    e.at,
  ]);
  return {
    sql: `INSERT INTO audit_events (id, audit, phone, seq, kind, value, about, device, location, at_phone, at,
            at_server, person, late)
          SELECT j.value ->> 0, a.id, ?, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4, j.value ->> 5,
            j.value ->> 6, j.value ->> 7, j.value ->> 8, ?, ?, a.state <> 'counting'
          FROM audits AS a CROSS JOIN json_each(?) AS j WHERE a.id = ?`,
    parameters: [x.phone, now, x.person, JSON.stringify(rows), x.audit],
  };
}

/** A scan changes nothing but when and where the device was last seen. */
export function seeDevices(rows: readonly { device: string; at: string; place: string | null }[]): Change {
  if (rows.length === 0) return null;
  return {
    sql: `UPDATE devices SET last_seen_at = j.at, last_seen_place = coalesce(j.place, last_seen_place)
          FROM (SELECT value ->> 0 AS device, value ->> 1 AS at, value ->> 2 AS place FROM json_each(?)) AS j
          WHERE devices.id = j.device AND (devices.last_seen_at IS NULL OR devices.last_seen_at < j.at)`,
    parameters: [JSON.stringify(rows.map(({ device, at, place }) => [device, at, place]))],
  };
}

/** What a phone says that it still holds. */
export function keepPhone(
  x: { audit: string; phone: string; person: string | null; waiting: number },
  now: string,
): Change {
  return {
    sql: `INSERT INTO audit_phones (audit, phone, person, waiting, joined_at, said_at) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (audit, phone) DO UPDATE
          SET person = excluded.person, waiting = excluded.waiting, said_at = excluded.said_at`,
    parameters: [x.audit, x.phone, x.person, x.waiting, now, now],
  };
}

/** Opened again, what came late counts. */
export function takeLateEvents(audit: string): Change {
  return { sql: 'UPDATE audit_events SET late = 0 WHERE audit = ? AND late = 1', parameters: [audit] };
}
