import type { Query } from '../db/query.ts';

/** What a phone carries for work without a network, each part as one JSON document. */

export interface CopySite {
  id: string;
  code: string;
  name: string;
  why: string;
  devices: number;
}

/**
 * The sites that a person looks after: main ones first, then today's visits. @param own sites of the person's roles
 * @param today YYYY-MM-DD
 */
export function sitesOf(person: string | null, own: readonly string[], today: string): Query<CopySite> {
  return {
    sql: `SELECT l.id, l.code, l.name, min(j.why) AS why,
            (SELECT count(*) FROM devices WHERE home = l.id AND joined_into IS NULL) AS devices
          FROM (SELECT site, iif(rank = 'main', '1 main', '3 backup') AS why FROM person_sites WHERE person = ?
            UNION ALL SELECT value, '1 own' FROM json_each(?)
            UNION ALL SELECT v.site, '2 visit' FROM visit_people AS w JOIN visits AS v ON v.id = w.visit
              WHERE w.person = ? AND w.day = ? AND v.state IN ('planned', 'on_the_way', 'arrived')) AS j
          JOIN locations AS l ON l.id = j.site AND l.retired_at IS NULL
          GROUP BY l.id ORDER BY why, l.name LIMIT 40`,
    parameters: [person, JSON.stringify(own), person, today],
  };
}

export interface CopyVisit {
  id: string;
  site: string;
  siteName: string;
  day: string;
  fromTime: string;
  toTime: string;
  state: string;
  note: string;
}

/** The person's visits of these days that have not ended. */
export function visitsOf(person: string | null, from: string, to: string): Query<CopyVisit> {
  return {
    sql: `SELECT v.id, v.site, l.name AS siteName, v.day, v.from_time AS fromTime, v.to_time AS toTime, v.state, v.note
          FROM visit_people AS w JOIN visits AS v ON v.id = w.visit JOIN locations AS l ON l.id = v.site
          WHERE w.person = ? AND w.day BETWEEN ? AND ? AND v.state IN ('planned', 'on_the_way', 'arrived')
          ORDER BY v.day, w.position, v.from_time LIMIT 40`,
    parameters: [person, from, to],
  };
}

/** Audits that are being counted: those that the person has joined, and those at the sites that are carried. */
export function auditsOf(
  person: string | null,
  sites: readonly string[],
): Query<{ id: string; title: string }> {
  return {
    sql: `SELECT a.id, a.title FROM audits AS a WHERE a.state = 'counting' AND (a.site IN (SELECT value FROM json_each(?))
            OR EXISTS (SELECT 1 FROM audit_phones AS p WHERE p.audit = a.id AND p.person = ?))
          ORDER BY a.started_at DESC LIMIT 10`,
    parameters: [JSON.stringify(sites), person],
  };
}

/** The last record: what is asked after it later has changed since. */
export function lastRecord(): Query<{ n: number | null }> {
  return { sql: 'SELECT max(n) AS n FROM records', parameters: [] };
}

export interface CopyDevice {
  id: string;
  tag: string;
  serial: string;
  model: string;
  variant: string | null;
  use: string;
  state: string;
  home: string;
  place: string | null;
  at: string | null;
  slot: number | null;
  due: string | null;
  condition: string;
  warranty: string | null;
  covered: string | null;
  seen: string | null;
  holder: string | null;
  holderKind: string | null;
  holderGrade: string | null;
  issued: string | null;
  issuedKind: string | null;
  issuedGrade: string | null;
  holderId: string | null;
  assignedPerson: string | null;
  assignedLocation: string | null;
  assignedPlace: string | null;
  custody: string | null;
  repair: string | null;
  number: number | null;
  repairState: string | null;
  /** JSON: [id, fault, symptom, done][] of the open repair */
  lines: string | null;
  /** JSON: values of former tags and serials */
  former: string | null;
  repairs: number;
  last: string | null;
}

