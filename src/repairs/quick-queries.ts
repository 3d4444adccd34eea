import type { Query } from '../db/query.ts';

export interface Quick {
  id: string;
  repair: string;
  person: string;
  at: string;
  undo: string;
  undoneAt: string | null;
}

/** The last quick repair that was saved on a repair. */
export function quickByRepair(repair: string): Query<Quick> {
  return {
    sql: `SELECT id, repair, person, at, undo, undone_at AS undoneAt FROM quick_repairs
          WHERE repair = ? ORDER BY at DESC, id DESC LIMIT 1`,
    parameters: [repair],
  };
}

export interface SameAgain {
  fault: string;
  faultName: string;
  remedy: string;
  remedyName: string;
  at: string;
}

/**
 * The fault and remedy of the person's last quick repair since then: what "same again" offers on the
 * next device. @param since ISO UTC
 */
export function sameAgain(person: string | null, since: string): Query<SameAgain> {
  return {
    sql: `SELECT x.fault, f.name AS faultName, x.remedy, r.name AS remedyName, x.at
          FROM quick_repairs AS x
          JOIN faults AS f ON f.code = x.fault AND f.retired_at IS NULL
          JOIN remedies AS r ON r.code = x.remedy AND r.retired_at IS NULL
          WHERE x.person = ? AND x.at >= ? AND x.undone_at IS NULL ORDER BY x.at DESC LIMIT 1`,
    parameters: [person, since],
  };
}

/** Where a technician takes devices: the vehicle that they keep. */
export function myPlace(person: string | null): Query<{ id: string; name: string; bin: string }> {
  return {
    sql: `SELECT l.id, l.name, b.id AS bin FROM bins AS b JOIN locations AS l ON l.id = b.location
          WHERE b.keeper = ? AND b.retired_at IS NULL AND l.retired_at IS NULL`,
    parameters: [person],
  };
}

/** Bins in use that a part can come from, depots' shelves first. */
export function binOptions(): Query<{ value: string; label: string }> {
  return {
    sql: `SELECT b.id AS value, l.name || ', ' || b.name AS label FROM bins AS b
          JOIN locations AS l ON l.id = b.location WHERE b.retired_at IS NULL
          ORDER BY b.keeper IS NOT NULL, label LIMIT 1000`,
    parameters: [],
  };
}
