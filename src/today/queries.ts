import type { Query } from '../db/query.ts';

// As `isLate` of the repairs: while a hold stops the clock, what counts is when that hold began.
const LATE = `r.due_at < CASE WHEN r.hold_reason IN ('parts', 'vendor', 'answer')
    THEN ifnull((SELECT h.from_at FROM repair_holds AS h WHERE h.repair = r.id AND h.to_at IS NULL), ?)
    ELSE ? END`;

export interface SiteLine {
  site: string;
  name: string;
  rank: 'main' | 'backup' | null;
  open: number;
  late: number;
  ready: number;
}

const COUNTS = `count(r.id) AS open, ifnull(sum(${LATE}), 0) AS late, ifnull(sum(r.state = 'ready'), 0) AS ready`;

/** The sites that a technician looks after, main ones first. */
export function mySites(person: string, now: string): Query<SiteLine> {
  return {
    sql: `SELECT s.site AS site, l.name AS name, s.rank AS rank, ${COUNTS}
          FROM person_sites AS s JOIN locations AS l ON l.id = s.site
          LEFT JOIN repairs AS r ON r.site = s.site AND r.closed_at IS NULL
          WHERE s.person = ? GROUP BY s.site ORDER BY s.rank DESC, late DESC, l.name LIMIT 30`,
    parameters: [now, now, person],
  };
}

/** Given sites, as those of a school contact. */
export function theseSites(sites: readonly string[], now: string): Query<SiteLine> {
  return {
    sql: `SELECT l.id AS site, l.name AS name, NULL AS rank, ${COUNTS}
          FROM json_each(?) AS j JOIN locations AS l ON l.id = j.value
          LEFT JOIN repairs AS r ON r.site = l.id AND r.closed_at IS NULL
          GROUP BY l.id ORDER BY l.name LIMIT 30`,
    parameters: [now, now, JSON.stringify(sites)],
  };
}

/**
 * Where most is late, in the whole district. The sites are found by an index alone, which knows nothing of
 * holds; what stands in their lines does.
 */
export function worstSites(now: string): Query<SiteLine> {
  return {
    sql: `SELECT l.id AS site, l.name AS name, NULL AS rank, ${COUNTS}
          FROM (SELECT site FROM repairs WHERE closed_at IS NULL
                GROUP BY site ORDER BY sum(due_at < ?) DESC, count(*) DESC LIMIT 8) AS w
          JOIN locations AS l ON l.id = w.site
          JOIN repairs AS r ON r.site = w.site AND r.closed_at IS NULL
          GROUP BY l.id ORDER BY late DESC, open DESC`,
    parameters: [now, now, now],
  };
}

export interface BenchLine {
  id: string;
  number: number;
  state: string;
  holdReason: string | null;
  headline: string;
  tag: string;
  serial: string;
  siteName: string;
  reportedAt: string;
  late: 0 | 1;
}

const BENCH = `SELECT r.id AS id, r.number AS number, r.state AS state, r.hold_reason AS holdReason,
    r.headline AS headline, d.tag AS tag, d.serial AS serial, l.name AS siteName, r.reported_at AS reportedAt,
    ifnull(${LATE}, 0) AS late
  FROM repairs AS r JOIN devices AS d ON d.id = r.device JOIN locations AS l ON l.id = r.site`;

/** Open repairs of one technician, what is due first on top. */
export function bench(person: string, now: string): Query<BenchLine> {
  return {
    sql: `${BENCH} WHERE r.technician = ? AND r.closed_at IS NULL ORDER BY r.due_at, r.n LIMIT 21`,
    parameters: [now, now, person],
  };
}

/** Open repairs of one school. */
export function openAt(site: string, now: string): Query<BenchLine> {
  return {
    sql: `${BENCH} WHERE r.site = ? AND r.closed_at IS NULL ORDER BY r.due_at, r.n LIMIT 21`,
    parameters: [now, now, site],
  };
}

export interface Mention {
  note: string;
  number: number;
  at: string;
  by: string | null;
  text: string;
}

/** Notes that name the person and that were not seen yet. */
export function unseenMentions(person: string): Query<Mention> {
  return {
    sql: `SELECT n.id AS note, r.number AS number, m.at AS at, u.name AS by, n.text AS text
          FROM mentions AS m JOIN repair_notes AS n ON n.id = m.note JOIN repairs AS r ON r.id = n.repair
          LEFT JOIN users AS u ON u.id = n.person
          WHERE m.person = ? AND m.seen_at IS NULL ORDER BY m.at DESC LIMIT 10`,
    parameters: [person],
  };
}

export interface Waiting {
  toConfirm: number;
  proposals: number;
  /** that were stopped by themselves */
  webhooks: number;
  /** asked for, and not decided */
  overtime: number;
}

/** How much waits for a decision. */
export const WAITING: Query<Waiting> = {
  sql: `SELECT (SELECT count(*) FROM (SELECT 1 FROM repairs WHERE to_confirm = 1 LIMIT 1000)) AS toConfirm,
          (SELECT count(*) FROM (SELECT 1 FROM proposals WHERE decision IS NULL LIMIT 1000)) AS proposals,
          (SELECT count(*) FROM webhooks WHERE name > '' AND stopped_why IN ('failing', 'gone') AND retired_at IS NULL) AS webhooks,
          (SELECT count(*) FROM (SELECT 1 FROM overtime WHERE decision IS NULL AND at > '' LIMIT 1000)) AS overtime`,
  parameters: [],
};

