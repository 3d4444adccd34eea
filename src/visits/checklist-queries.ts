import type { Query } from '../db/query.ts';
import type { Purpose } from './forms.ts';

export interface Checklist {
  id: string;
  name: string;
  purpose: Purpose;
  /** JSON of its items */
  items: string;
  retiredAt: string | null;
  version: number;
}

const LIST = 'SELECT id, name, purpose, items, retired_at AS retiredAt, version FROM checklists';

export function allChecklists(): Query<Checklist> {
  return { sql: `${LIST} ORDER BY retired_at IS NOT NULL, name LIMIT 200`, parameters: [] };
}

export function checklistById(id: string): Query<Checklist> {
  return { sql: `${LIST} WHERE id = ?`, parameters: [id] };
}

/** The lists of a visit's purpose that are in use. */
export function checklistsFor(purpose: string): Query<Checklist> {
  return { sql: `${LIST} WHERE purpose = ? AND retired_at IS NULL ORDER BY name`, parameters: [purpose] };
}

export interface Check {
  id: string;
  checklist: string;
  item: string;
  text: string;
  answer: string;
  failed: 0 | 1;
  photo: string | null;
  at: string;
}

export function checksOf(visit: string): Query<Check> {
  return {
    sql: `SELECT id, checklist, item, text, answer, failed, photo, at FROM visit_checks
          WHERE visit = ? ORDER BY at, item LIMIT 500`,
    parameters: [visit],
  };
}

export interface FollowUpRow {
  id: string;
  visit: string;
  text: string;
  at: string;
  doneAt: string | null;
  number: number | null;
}

/** What is to be done at a site, from earlier visits too. */
export function followUpsAt(site: string): Query<FollowUpRow> {
  return {
    sql: `SELECT f.id, f.visit, f.text, f.at, f.done_at AS doneAt, r.number FROM follow_ups AS f
          LEFT JOIN repairs AS r ON r.id = f.repair WHERE f.site = ? AND f.done_at IS NULL ORDER BY f.at LIMIT 50`,
    parameters: [site],
  };
}

export interface VisitPhoto {
  id: string;
  name: string;
  thumb: string;
  type: string;
  at: string;
}

export function photosOf(visit: string): Query<VisitPhoto> {
  return {
    sql: 'SELECT id, name, thumb, type, at FROM visit_photos WHERE visit = ? ORDER BY at LIMIT 50',
    parameters: [visit],
  };
}

export interface AuditThere {
  id: string;
  title: string;
  state: string;
  dueOn: string | null;
}

/** Audits of the site, or of what lies in it, that are planned or going on. */
export function auditsAt(site: string): Query<AuditThere> {
  return {
    sql: `SELECT id, title, state, due_on AS dueOn FROM audits INDEXED BY audits_site
          WHERE site = ? AND state IN ('planned', 'counting') ORDER BY n DESC LIMIT 10`,
    parameters: [site],
  };
}

/** Devices in stock at a site that can be handed out, and such as lie ready for it. */
export function handOuts(site: string): Query<{ use: string; n: number }> {
  return {
    sql: `SELECT use, count(*) AS n FROM (SELECT use FROM devices INDEXED BY devices_ready
            WHERE at_site = ? AND joined_into IS NULL AND use IN ('spare', 'loaner') AND holder IS NULL
              AND state = 'in_service' LIMIT 1000) GROUP BY use`,
    parameters: [site],
  };
}
