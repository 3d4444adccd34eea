import type { Query } from '../db/query.ts';

export interface NeedRow {
  site: string;
  name: string;
  latitude: number | null;
  longitude: number | null;
  urgent: number;
  high: number;
  normal: number;
  low: number;
  late: number;
  out: number;
  ready: number;
  followUps: number;
  counted: 0 | 1;
  lastOn: string | null;
  mine: 'main' | 'backup' | null;
  planned: 0 | 1;
}

const CAN_WORK = "r.state IN ('reported', 'accepted', 'in_work')";

/**
 * What waits at every site, in one statement: open repairs are read once.
 * @param x.countedSince moment since when a site counts as audited; '9' for no policy
 */
export function siteNeeds(x: {
  person: string;
  now: string;
  today: string;
  countedSince: string;
}): Query<NeedRow> {
  return {
    sql: `WITH open AS (SELECT r.site, sum(${CAN_WORK} AND r.priority = 'urgent') AS urgent,
              sum(${CAN_WORK} AND r.priority = 'high') AS high, sum(${CAN_WORK} AND r.priority = 'normal') AS normal,
              sum(${CAN_WORK} AND r.priority = 'low') AS low, sum(${CAN_WORK} AND r.due_at < ?) AS late,
              sum(${CAN_WORK} AND r.in_use = 0) AS out, sum(r.state = 'ready' AND r.to_confirm = 0) AS ready
            FROM repairs AS r WHERE r.closed_at IS NULL GROUP BY r.site)
          SELECT l.id AS site, l.name, l.latitude, l.longitude, ifnull(o.urgent, 0) AS urgent, ifnull(o.high, 0) AS high,
            ifnull(o.normal, 0) AS normal, ifnull(o.low, 0) AS low, ifnull(o.late, 0) AS late, ifnull(o.out, 0) AS out,
            ifnull(o.ready, 0) AS ready,
            (SELECT count(*) FROM follow_ups AS f WHERE f.site = l.id AND f.done_at IS NULL) AS followUps,
            EXISTS (SELECT 1 FROM audits AS a WHERE a.location = l.id AND a.kind = 'place'
              AND a.state IN ('closed', 'signed') AND a.started_at >= ?) AS counted,
            (SELECT max(v.day) FROM visits AS v WHERE v.site = l.id AND v.state = 'left') AS lastOn,
            (SELECT s.rank FROM person_sites AS s WHERE s.person = ? AND s.site = l.id) AS mine,
            EXISTS (SELECT 1 FROM visits AS v WHERE v.site = l.id AND v.day >= ?
              AND v.state IN ('planned', 'on_the_way', 'arrived')) AS planned
          FROM locations AS l INDEXED BY locations_kind LEFT JOIN open AS o ON o.site = l.id
          WHERE l.kind = 'site' AND l.retired_at IS NULL`,
    parameters: [x.now, x.countedSince, x.person, x.today],
  };
}

/** Measured miles from one place to every other. */
export function measuredFrom(place: string): Query<{ one: string; other: string; tenths: number }> {
  return {
    sql: `SELECT one, other, tenths FROM site_miles WHERE one = ?
          UNION ALL SELECT one, other, tenths FROM site_miles WHERE other = ?`,
    parameters: [place, place],
  };
}