export interface StockWaiting {
  /** counted parts that wait for another person's yes */
  counts: number;
  /** orders, and pallets of retired devices, that wait for approval */
  orders: number;
  lots: number;
  /** vendor batches that should have been back */
  batches: number;
  /** transfers on their way to the vehicle of this person */
  coming: number;
}

/** What waits in the stock. @param today YYYY-MM-DD */
export function stockWaiting(person: string, today: string): Query<StockWaiting> {
  return {
    sql: `SELECT
        (SELECT count(*) FROM (SELECT 1 FROM count_lines WHERE state = 'waiting' LIMIT 1000)) AS counts,
        (SELECT count(*) FROM (SELECT 1 FROM orders WHERE state = 'proposed' LIMIT 1000)) AS orders,
        (SELECT count(*) FROM lots INDEXED BY lots_open WHERE closed_at IS NULL AND state = 'proposed') AS lots,
        (SELECT count(*) FROM claim_batches WHERE state IN ('sent', 'partly_back') AND expected_on < ?) AS batches,
        (SELECT count(*) FROM transfers AS t INDEXED BY transfers_open JOIN bins AS b ON b.id = t.to_bin
          WHERE t.closed_at IS NULL AND b.keeper = ?) AS coming`,
    parameters: [today, person],
  };
}

export interface FoundLine {
  device: string;
  tag: string;
  serial: string;
  homeName: string;
  siteName: string;
  at: string;
}

/** Devices of these homes that somebody has found. @param homes null for all */
export function foundDevices(homes: readonly string[]): Query<FoundLine> {
  return {
    sql: `SELECT d.id AS device, d.tag AS tag, d.serial AS serial, h.name AS homeName, s.name AS siteName, f.at AS at
          FROM json_each(?) AS j JOIN found_reports AS f ON f.home = j.value AND f.settled_at IS NULL
          JOIN devices AS d ON d.id = f.device JOIN locations AS h ON h.id = f.home
          JOIN locations AS s ON s.id = f.site ORDER BY f.at DESC LIMIT 10`,
    parameters: [JSON.stringify(homes)],
  };
}

/** Loans of these sites that should be back by now. @param today YYYY-MM-DD */
export function dueLoans(sites: readonly string[], today: string): Query<{ n: number }> {
  return {
    sql: `SELECT count(*) AS n FROM devices
          WHERE due_on IS NOT NULL AND due_on <= ? AND at_site IN (SELECT value FROM json_each(?))`,
    parameters: [today, JSON.stringify(sites)],
  };
}

export interface PartsThere {
  number: number;
  part: string;
  quantity: number;
  bin: string;
  binName: string;
  at: string;
}

/** Parts that are kept for repairs of a technician which wait for them: what to fetch, and where. */
export function partsThere(person: string): Query<PartsThere> {
  return {
    sql: `SELECT r.number AS number, p.name AS part, v.quantity AS quantity, b.id AS bin, b.name AS binName, v.at AS at
          FROM repairs AS r INDEXED BY repairs_open_technician
          JOIN reservations AS v ON v.repair = r.id AND v.ended_at IS NULL
          JOIN parts AS p ON p.id = v.part JOIN bins AS b ON b.id = v.bin
          WHERE r.technician = ? AND r.closed_at IS NULL AND r.hold_reason = 'parts' AND b.keeper IS NOT r.technician
          ORDER BY b.name, v.at, r.number LIMIT 30`,
    parameters: [person],
  };
}

export interface StopLine {
  id: string;
  site: string;
  siteName: string;
  state: 'planned' | 'on_the_way' | 'arrived';
  fromTime: string;
  toTime: string;
  open: number;
  late: number;
}

/** Today's visits of a technician that are not over: the one going on first, then as ordered by hand or by time. */
export function todaysStops(person: string, today: string, now: string): Query<StopLine> {
  return {
    sql: `SELECT v.id, v.site, l.name AS siteName, v.state, v.from_time AS fromTime, v.to_time AS toTime,
            (SELECT count(*) FROM repairs AS r WHERE r.site = v.site AND r.closed_at IS NULL) AS open,
            (SELECT count(*) FROM repairs AS r WHERE r.site = v.site AND r.closed_at IS NULL AND ${LATE}) AS late
          FROM visit_people AS p INDEXED BY visit_people_day JOIN visits AS v ON v.id = p.visit
          JOIN locations AS l ON l.id = v.site
          WHERE p.person = ? AND p.day = ? AND v.state IN ('planned', 'on_the_way', 'arrived')
          ORDER BY v.state <> 'arrived', v.state <> 'on_the_way', p.position IS NULL, p.position,
            v.from_time = '', v.from_time, v.n LIMIT 20`,
    parameters: [now, now, person, today],
  };
}

/** Devices that lie in a person's vehicle, and (of everybody) vehicles with devices in them. */
export function inVehicles(person: string, before: string): Query<{ mine: number; vehicles: number }> {
  return {
    sql: `SELECT ifnull(sum(x.keeper = ?), 0) AS mine, count(DISTINCT x.bin) AS vehicles
          FROM (SELECT b.id AS bin, b.keeper FROM bins AS b JOIN locations AS l ON l.id = b.location AND l.kind = 'vehicle'
            JOIN devices AS d INDEXED BY devices_at_site ON d.at_site = l.id AND d.joined_into IS NULL AND d.holder IS NULL
            JOIN custody AS c ON c.device = d.id AND c.to_at IS NULL AND c.from_at <= ?
            WHERE b.keeper IS NOT NULL AND b.retired_at IS NULL LIMIT 2000) AS x`,
    parameters: [person, before],
  };
}
