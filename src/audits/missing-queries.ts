import type { Query } from '../db/query.ts';

/*
 * A finding "missing" stands while its audit's last closing says so, nobody has settled it otherwise, and the device
 * has not been seen since that audit began.
 */
const STANDS = `f.kind = 'missing' AND a.round = f.round AND a.state IN ('closed', 'signed')
  AND d.state = 'in_service' AND d.joined_into IS NULL AND ifnull(d.last_seen_at, '') <= a.started_at
  AND NOT EXISTS (SELECT 1 FROM audit_resolutions AS r
    WHERE r.finding = f.id AND r.undone_at IS NULL AND r.what IN ('seen', 'lost'))`;

/** Devices that an audit misses and that another one before it missed as well. */
export function missingTwice(audit: {
  id: string;
  round: number;
}): Query<{ device: string; home: string; times: number }> {
  return {
    sql: `SELECT f0.device, d0.home, (SELECT count(DISTINCT f.audit) FROM audit_findings AS f
              INDEXED BY audit_findings_missing CROSS JOIN audits AS a ON a.id = f.audit
              CROSS JOIN devices AS d ON d.id = f.device WHERE f.device = f0.device AND ${STANDS}) AS times
          FROM audit_findings AS f0 CROSS JOIN devices AS d0 ON d0.id = f0.device
          WHERE f0.audit = ? AND f0.round = ? AND f0.kind = 'missing' AND NOT EXISTS (
            SELECT 1 FROM audit_resolutions AS r
            WHERE r.finding = f0.id AND r.undone_at IS NULL AND r.what IN ('seen', 'lost')) AND times > 1`,
    parameters: [audit.id, audit.round],
  };
}

export interface MissingRow {
  device: string;
  tag: string;
  serial: string;
  modelName: string;
  homeName: string;
  placeName: string | null;
  /** in how many audits it is missing */
  times: number;
  since: string;
  latest: string;
  latestAudit: string;
  lastSeenAt: string | null;
  /** a proposal to mark it lost is open */
  proposed: number;
}

const MOST = 200;

/** What stays missing: in most audits first, then the longest unseen. @param sites null for all */
export function stayMissing(sites: readonly string[] | null): Query<MissingRow> {
  const within = sites === null ? 'ifnull(?, 1)' : 'd.home IN (SELECT value FROM json_each(?))';
  return {
    sql: `SELECT f.device, d.tag, d.serial, m.maker || ' ' || m.name AS modelName, h.name AS homeName,
            p.name AS placeName, count(DISTINCT f.audit) AS times, min(a.started_at) AS since,
            max(a.started_at) AS latest, a.id AS latestAudit, d.last_seen_at AS lastSeenAt,
            EXISTS (SELECT 1 FROM proposals AS o WHERE o.thing = f.device AND o.kind = 'lose' AND o.decision IS NULL) AS proposed
          FROM audit_findings AS f INDEXED BY audit_findings_missing
          CROSS JOIN audits AS a ON a.id = f.audit CROSS JOIN devices AS d ON d.id = f.device
          JOIN models AS m ON m.id = d.model JOIN locations AS h ON h.id = d.home
          LEFT JOIN locations AS p ON p.id = d.place
          WHERE ${STANDS} AND ${within}
          GROUP BY f.device ORDER BY times DESC, ifnull(d.last_seen_at, ''), f.device LIMIT ${MOST}`,
    parameters: [sites === null ? null : JSON.stringify(sites)],
  };
}
