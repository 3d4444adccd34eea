import type { Query } from '../db/query.ts';

export interface VisitTime {
  id: string;
  day: string;
  siteName: string;
  setOutAt: string | null;
  arrivedAt: string;
  leftAt: string | null;
}

/** Visits of a person that took place, with their times. */
export function visitTimes(person: string, from: string, to: string): Query<VisitTime> {
  return {
    sql: `SELECT v.id, v.day, l.name AS siteName, v.set_out_at AS setOutAt, v.arrived_at AS arrivedAt, v.left_at AS leftAt
          FROM visit_people AS p INDEXED BY visit_people_day JOIN visits AS v ON v.id = p.visit
          JOIN locations AS l ON l.id = v.site
          WHERE p.person = ? AND p.day BETWEEN ? AND ? AND v.state IN ('arrived', 'left')
          ORDER BY v.day, v.arrived_at LIMIT 1000`,
    parameters: [person, from, to],
  };
}

export interface BenchRow {
  id: string;
  day: string;
  minutes: number;
  note: string;
}

export function benchTimes(person: string, from: string, to: string): Query<BenchRow> {
  return {
    sql: `SELECT id, day, minutes, note FROM bench_hours
          WHERE person = ? AND day BETWEEN ? AND ? AND withdrawn_at IS NULL ORDER BY day, id LIMIT 1000`,
    parameters: [person, from, to],
  };
}

export interface OvertimeRow {
  id: string;
  person: string;
  personName: string;
  day: string;
  minutes: number;
  reason: string;
  at: string;
  decision: 'approved' | 'refused' | null;
  decidedBy: string | null;
}

const OVERTIME = `SELECT o.id, o.person, u.name AS personName, o.day, o.minutes, o.reason, o.at, o.decision,
    d.name AS decidedBy
  FROM overtime AS o JOIN users AS u ON u.id = o.person LEFT JOIN users AS d ON d.id = o.decided_by`;

export function overtimeOf(person: string, from: string, to: string): Query<OvertimeRow> {
  return {
    sql: `${OVERTIME} WHERE o.person = ? AND o.day BETWEEN ? AND ? ORDER BY o.day, o.id LIMIT 200`,
    parameters: [person, from, to],
  };
}

export function overtimeWaiting(): Query<OvertimeRow> {
  return { sql: `${OVERTIME} WHERE o.decision IS NULL ORDER BY o.at LIMIT 100`, parameters: [] };
}

export function overtimeById(id: string): Query<OvertimeRow> {
  return { sql: `${OVERTIME} WHERE o.id = ?`, parameters: [id] };
}

export interface RoadDevice {
  id: string;
  tag: string;
  serial: string;
  modelName: string;
  homeName: string;
  repair: number | null;
  custody: string;
  since: string;
}

/** Devices that lie in a vehicle itself, with nobody: `person` asks for those at that technician's home instead. */
export function onTheRoad(vehicle: string, person: string | null): Query<RoadDevice> {
  const who = person === null ? 'd.holder IS ?' : 'd.holder = ?';
  return {
    sql: `SELECT d.id, d.tag, d.serial, m.maker || ' ' || m.name AS modelName, h.name AS homeName, r.number AS repair,
            c.id AS custody, c.from_at AS since
          FROM devices AS d INDEXED BY devices_at_site JOIN models AS m ON m.id = d.model
          JOIN locations AS h ON h.id = d.home JOIN custody AS c ON c.device = d.id AND c.to_at IS NULL
          LEFT JOIN repairs AS r ON r.device = d.id AND r.closed_at IS NULL
          WHERE d.at_site = ? AND ${who} AND d.joined_into IS NULL ORDER BY d.tag LIMIT 500`,
    parameters: [vehicle, person],
  };
}

export interface Unanswered {
  vehicle: string;
  vehicleName: string;
  person: string;
  personName: string;
  devices: number;
  since: string;
}

/** Vehicles with devices in them whose overnight place nobody has said, the longest first. */
export function unanswered(): Query<Unanswered> {
  return {
    sql: `SELECT l.id AS vehicle, l.name AS vehicleName, b.keeper AS person, u.name AS personName,
            count(*) AS devices, min(c.from_at) AS since
          FROM bins AS b JOIN locations AS l ON l.id = b.location AND l.kind = 'vehicle'
          JOIN users AS u ON u.id = b.keeper
          JOIN devices AS d INDEXED BY devices_at_site ON d.at_site = l.id AND d.joined_into IS NULL AND d.holder IS NULL
          JOIN custody AS c ON c.device = d.id AND c.to_at IS NULL
          WHERE b.keeper IS NOT NULL AND b.retired_at IS NULL GROUP BY l.id ORDER BY since LIMIT 100`,
    parameters: [],
  };
}

export interface WindowRow {
  id: string;
  name: string;
  siteName: string | null;
  fromOn: string;
  toOn: string;
}

export function testingWindows(from: string): Query<WindowRow> {
  return {
    sql: `SELECT w.id, w.name, l.name AS siteName, w.from_on AS fromOn, w.to_on AS toOn
          FROM testing_windows AS w LEFT JOIN locations AS l ON l.id = w.site
          WHERE w.to_on >= ? ORDER BY w.to_on LIMIT 200`,
    parameters: [from],
  };
}

export interface MeasuredRow {
  one: string;
  other: string;
  oneName: string;
  otherName: string;
  tenths: number;
}

export function measuredMiles(): Query<MeasuredRow> {
  return {
    sql: `SELECT m.one, m.other, a.name AS oneName, b.name AS otherName, m.tenths FROM site_miles AS m
          JOIN locations AS a ON a.id = m.one JOIN locations AS b ON b.id = m.other ORDER BY a.name, b.name LIMIT 500`,
    parameters: [],
  };
}
