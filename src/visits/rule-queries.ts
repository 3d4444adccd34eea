import type { Query } from '../db/query.ts';
import type { Purpose } from './forms.ts';

export interface RuleRow {
  id: string;
  site: string;
  siteName: string;
  person: string;
  personName: string;
  rule: string;
  fromOn: string;
  toOn: string | null;
  fromTime: string;
  toTime: string;
  purpose: Purpose;
  madeUntil: string;
  endedAt: string | null;
}

const RULE = `SELECT r.id, r.site, l.name AS siteName, r.person, u.name AS personName, r.rule, r.from_on AS fromOn,
    r.to_on AS toOn, r.from_time AS fromTime, r.to_time AS toTime, r.purpose, r.made_until AS madeUntil,
    r.ended_at AS endedAt
  FROM visit_rules AS r JOIN locations AS l ON l.id = r.site JOIN users AS u ON u.id = r.person`;

/** Rules that go on. @param person null for everybody's */
export function openRules(person: string | null): Query<RuleRow> {
  const whose = person === null ? 'ifnull(?, 1)' : 'r.person = ?';
  return {
    sql: `${RULE} WHERE r.ended_at IS NULL AND ${whose} ORDER BY l.name, r.id LIMIT 500`,
    parameters: [person],
  };
}

/** Those whose visits are made up to less than this day. */
export function rulesBefore(day: string): Query<RuleRow> {
  return {
    sql: `${RULE} WHERE r.ended_at IS NULL AND r.made_until < ? AND ifnull(r.to_on, '9') > r.made_until
          AND l.retired_at IS NULL LIMIT 200`,
    parameters: [day],
  };
}

export function ruleById(id: string): Query<RuleRow> {
  return { sql: `${RULE} WHERE r.id = ?`, parameters: [id] };
}
