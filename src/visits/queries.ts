import { OPEN_LOGIN } from '../accounts/open-rules.ts';
import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import type { Purpose, VisitState } from './forms.ts';

/** Whose visits are seen. */
export interface Who {
  all: boolean;
  /** those that this person is a technician of */
  person: string;
  /** and those at these sites */
  sites: readonly string[];
}

export interface Visit {
  id: string;
  site: string;
  siteName: string;
  siteCode: string;
  address: string;
  latitude: number | null;
  longitude: number | null;
  day: string;
  fromTime: string;
  toTime: string;
  purpose: Purpose;
  note: string;
  state: VisitState;
  rule: string | null;
  reason: string;
  setOutAt: string | null;
  arrivedAt: string | null;
  leftAt: string | null;
  recap: string;
  recapAt: string | null;
  mail: string | null;
  nextOn: string | null;
  plannedBy: string | null;
  version: number;
  /** names of its technicians */
  people: string;
  /** their ids, as JSON */
  technicians: string;
  /** open repairs that wait there, and how many of them are past their due time */
  open: number;
  late: number;
}

const SELECT = `SELECT v.id, v.site, l.name AS siteName, l.code AS siteCode, l.address, l.latitude, l.longitude, v.day,
    v.from_time AS fromTime, v.to_time AS toTime, v.purpose, v.note, v.state, v.rule, v.reason,
    v.set_out_at AS setOutAt, v.arrived_at AS arrivedAt, v.left_at AS leftAt, v.recap, v.recap_at AS recapAt, v.mail,
    v.next_on AS nextOn, v.planned_by AS plannedBy, v.version,
    (SELECT group_concat(u.name, ', ') FROM visit_people AS p JOIN users AS u ON u.id = p.person
      WHERE p.visit = v.id) AS people,
    (SELECT json_group_array(p.person) FROM visit_people AS p WHERE p.visit = v.id) AS technicians,
    (SELECT count(*) FROM repairs AS r WHERE r.site = v.site AND r.closed_at IS NULL) AS open,
    (SELECT count(*) FROM repairs AS r WHERE r.site = v.site AND r.closed_at IS NULL
      AND r.due_at < CASE WHEN r.hold_reason IN ('parts', 'vendor', 'answer')
        THEN (SELECT h.from_at FROM repair_holds AS h WHERE h.repair = r.id AND h.to_at IS NULL) ELSE ? END) AS late
  FROM visits AS v JOIN locations AS l ON l.id = v.site`;

const SEEN = `(? OR EXISTS (SELECT 1 FROM visit_people AS o WHERE o.visit = v.id AND o.person = ?)
  OR v.site IN (SELECT value FROM json_each(?)))`;

const seen = (who: Who) => [who.all ? 1 : 0, who.person, JSON.stringify(who.sites)];

/** @throws NotFound there is none, or it is not theirs to see */
export async function findVisit(db: Database, id: string, who: Who, now: string): Promise<Visit> {
  const visit = await db.first<Visit>({
    sql: `${SELECT} WHERE v.id = ? AND ${SEEN}`,
    parameters: [now, id, ...seen(who)],
  });
  if (!visit) throw new NotFound('There is no such visit');
  return visit;
}

/** Visits of a person from one day to another, first come first. */
export function visitsOf(person: string, from: string, to: string, now: string): Query<Visit & Placed> {
  return {
    sql: `${SELECT.replace('SELECT v.id', 'SELECT w.position, v.id')}
          JOIN visit_people AS w INDEXED BY visit_people_day ON w.visit = v.id
          WHERE w.person = ? AND w.day BETWEEN ? AND ?
          ORDER BY v.day, v.from_time = '', v.from_time, v.n LIMIT 200`,
    parameters: [now, person, from, to],
  };
}

export interface Placed {
  position: number | null;
}

/** Visits of everybody whom one sees, by day; at one site where it is given. */
export function visitsBetween(
  x: { from: string; to: string; site: string | null; who: Who },
  now: string,
): Query<Visit> {
  const narrow = x.site === null ? 'ifnull(?, 1)' : 'v.site = ?';
  return {
    sql: `${SELECT} WHERE v.day BETWEEN ? AND ? AND ${narrow} AND ${SEEN}
          ORDER BY v.day, v.from_time = '', v.from_time, v.n LIMIT 500`,
    parameters: [now, x.from, x.to, x.site, ...seen(x.who)],
  };
}

export interface SitePlace {
  id: string;
  code: string;
  name: string;
  latitude: number | null;
  longitude: number | null;
}

/** A site in use, by its id or the code on its label. */
export function siteByRef(ref: string): Query<SitePlace> {
  return {
    sql: `SELECT id, code, name, latitude, longitude FROM locations
          WHERE (id = ? OR code = ?) AND kind IN ('site', 'depot') AND retired_at IS NULL`,
    parameters: [ref, ref],
  };
}

