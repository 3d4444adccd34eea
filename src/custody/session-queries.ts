import type { Scope } from '../accounts/permissions.ts';
import type { Query } from '../db/query.ts';
import { personName } from './queries.ts';

export interface SessionRow {
  id: string;
  person: string;
  mode: string;
  location: string | null;
  locationName: string | null;
  locationKind: string | null;
  top: string | null;
  slots: number | null;
  holder: string | null;
  holderGiven: string | null;
  holderFamily: string | null;
  holderKind: string | null;
  holderGrade: string | null;
  /** the site that the holder belongs to */
  holderSite: string | null;
  dueOn: string | null;
  options: string;
  startedAt: string;
  endedAt: string | null;
  done: number;
}

/** A session of this person. */
export function sessionOf(id: string, person: string | null): Query<SessionRow> {
  return {
    sql: `SELECT s.id, s.person, s.mode, s.location, l.name AS locationName, l.kind AS locationKind, l.top, l.slots,
            s.holder, p.given_name AS holderGiven, p.family_name AS holderFamily, p.kind AS holderKind,
            p.grade AS holderGrade, p.site AS holderSite, s.due_on AS dueOn, s.options,
            s.started_at AS startedAt, s.ended_at AS endedAt, s.done
          FROM scan_sessions AS s
          LEFT JOIN locations AS l ON l.id = s.location
          LEFT JOIN people AS p ON p.id = s.holder
          WHERE s.id = ? AND s.person = ?`,
    parameters: [id, person],
  };
}

export interface EntryRow {
  id: string;
  scanned: string;
  device: string | null;
  tag: string | null;
  serial: string | null;
  modelName: string | null;
  homeName: string | null;
  person: string | null;
  outcome: 'done' | 'already' | 'error' | 'badge';
  /** a code */
  message: string;
  verdict: string;
  undo: string;
  at: string;
  undoneAt: string | null;
  settledAt: string | null;
  /** done, and nothing has happened to the device since */
  last: 0 | 1;
  given: string | null;
  family: string | null;
  personKind: string | null;
  personGrade: string | null;
  personSite: string | null;
}

/** An entry as it is shown: its person's name for who may see it. */
export type Entry = Omit<EntryRow, 'given' | 'family' | 'personKind' | 'personGrade' | 'personSite'> & {
  who: string | null;
};

const ENTRY = `SELECT e.id, e.scanned, e.device, d.tag, d.serial, m.maker || ' ' || m.name AS modelName,
    h.name AS homeName, e.person, e.outcome, e.message, e.verdict, e.undo, e.at,
    e.undone_at AS undoneAt, e.settled_at AS settledAt,
    EXISTS (SELECT 1 FROM custody AS c WHERE c.id = e.undo ->> '$.custody' AND c.to_at IS NULL) AS last,
    p.given_name AS given, p.family_name AS family, p.kind AS personKind, p.grade AS personGrade,
    p.site AS personSite
  FROM scan_entries AS e
  LEFT JOIN devices AS d ON d.id = e.device
  LEFT JOIN models AS m ON m.id = d.model
  LEFT JOIN locations AS h ON h.id = d.home
  LEFT JOIN people AS p ON p.id = e.person`;

const MOST_RECENT = 8;
const MOST_ERRORS = 20;

/** The last scans of a session, the newest first. */
export function recentEntries(session: string): Query<EntryRow> {
  return {
    sql: `${ENTRY} WHERE e.session = ? ORDER BY e.seq DESC LIMIT ${MOST_RECENT}`,
    parameters: [session],
  };
}

/** Scans that went wrong and that nobody has put right, the newest first. */
export function openErrors(session: string): Query<EntryRow> {
  return {
    sql: `${ENTRY} WHERE e.session = ? AND e.outcome = 'error' AND e.settled_at IS NULL
          ORDER BY e.seq DESC LIMIT ${MOST_ERRORS}`,
    parameters: [session],
  };
}

export function entryOf(session: string, id: string): Query<EntryRow> {
  return { sql: `${ENTRY} WHERE e.session = ? AND e.id = ?`, parameters: [session, id] };
}

export function shownEntry(row: EntryRow, people: Scope): Entry {
  const { given, family, personKind, personGrade, personSite, ...rest } = row;
  return { ...rest, who: personName({ given, family, personKind, personGrade, personSite }, people) };
}

export interface OpenSession {
  id: string;
  mode: string;
  locationName: string | null;
  startedAt: string;
  done: number;
}

/** A person's sessions that are not ended, the newest first. */
export function openSessions(person: string | null, modes: readonly string[]): Query<OpenSession> {
  return {
    sql: `SELECT s.id, s.mode, l.name AS locationName, s.started_at AS startedAt, s.done
          FROM scan_sessions AS s LEFT JOIN locations AS l ON l.id = s.location
          WHERE s.person = ? AND s.ended_at IS NULL AND s.mode IN (SELECT value FROM json_each(?))
          ORDER BY s.started_at DESC LIMIT 10`,
    parameters: [person, JSON.stringify(modes)],
  };
}

/** Places where a person is likely to scan: where they did last, their own sites, their own vehicle. */
export function placesOf(person: string | null, sites: readonly string[]): Query<{ id: string }> {
  return {
    sql: `SELECT id FROM (
            SELECT location AS id, 0 AS place FROM (
              SELECT location FROM scan_sessions WHERE person = ? AND location IS NOT NULL
              ORDER BY started_at DESC LIMIT 5)
            UNION ALL SELECT value, 1 FROM json_each(?)
            UNION ALL SELECT site, 1 FROM person_sites WHERE person = ?
            UNION ALL SELECT location, 2 FROM bins WHERE keeper = ? AND retired_at IS NULL
          ) GROUP BY id ORDER BY min(place) LIMIT 6`,
    parameters: [person, JSON.stringify(sites), person, person],
  };
}
