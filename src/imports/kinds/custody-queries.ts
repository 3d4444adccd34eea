import type { Query } from '../../db/query.ts';

/** A device with who has it and whom it is issued to. */
export interface HeldDevice {
  id: string;
  tag: string;
  serial: string;
  home: string;
  state: string;
  place: string | null;
  atSite: string | null;
  holder: string | null;
  dueOn: string | null;
  custody: string | null;
  custodySlot: number | null;
  assignedPerson: string | null;
  assignedLocation: string | null;
  slot: number | null;
  assignment: string | null;
  /** number of the open repair for which a workshop or vendor has it */
  repair: number | null;
  /** what came with the device that is issued */
  chargers: number | null;
  cases: number | null;
  hotspots: number | null;
}

export function heldDevices(ids: readonly string[]): Query<HeldDevice> {
  return {
    sql: `SELECT d.id, d.tag, d.serial, d.home, d.state, d.place, d.at_site AS atSite, d.holder, d.due_on AS dueOn,
            c.id AS custody, c.slot AS custodySlot, d.assigned_person AS assignedPerson,
            d.assigned_location AS assignedLocation, d.slot, a.id AS assignment,
            a.chargers, a.cases, a.hotspots,
            CASE WHEN c.why IN ('repair', 'vendor') THEN (SELECT r.number FROM repairs AS r
              WHERE r.device = d.id AND r.closed_at IS NULL) END AS repair
          FROM json_each(?) AS j JOIN devices AS d ON d.id = j.value
          LEFT JOIN custody AS c ON c.device = d.id AND c.to_at IS NULL
          LEFT JOIN assignments AS a ON a.device = d.id AND a.to_at IS NULL
          WHERE d.joined_into IS NULL`,
    parameters: [JSON.stringify(ids)],
  };
}

/** Which devices are issued to slots of these carts. */
export function slotsTaken(
  locations: readonly string[],
): Query<{ location: string; slot: number; device: string; tag: string }> {
  return {
    sql: `SELECT a.location, a.slot, a.device, d.tag FROM json_each(?) AS j
          JOIN assignments AS a ON a.location = j.value AND a.slot IS NOT NULL AND a.to_at IS NULL
          JOIN devices AS d ON d.id = a.device`,
    parameters: [JSON.stringify(locations)],
  };
}

/** What people and places are called. */
export function holderNames(ids: readonly string[]): Query<{ id: string; name: string }> {
  const list = JSON.stringify(ids);
  return {
    sql: `SELECT p.id, p.given_name || ' ' || p.family_name AS name FROM json_each(?) AS j JOIN people AS p ON p.id = j.value
          UNION ALL
          SELECT l.id, CASE WHEN l.id = l.top THEN l.name ELSE t.name || ', ' || l.name END AS name
          FROM json_each(?) AS j JOIN locations AS l ON l.id = j.value JOIN locations AS t ON t.id = l.top`,
    parameters: [list, list],
  };
}
