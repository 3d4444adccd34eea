import type { Query } from '../db/query.ts';

export interface NeedLine {
  line: string;
  repair: string;
  number: number;
  site: string;
  /** interchange group, or part without one */
  item: string;
  name: string;
  confirmed: 0 | 1;
}

/**
 * What each fault line of an open repair at these sites may take, by model and fault: a line has a row for each
 * fit. Where only a symptom is known, the fault that it mostly turns out to be counts.
 */
export function needsAt(sites: readonly string[]): Query<NeedLine> {
  return {
    sql: `SELECT l.id AS line, r.id AS repair, r.number, r.site, ifnull(f.interchange_group, f.part) AS item,
            ifnull(g.name, p.name) AS name, f.state = 'confirmed' AS confirmed
          FROM json_each(?) AS j JOIN repairs AS r INDEXED BY repairs_open_site ON r.site = j.value AND r.closed_at IS NULL
          JOIN repair_lines AS l ON l.repair = r.id AND l.withdrawn_at IS NULL AND l.done_at IS NULL
          LEFT JOIN symptoms AS s ON s.code = l.symptom AND l.fault IS NULL
          JOIN devices AS d ON d.id = r.device
          JOIN fits AS f ON f.model = d.model AND f.fault = ifnull(l.fault, json_extract(s.faults, '$[0]'))
            AND f.state <> 'refused' AND (f.variant IS NULL OR d.variant IS NULL OR f.variant = d.variant)
          LEFT JOIN interchange_groups AS g ON g.id = f.interchange_group
          LEFT JOIN parts AS p ON p.id = f.part
          WHERE r.state NOT IN ('at_vendor', 'ready')
            AND ((p.counted = 1 AND p.retired_at IS NULL) OR EXISTS (SELECT 1 FROM parts AS x
              WHERE x.interchange_group = g.id AND x.counted = 1 AND x.retired_at IS NULL))
          ORDER BY r.due_at, r.n, l.position, f.state = 'confirmed' DESC, name LIMIT 3000`,
    parameters: [JSON.stringify(sites)],
  };
}

export interface WalkUp {
  site: string;
  item: string;
  name: string;
  used: number;
  days: number;
}

/** Counted parts that went into repairs of these sites in spans of time, and on how many days something did. */
export function usedAt(
  sites: readonly string[],
  spans: readonly (readonly [string, string])[],
): Query<WalkUp> {
  return {
    sql: `WITH done AS (SELECT r.id, r.site, substr(r.closed_at, 1, 10) AS day FROM json_each(?) AS j
            CROSS JOIN json_each(?) AS t
            CROSS JOIN repairs AS r INDEXED BY repairs_closed_site ON r.site = j.value AND r.closed_at IS NOT NULL
              AND r.closed_at BETWEEN t.value ->> 0 AND t.value ->> 1),
          days AS (SELECT site, count(DISTINCT day) AS days FROM done GROUP BY site)
          SELECT d.site, ifnull(p.interchange_group, p.id) AS item, ifnull(g.name, p.name) AS name,
            sum(u.quantity) AS used, y.days
          FROM done AS d JOIN repair_parts AS u ON u.repair = d.id AND u.returned_at IS NULL
          JOIN parts AS p ON p.id = u.part AND p.counted = 1
          LEFT JOIN interchange_groups AS g ON g.id = p.interchange_group
          JOIN days AS y ON y.site = d.site
          GROUP BY d.site, item LIMIT 2000`,
    parameters: [JSON.stringify(sites), JSON.stringify(spans)],
  };
}

export interface Trend {
  item: string;
  /** units that the district is forecast to need in the month */
  ahead: number | null;
  /** units that it took in the months compared with, together */
  past: number;
}

/**
 * What the latest forecast says of these items for a month, and what the district took in other months.
 * @param month YYYY-MM @param compared months, YYYY-MM
 */
