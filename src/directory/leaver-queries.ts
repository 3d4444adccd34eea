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
}

const MOST = 500;

const ROW = `SELECT d.id AS device, d.tag, d.serial, m.maker || ' ' || m.name AS modelName, d.home, h.name AS homeName,
    d.version, p.id AS person, p.given_name || ' ' || p.family_name AS name, p.kind, p.grade, p.site,
    s.name AS siteName, p.active, d.holder IS p.id AS has`;

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
