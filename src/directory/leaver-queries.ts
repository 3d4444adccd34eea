import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';

/** A device whose person has left, or belongs to another site than the device. */
export interface Leaver {
  device: string;
  tag: string;
  serial: string;
  modelName: string;
  home: string;
  homeName: string;
  version: number;
  person: string;
  name: string;
  kind: 'student' | 'staff';
  grade: string | null;
  /** of the person */
  site: string | null;
  siteName: string | null;
  active: 0 | 1;
  /** 1: it is with the person, 0: it is only issued to the person */
  has: 0 | 1;
  /** somebody has proposed that it goes along */
  asked: 0 | 1;
}

const MOST = 500;

/** The tag that a list goes on behind. */
export interface Listed extends Leaver {
  n: number;
}

const ROW = `SELECT d.id AS device, d.tag, d.serial, m.maker || ' ' || m.name AS modelName, d.home, h.name AS homeName,
    d.version, p.id AS person, p.given_name || ' ' || p.family_name AS name, p.kind, p.grade, p.site,
    s.name AS siteName, p.active, d.holder IS p.id AS has,
    EXISTS (SELECT 1 FROM proposals AS o WHERE o.thing = d.id AND o.kind = 'rehome' AND o.decision IS NULL) AS asked`;

const JOINED = `JOIN models AS m ON m.id = d.model JOIN locations AS h ON h.id = d.home
  LEFT JOIN locations AS s ON s.id = p.site`;

// A device in use by one person: of a cart or a loan nobody asks whether it goes along.
const OPEN = `d.joined_into IS NULL AND d.state = 'in_service'
  AND (p.active = 0 OR (p.site IS NOT NULL AND p.site <> d.home AND d.use IN ('one_to_one', 'staff')))
  AND NOT EXISTS (SELECT 1 FROM mover_stays AS k WHERE k.device = d.id AND k.person = p.id AND k.site IS p.site)`;

const HERS = 'coalesce(d.holder, d.assigned_person)';

/** What a site has to look after: its devices with people who left or moved, and newcomers' devices of other sites. */
export function leaversQuery(site: string): Query<Leaver> {
  return {
    sql: `${ROW} FROM devices AS d JOIN people AS p ON p.id = ${HERS} ${JOINED} WHERE d.home = ? AND ${OPEN}
          UNION
          ${ROW} FROM people AS p JOIN devices AS d ON d.assigned_person = p.id ${JOINED}
            WHERE p.site = ? AND d.home <> p.site AND p.id = ${HERS} AND ${OPEN}
          UNION
          ${ROW} FROM people AS p JOIN devices AS d ON d.holder = p.id ${JOINED}
            WHERE p.site = ? AND d.home <> p.site AND ${OPEN}
          ORDER BY 12, 9, 2 LIMIT ?`,
    parameters: [site, site, site, MOST],
  };
}

export function leaversAt(db: Database, site: string): Promise<Leaver[]> {
  return db.all(leaversQuery(site));
}

/** The same of one device; none where there is nothing to look after. @param device its id */
export async function leaverWith(db: Database, device: string): Promise<Leaver | null> {
  const row = await db.first<Leaver>({
    sql: `${ROW} FROM devices AS d JOIN people AS p ON p.id = ${HERS} ${JOINED} WHERE d.id = ? AND ${OPEN}`,
    parameters: [device],
  });
  return row ?? null;
}

export interface LeaverCount {
  home: string;
  /** where its person belongs now */
  site: string | null;
  active: 0 | 1;
  n: number;
}

/** How many there are of the devices of some sites: a few at a time, because each device of theirs is looked at. */
export function leaverCounts(homes: readonly string[]): Query<LeaverCount> {
  return {
    sql: `SELECT d.home AS home, p.site AS site, p.active AS active, count(*) AS n
          FROM json_each(?) AS j CROSS JOIN devices AS d ON d.home = j.value JOIN people AS p ON p.id = ${HERS}
          WHERE ${OPEN} GROUP BY 1, 2, 3`,
    parameters: [JSON.stringify(homes)],
  };
}

export const LEAVER_KINDS = ['left', 'moved'] as const;
export type LeaverKind = (typeof LEAVER_KINDS)[number];

/** Of the devices of some sites, in that order, behind one of them. @param after place in the list of homes, tag, n */
export function leaversOf(
  homes: readonly string[],
  kind: LeaverKind | null,
  after: readonly [home: number, tag: string, n: number],
  limit: number,
): Query<Listed & { place: number }> {
  return {
    sql: `${ROW}, d.n, j.key AS place FROM json_each(?) AS j CROSS JOIN devices AS d ON d.home = j.value
            JOIN people AS p ON p.id = ${HERS} ${JOINED}
          WHERE ${OPEN} AND (? IS NULL OR p.active = (? = 'moved')) AND (j.key, d.tag, d.n) > (?, ?, ?)
          ORDER BY j.key, d.tag, d.n LIMIT ?`,
    parameters: [JSON.stringify(homes), kind, kind, ...after, limit],
  };
}

/** The filter that a URL says; what it does not know is none. */
export function leaverFilter(query: Readonly<Record<string, string>>): {
  site: string;
  kind: LeaverKind | null;
  cursor: string | undefined;
} {
  return {
    site: (query.site ?? '').slice(0, 60),
    kind: LEAVER_KINDS.find((kind) => kind === query.kind) ?? null,
    cursor: query.cursor,
  };
}
