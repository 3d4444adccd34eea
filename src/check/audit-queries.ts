import type { Rule } from './rules.ts';

export const AUDIT_RULES: readonly Rule[] = [
  {
    name: 'what an audit keeps as found and missing are its findings',
    sql: `SELECT a.id AS what FROM audits AS a
      WHERE a.state IN ('closed', 'signed') AND (a.found, a.missing, a.excused, a.misplaced, a.unknown) <> (
        SELECT ifnull(sum(f.kind = 'found' AND f.apart = 0), 0), ifnull(sum(f.kind = 'missing'), 0),
          ifnull(sum(f.kind = 'excused' AND f.scans = 0), 0), ifnull(sum(f.kind = 'misplaced'), 0),
          ifnull(sum(f.kind = 'unknown'), 0)
        FROM audit_findings AS f WHERE f.audit = a.id AND f.round = a.round)`,
  },
  {
    name: 'every expected device of a closed audit is found, missing or excused, once',
    sql: `SELECT x.audit || ' ' || x.device AS what FROM audit_devices AS x JOIN audits AS a ON a.id = x.audit
      WHERE a.state IN ('closed', 'signed') AND x.listed = 'expected' AND (
        SELECT count(*) FROM audit_findings AS f WHERE f.audit = x.audit AND f.round = a.round
          AND f.key IN ('found:' || x.device, 'missing:' || x.device, 'excused:' || x.device)) <> 1`,
  },
  {
    name: 'a finding "found" or "missing" is what the scans say',
    sql: `SELECT f.id AS what FROM audit_findings AS f JOIN audits AS a ON a.id = f.audit AND a.round = f.round
      WHERE a.state IN ('closed', 'signed') AND f.kind IN ('found', 'missing') AND (f.kind = 'found') <> EXISTS (
        SELECT 1 FROM audit_events AS e WHERE e.audit = f.audit AND e.device = f.device AND e.kind <> 'undo' AND e.late = 0
          AND NOT EXISTS (SELECT 1 FROM audit_events AS u
            WHERE u.audit = e.audit AND u.about = e.id AND u.kind = 'undo' AND u.late = 0))`,
  },
  {
    name: 'each event of an audit is one line in the chain of its phone',
    sql: `SELECT e.audit || ':' || e.phone AS what FROM audit_events AS e GROUP BY e.audit, e.phone
      HAVING count(*) <> (SELECT count(*) FROM records AS r WHERE r.thing = e.audit || ':' || e.phone)`,
  },
  {
    name: 'who scanned in an audit is not its only signer',
    sql: `SELECT a.id AS what FROM audits AS a WHERE a.state = 'signed' AND NOT EXISTS (
        SELECT 1 FROM audit_signatures AS s WHERE s.audit = a.id AND s.round = a.round AND NOT EXISTS (
          SELECT 1 FROM audit_events AS e
          WHERE e.audit = a.id AND e.person = s.person AND e.at_server <= s.at AND e.late = 0))`,
  },
  {
    name: 'the frozen list is as long as it was, and nothing is settled after the signing',
    sql: `SELECT a.id AS what FROM audits AS a
      WHERE (a.started_at IS NOT NULL AND (a.expected <> (
          SELECT count(*) FROM audit_devices AS x WHERE x.audit = a.id AND x.listed = 'expected')
        OR a.held <> (SELECT count(*) FROM audit_devices AS x WHERE x.audit = a.id AND x.listed = 'held')))
        OR (a.signed_at IS NOT NULL AND EXISTS (SELECT 1 FROM audit_resolutions AS r
          WHERE r.audit = a.id AND (r.at > a.signed_at OR r.undone_at > a.signed_at)))`,
  },
];
