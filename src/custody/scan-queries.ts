import type { Query } from '../db/query.ts';

/** Everything that one scan has to know of a device, the end of its chain of history included. */
export interface ScannedDevice {
  id: string;
  tag: string;
  serial: string;
  home: string;
  homeName: string;
  model: string;
  modelName: string;
  use: string;
  state: string;
  place: string | null;
  atSite: string | null;
  holder: string | null;
  dueOn: string | null;
  assignedPerson: string | null;
  assignedLocation: string | null;
  slot: number | null;
  openCustody: string | null;
  custodySlot: number | null;
  openAssignment: string | null;
  chargers: number | null;
  cases: number | null;
  hotspots: number | null;
  openRepair: string | null;
  repairState: string | null;
  holderGiven: string | null;
  holderFamily: string | null;
  holderKind: string | null;
  holderGrade: string | null;
  holderSite: string | null;
  assignedGiven: string | null;
  assignedFamily: string | null;
  assignedKind: string | null;
  assignedGrade: string | null;
  assignedSite: string | null;
  tailSeq: number | null;
  tailHash: string | null;
}

const COLUMNS = `d.id, d.tag, d.serial, d.home, h.name AS homeName, d.model,
    m.maker || ' ' || m.name AS modelName, d.use, d.state, d.place, d.at_site AS atSite, d.holder,
    d.due_on AS dueOn, d.assigned_person AS assignedPerson, d.assigned_location AS assignedLocation, d.slot,
    c.id AS openCustody, c.slot AS custodySlot, a.id AS openAssignment, a.chargers, a.cases, a.hotspots,
    r.id AS openRepair, r.state AS repairState, hp.given_name AS holderGiven, hp.family_name AS holderFamily, hp.kind AS holderKind,
    hp.grade AS holderGrade, hp.site AS holderSite, ap.given_name AS assignedGiven,
    ap.family_name AS assignedFamily, ap.kind AS assignedKind, ap.grade AS assignedGrade,
    ap.site AS assignedSite, t.seq AS tailSeq, t.hash AS tailHash`;

const JOINS = `JOIN models AS m ON m.id = d.model
  JOIN locations AS h ON h.id = d.home
  LEFT JOIN custody AS c ON c.device = d.id AND c.to_at IS NULL
  LEFT JOIN assignments AS a ON a.device = d.id AND a.to_at IS NULL
  LEFT JOIN repairs AS r ON r.device = d.id AND r.closed_at IS NULL
  LEFT JOIN people AS hp ON hp.id = d.holder
  LEFT JOIN people AS ap ON ap.id = d.assigned_person
  LEFT JOIN records AS t ON t.thing = d.id AND t.seq = (SELECT max(seq) FROM records WHERE thing = d.id)`;

/** The device that the first of the pairs names. @param pairs [kind, value] of tags and serials, in order */
export function scannedDevice(pairs: readonly (readonly [string, string])[]): Query<ScannedDevice> {
  return {
    sql: `SELECT ${COLUMNS} FROM json_each(?) AS j
          CROSS JOIN identifiers AS i
            ON i.kind = j.value ->> 0 AND i.value = j.value ->> 1 AND i.withdrawn_at IS NULL
          JOIN devices AS x ON x.id = i.device
          JOIN devices AS d ON d.id = ifnull(x.joined_into, x.id)
          ${JOINS} ORDER BY j.key LIMIT 1`,
    parameters: [JSON.stringify(pairs)],
  };
}

export function deviceToScan(id: string): Query<ScannedDevice> {
  return {
    sql: `SELECT ${COLUMNS} FROM devices AS d ${JOINS} WHERE d.id = ? AND d.joined_into IS NULL`,
    parameters: [id],
  };
}

/** Slots of the session's cart that are taken, in order. */
export function takenInSession(session: string): Query<{ slot: number }> {
  return {
    sql: `SELECT slot FROM assignments
          WHERE location = (SELECT location FROM scan_sessions WHERE id = ?) AND to_at IS NULL
            AND slot IS NOT NULL
          ORDER BY slot`,
    parameters: [session],
  };
}
