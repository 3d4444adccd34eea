import type { Query } from '../db/query.ts';

/** A device of a finding as it is now, and what taking it elsewhere has to know. */
export interface NowRow {
  device: string;
  home: string;
  model: string;
  use: string;
  state: string;
  place: string | null;
  atSite: string | null;
  holder: string | null;
  slot: number | null;
  dueOn: string | null;
  openCustody: string | null;
  tag: string;
}

export function devicesNow(ids: readonly string[]): Query<NowRow> {
  return {
    sql: `SELECT d.id AS device, d.home, d.model, d.use, d.state, d.place, d.at_site AS atSite, d.holder, c.slot,
            d.due_on AS dueOn, c.id AS openCustody, d.tag
          FROM json_each(?) AS j CROSS JOIN devices AS d ON d.id = j.value AND d.joined_into IS NULL
          LEFT JOIN custody AS c ON c.device = d.id AND c.to_at IS NULL`,
    parameters: [JSON.stringify(ids)],
  };
}

/** Top of each place. */
export function topsOf(places: readonly string[]): Query<{ id: string; top: string }> {
  return {
    sql: 'SELECT l.id, l.top FROM json_each(?) AS j CROSS JOIN locations AS l ON l.id = j.value',
    parameters: [JSON.stringify(places)],
  };
}

export interface ResolutionRow {
  id: string;
  audit: string;
  finding: string;
  what: string;
  device: string | null;
  undo: string;
}

export function resolutionById(audit: string, id: string): Query<ResolutionRow> {
  return {
    sql: `SELECT r.id, r.audit, r.finding, r.what, f.device, r.undo FROM audit_resolutions AS r
          JOIN audit_findings AS f ON f.id = r.finding WHERE r.id = ? AND r.audit = ? AND r.undone_at IS NULL`,
    parameters: [id, audit],
  };
}
