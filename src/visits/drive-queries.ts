import type { Query } from '../db/query.ts';

export interface LegRow {
  id: string;
  day: string;
  visit: string | null;
  fromName: string | null;
  toName: string | null;
  tenths: number;
  how: 'odometer' | 'measured' | 'computed' | 'typed';
  odometer: number | null;
  private: 0 | 1;
  at: string;
}

const LEG = `SELECT g.id, g.day, g.visit, f.name AS fromName, t.name AS toName, g.tenths, g.how, g.odometer, g.private, g.at
  FROM legs AS g LEFT JOIN locations AS f ON f.id = g.from_site LEFT JOIN locations AS t ON t.id = g.to_site`;

/** Drives of a person, in the order in which they were made. */
export function legsBetween(person: string, from: string, to: string): Query<LegRow> {
  return {
    sql: `${LEG} WHERE g.person = ? AND g.day BETWEEN ? AND ? AND g.withdrawn_at IS NULL
          ORDER BY g.day, g.n LIMIT 2000`,
    parameters: [person, from, to],
  };
}

/** Where a person's last drive of a day ended. */
export function lastStop(person: string, day: string): Query<{ site: string | null }> {
  return {
    sql: `SELECT to_site AS site FROM legs WHERE person = ? AND day = ? AND withdrawn_at IS NULL
          ORDER BY n DESC LIMIT 1`,
    parameters: [person, day],
  };
}

/** What the odometer said last, and when. */
export function lastOdometer(person: string): Query<{ odometer: number; day: string }> {
  return {
    sql: `SELECT odometer, day FROM legs INDEXED BY legs_odometer
          WHERE person = ? AND odometer IS NOT NULL AND withdrawn_at IS NULL ORDER BY n DESC LIMIT 1`,
    parameters: [person],
  };
}

export interface PlaceRow {
  id: string;
  name: string;
  latitude: number | null;
  longitude: number | null;
}

export function placesById(ids: readonly string[]): Query<PlaceRow> {
  return {
    sql: `SELECT l.id, l.name, l.latitude, l.longitude FROM json_each(?) AS j JOIN locations AS l ON l.id = j.value`,
    parameters: [JSON.stringify(ids)],
  };
}