export function trendOf(items: readonly string[], month: string, compared: readonly string[]): Query<Trend> {
  return {
    sql: `SELECT j.value AS item,
            json_extract(g.fan, '$[' || (substr(?, 1, 4) * 12 + substr(?, 6, 2) - substr(r.month, 1, 4) * 12
              - substr(r.month, 6, 2)) || '][0]') AS ahead,
            ifnull((SELECT sum(d.units) FROM demand_months AS d
              WHERE d.thing IN (SELECT j.value UNION ALL SELECT p.id FROM parts AS p WHERE p.interchange_group = j.value)
                AND d.month IN (SELECT value FROM json_each(?))), 0) AS past
          FROM json_each(?) AS j
          JOIN forecast_runs AS r ON r.n = (SELECT max(n) FROM forecast_runs
            WHERE scenario IS NULL AND state = 'done' AND ended_at IS NOT NULL AND thinned_at IS NULL)
          JOIN forecast_groups AS g ON g.run = r.id AND g.thing = j.value
          WHERE r.month <= ?`,
    parameters: [month, month, JSON.stringify(compared), JSON.stringify(items), month],
  };
}

/** A person's vehicle: its bin, and the location that devices lie in. */
export function vehicleOf(
  person: string,
): Query<{ bin: string; code: string; location: string; top: string }> {
  return {
    sql: `SELECT b.id AS bin, b.code, b.location, l.top FROM bins AS b JOIN locations AS l ON l.id = b.location
          WHERE b.keeper = ? AND b.retired_at IS NULL`,
    parameters: [person],
  };
}

/** What a bin holds unreserved, or kept for the keeper's own repairs, by item. */
export function heldIn(bin: string): Query<{ item: string; n: number }> {
  return {
    sql: `SELECT ifnull(p.interchange_group, p.id) AS item, sum(s.on_hand) AS n FROM stock AS s
          JOIN parts AS p ON p.id = s.part WHERE s.bin = ? AND s.on_hand > 0 GROUP BY item`,
    parameters: [bin],
  };
}

export interface TickRow {
  id: string;
  part: string;
  sku: string;
  name: string;
  bin: string;
  quantity: number;
  postedAt: string | null;
}

export function ticksOf(person: string, day: string): Query<TickRow> {
  return {
    sql: `SELECT t.id, t.part, p.sku, p.name, t.bin, t.quantity, t.posted_at AS postedAt
          FROM load_ticks AS t INDEXED BY load_ticks_day JOIN parts AS p ON p.id = t.part
          WHERE t.person = ? AND t.day = ? ORDER BY t.at LIMIT 500`,
    parameters: [person, day],
  };
}

export interface HandOut {
  site: string;
  name: string;
  /** devices out of use whose person has no loaner of this site lying ready */
  out: number;
  there: number;
}

/** Devices out of use at each site, and spares and loaners that lie there. */
export function handOutNeeds(sites: readonly string[]): Query<HandOut> {
  return {
    sql: `SELECT l.id AS site, l.name,
            (SELECT count(*) FROM repairs AS r INDEXED BY repairs_open_site WHERE r.site = l.id AND r.closed_at IS NULL
              AND r.in_use = 0 AND r.state <> 'ready') AS out,
            (SELECT count(*) FROM devices AS d INDEXED BY devices_ready WHERE d.at_site = l.id AND d.joined_into IS NULL
              AND d.use IN ('spare', 'loaner') AND d.holder IS NULL AND d.state = 'in_service') AS there
          FROM json_each(?) AS j JOIN locations AS l ON l.id = j.value`,
    parameters: [JSON.stringify(sites)],
  };
}

/** Spares and loaners that lie in a depot or vehicle. */
export function readyDevices(
  place: string | null,
): Query<{ location: string; name: string; kind: string; n: number }> {
  return {
    sql: `SELECT l.id AS location, l.name, l.kind, count(*) AS n
          FROM locations AS l CROSS JOIN devices AS d INDEXED BY devices_ready ON d.at_site = l.id
          WHERE (l.kind = 'depot' OR l.id = ?) AND l.retired_at IS NULL AND d.joined_into IS NULL
            AND d.use IN ('spare', 'loaner') AND d.holder IS NULL AND d.state = 'in_service'
          GROUP BY l.id ORDER BY n DESC`,
    parameters: [place],
  };
}