const DEVICES = `SELECT d.id, d.tag, d.serial, d.model, d.variant, d.use, d.state, d.home, d.place, d.at_site AS at,
    d.slot, d.due_on AS due, d.condition, d.warranty_until AS warranty, d.coverage_until AS covered,
    d.last_seen_at AS seen,
    hp.given_name || ' ' || hp.family_name AS holder, hp.kind AS holderKind, hp.grade AS holderGrade,
    ap.given_name || ' ' || ap.family_name AS issued, ap.kind AS issuedKind, ap.grade AS issuedGrade,
    d.holder AS holderId, d.assigned_person AS assignedPerson, d.assigned_location AS assignedLocation,
    al.name AS assignedPlace,
    c.id AS custody, r.id AS repair, r.number, r.state AS repairState,
    (SELECT json_group_array(json_array(l.id, l.fault, l.symptom, l.done_at IS NOT NULL)) FROM repair_lines AS l
      WHERE l.repair = r.id AND l.withdrawn_at IS NULL) AS lines,
    (SELECT json_group_array(i.value) FROM identifiers AS i WHERE i.device = d.id AND i.withdrawn_at IS NULL
      AND i.to_at IS NOT NULL) AS former,
    (SELECT count(*) FROM repairs AS p WHERE p.device = d.id AND p.state = 'closed') AS repairs,
    (SELECT p.headline FROM repairs AS p WHERE p.device = d.id AND p.state = 'closed'
      ORDER BY p.reported_at DESC LIMIT 1) AS last
  FROM devices AS d
  LEFT JOIN people AS hp ON hp.id = d.holder
  LEFT JOIN people AS ap ON ap.id = d.assigned_person
  LEFT JOIN locations AS al ON al.id = d.assigned_location
  LEFT JOIN custody AS c ON c.device = d.id AND c.to_at IS NULL
  LEFT JOIN repairs AS r ON r.device = d.id AND r.closed_at IS NULL
  WHERE d.joined_into IS NULL AND d.state <> 'disposed'`;

const MOST = 12_000;

/** The devices of a site: those at home there, and those that are there. @param after only what changed since */
export function devicesOf(site: string, after: number): Query<CopyDevice> {
  const changed =
    after > 0 ? 'AND d.id IN (SELECT device FROM records WHERE n > ? AND device IS NOT NULL)' : '';
  const here =
    '(d.id IN (SELECT id FROM devices WHERE home = ? UNION SELECT id FROM devices WHERE at_site = ?))';
  return {
    sql: `${DEVICES} AND ${here} ${changed} LIMIT ${MOST}`,
    parameters: [site, site, ...(after > 0 ? [after] : [])],
  };
}

/** Devices that changed since and are not of the site (any more): whoever carries one drops it. */
export function goneFrom(site: string, after: number): Query<{ id: string }> {
  return {
    sql: `SELECT d.id FROM devices AS d WHERE d.id IN (SELECT device FROM records WHERE n > ? AND device IS NOT NULL)
          AND (d.joined_into IS NOT NULL OR d.state = 'disposed' OR (d.home <> ? AND d.at_site IS NOT ?))
          LIMIT ${MOST}`,
    parameters: [after, site, site],
  };
}

export interface CopyPerson {
  id: string;
  badge: string | null;
  name: string;
  kind: string;
  grade: string | null;
}

/** Whom a device can be handed to there. @param students whether their names may be known */
export function peopleOf(site: string, students: boolean): Query<CopyPerson> {
  return {
    sql: `SELECT id, external_id AS badge, given_name || ' ' || family_name AS name, kind, grade FROM people
          WHERE site = ? AND active = 1 AND (? OR kind <> 'student') ORDER BY sort_name, id LIMIT 6000`,
    parameters: [site, students ? 1 : 0],
  };
}

/** Changes whenever somebody of these sites does. */
export function peopleMark(sites: readonly string[]): Query<{ site: string; mark: string }> {
  return {
    sql: `SELECT site, count(*) || '.' || sum(version) || '.' || sum(active) AS mark FROM people
          WHERE site IN (SELECT value FROM json_each(?)) GROUP BY site`,
    parameters: [JSON.stringify(sites)],
  };
}

type Rows = Query<Record<string, string | number | null>>;

/** Kits that may go into these models, a row for each line. @param models their ids, as a list in SQL */
const kitsOf = (models: string): string => {
  const fits =
    "f.state <> 'refused' AND (f.part = l.part OR f.interchange_group = ifnull(l.interchange_group, p.interchange_group))";
  const from = 'kit_lines AS l LEFT JOIN parts AS p ON p.id = l.part';
  return `SELECT k.id AS kit, k.name, k.fault, l.part, l.interchange_group AS "group", ifnull(p.name, g.name) AS line,
      l.quantity, ifnull(p.counted, (SELECT max(x.counted) FROM parts AS x WHERE x.interchange_group = g.id)) AS counted,
      EXISTS (SELECT 1 FROM fits AS f WHERE ${fits} AND f.state = 'confirmed') AS bound
    FROM ${from} JOIN kits AS k ON k.id = l.kit LEFT JOIN interchange_groups AS g ON g.id = l.interchange_group
    WHERE k.retired_at IS NULL
      AND k.id IN (SELECT l.kit FROM ${from} JOIN fits AS f ON ${fits} WHERE f.model IN ${models})
    ORDER BY k.name, k.id, l.position LIMIT 2000`;
};