/** Those who can be sent to a site: they sign in and do repairs. */
export function technicians(): Query<{ value: string; label: string }> {
  return {
    sql: `SELECT u.id AS value, u.name AS label FROM users AS u
          WHERE ${OPEN_LOGIN} AND EXISTS (SELECT 1 FROM user_roles AS r
            WHERE r.person = u.id AND r.role IN ('intern', 'specialist', 'manager'))
          ORDER BY u.name LIMIT 1000`,
    parameters: [],
  };
}

/** Another visit of one of these people whose window meets this one. */
export function overlapping(x: {
  visit: string;
  day: string;
  fromTime: string;
  toTime: string;
  people: readonly string[];
}): Query<{ name: string; siteName: string; fromTime: string; toTime: string }> {
  return {
    sql: `SELECT u.name, l.name AS siteName, v.from_time AS fromTime, v.to_time AS toTime
          FROM visit_people AS p INDEXED BY visit_people_day JOIN visits AS v ON v.id = p.visit
          JOIN locations AS l ON l.id = v.site JOIN users AS u ON u.id = p.person
          WHERE p.person IN (SELECT value FROM json_each(?)) AND p.day = ? AND v.id <> ?
            AND v.state <> 'called_off' AND v.from_time <> '' AND v.to_time <> '' AND ? <> '' AND ? <> ''
            AND v.from_time < ? AND v.to_time > ? LIMIT 1`,
    parameters: [JSON.stringify(x.people), x.day, x.visit, x.fromTime, x.toTime, x.toTime, x.fromTime],
  };
}

/** A visit of one of these people that has begun and not ended. */
export function goingOn(people: readonly string[], except: string): Query<{ id: string; siteName: string }> {
  return {
    sql: `SELECT v.id, l.name AS siteName FROM visits AS v INDEXED BY visits_going
          JOIN locations AS l ON l.id = v.site
          WHERE v.state = 'arrived' AND v.id <> ? AND EXISTS (SELECT 1 FROM visit_people AS p
            WHERE p.visit = v.id AND p.person IN (SELECT value FROM json_each(?))) LIMIT 1`,
    parameters: [except, JSON.stringify(people)],
  };
}

/** Where a person's day begins and ends: the own site, else a main site's depot, else the first depot. */
export function baseOf(person: string): Query<SitePlace> {
  return {
    sql: `SELECT l.id, l.code, l.name, l.latitude, l.longitude FROM locations AS l
          WHERE l.retired_at IS NULL AND (l.kind = 'depot' OR l.id = (SELECT site FROM people WHERE id = ?))
          ORDER BY l.id = (SELECT site FROM people WHERE id = ?) DESC, l.latitude IS NULL, l.name LIMIT 1`,
    parameters: [person, person],
  };
}

export interface MilesRow {
  one: string;
  other: string;
  tenths: number;
}

/** What the district has measured between these places. */
export function measuredAmong(places: readonly string[]): Query<MilesRow> {
  return {
    sql: `SELECT m.one, m.other, m.tenths FROM json_each(?) AS j JOIN site_miles AS m ON m.one = j.value
          WHERE m.other IN (SELECT value FROM json_each(?))`,
    parameters: [JSON.stringify(places), JSON.stringify(places)],
  };
}

/** Whether a day is without school, or a testing window of the site. */
export function closedDays(
  site: string,
  from: string,
  to: string,
): Query<{ from: string; to: string; name: string }> {
  return {
    sql: `SELECT day AS "from", day AS "to", name FROM holidays WHERE day BETWEEN ? AND ?
          UNION ALL SELECT from_on, to_on, name FROM testing_windows
          WHERE (site IS NULL OR site = ?) AND from_on <= ? AND to_on >= ?`,
    parameters: [from, to, site, to, from],
  };
}

export interface NoteRow {
  id: string;
  text: string;
  at: string;
  by: string | null;
}

export function notesOf(visit: string): Query<NoteRow> {
  return {
    sql: `SELECT n.id, n.text, n.at, u.name AS by FROM visit_notes AS n LEFT JOIN users AS u ON u.id = n.by
          WHERE n.visit = ? ORDER BY n.at, n.id LIMIT 100`,
    parameters: [visit],
  };
}

export interface WaitingRepair {
  id: string;
  number: number;
  headline: string;
  state: string;
  holdReason: string | null;
  priority: string;
  tag: string;
  serial: string;
  dueAt: string | null;
  level: number;
}

/** Open repairs at a site, what is due first on top. */
export function repairsWaiting(site: string): Query<WaitingRepair> {
  return {
    sql: `SELECT r.id, r.number, r.headline, r.state, r.hold_reason AS holdReason, r.priority, d.tag, d.serial,
            r.due_at AS dueAt, r.level
          FROM repairs AS r INDEXED BY repairs_open_site JOIN devices AS d ON d.id = r.device
          WHERE r.site = ? AND r.closed_at IS NULL ORDER BY r.due_at, r.n LIMIT 40`,
    parameters: [site],
  };
}