/** Models of the devices there, with their variants, faults by how common they are, parts and kits that fit. */
export function catalogOf(sites: readonly string[]): Record<string, Rows> {
  const models = `(SELECT DISTINCT model FROM device_tallies WHERE n > 0
    AND home IN (SELECT value FROM json_each(?)))`;
  const parameters = [JSON.stringify(sites)];
  const fits = `SELECT f.model, f.variant, f.fault, f.interchange_group AS "group", f.part,
      f.state = 'confirmed' AS confirmed FROM fits AS f WHERE f.state <> 'refused' AND f.model IN ${models}`;
  const kits = kitsOf(models);
  return {
    models: {
      sql: `SELECT id, maker || ' ' || name AS name, number, aue_on AS aue FROM models WHERE id IN ${models}
            ORDER BY name`,
      parameters,
    },
    variants: {
      sql: `SELECT id, model, name, touch FROM variants WHERE retired_at IS NULL AND model IN ${models}`,
      parameters,
    },
    faults: {
      sql: `SELECT code, name, level, minutes, remedy, part_kind AS partKind FROM faults WHERE retired_at IS NULL
            ORDER BY position, code`,
      parameters: [],
    },
    tallies: {
      sql: `SELECT model, fault, n FROM fault_tallies WHERE n > 0 AND model IN ${models}`,
      parameters,
    },
    remedies: {
      sql: `SELECT code, name, minutes, takes_part AS takesPart, outcome FROM remedies WHERE retired_at IS NULL
            ORDER BY position, code`,
      parameters: [],
    },
    symptoms: {
      sql: 'SELECT code, name FROM symptoms WHERE retired_at IS NULL ORDER BY position, code',
      parameters: [],
    },
    fits: { sql: fits, parameters },
    kits: { sql: kits, parameters },
    parts: {
      sql: `SELECT p.id, p.sku, p.name, p.interchange_group AS "group", g.touch, p.part_kind AS kind, p.condition,
              p.counted FROM parts AS p LEFT JOIN interchange_groups AS g ON g.id = p.interchange_group
            WHERE p.retired_at IS NULL AND (p.interchange_group IN (SELECT "group" FROM (${fits}))
              OR p.id IN (SELECT part FROM (${fits})) OR p.id IN (SELECT part FROM (${kits}))
              OR p.interchange_group IN (SELECT "group" FROM (${kits}))) ORDER BY p.sku LIMIT 5000`,
      parameters: [...parameters, ...parameters, ...parameters, ...parameters],
    },
  };
}

/** What lies in the person's vehicle, and in the depots. */
export function stockFor(person: string | null): Record<string, Rows> {
  return {
    bins: {
      sql: `SELECT b.id, l.name || ', ' || b.name AS name, b.location, b.keeper IS NOT NULL AS mine FROM bins AS b
            JOIN locations AS l ON l.id = b.location
            WHERE b.retired_at IS NULL AND (b.keeper = ? OR (b.keeper IS NULL AND l.kind = 'depot'))
            ORDER BY mine DESC, name LIMIT 400`,
      parameters: [person],
    },
    stock: {
      sql: `SELECT s.bin, s.part, s.on_hand - s.reserved AS n FROM stock AS s JOIN bins AS b ON b.id = s.bin
            WHERE s.on_hand > 0 AND b.retired_at IS NULL AND (b.keeper = ? OR b.keeper IS NULL) LIMIT 20000`,
      parameters: [person],
    },
  };
}

/** Where a device can be: the sites carried with their rooms and carts, depots, the person's vehicle. */
export function placesOf(sites: readonly string[], person: string | null): Record<string, Rows> {
  return {
    places: {
      sql: `SELECT l.id, l.code, iif(l.id = l.top, l.name, t.name || ', ' || l.name) AS name, l.kind, l.top, l.slots,
              l.id = (SELECT location FROM bins WHERE keeper = ? AND retired_at IS NULL) AS mine
            FROM locations AS l JOIN locations AS t ON t.id = l.top
            WHERE l.retired_at IS NULL AND (l.top IN (SELECT value FROM json_each(?))
              OR l.kind IN ('depot', 'vehicle')) ORDER BY mine DESC, t.name, l.id <> l.top, l.name LIMIT 4000`,
      parameters: [person, JSON.stringify(sites)],
    },
    sites: {
      sql: "SELECT id, name FROM locations WHERE id = top AND kind <> 'vendor' ORDER BY name LIMIT 2000",
      parameters: [],
    },
  };
}
