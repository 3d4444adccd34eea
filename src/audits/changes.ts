import { type Change, must } from '../db/commit.ts';
import { q } from '../db/query.ts';
import type { AuditKind, AuditState, Signer } from './forms.ts';
import { DRAW_ORDER } from './sample-rules.ts';

export interface NewAudit {
  id: string;
  title: string;
  kind: AuditKind;
  location: string | null;
  site: string | null;
  models: readonly string[];
  everyone: boolean;
  blind: boolean;
  signer: Signer;
  confidence: number | null;
  margin: number | null;
  dueOn: string | null;
  note: string;
  by: string | null;
}

export function insertAudit(x: NewAudit, now: string): Change {
  return q.insertInto('audits').values({
    id: x.id,
    title: x.title,
    kind: x.kind,
    location: x.location,
    site: x.site,
    models: JSON.stringify(x.models),
    everyone: x.everyone ? 1 : 0,
    blind: x.blind ? 1 : 0,
    signer: x.signer,
    confidence: x.confidence,
    margin: x.margin,
    state: 'planned',
    due_on: x.dueOn,
    note: x.note,
    planned_by: x.by,
    planned_at: now,
  });
}

/** The guard's words where somebody else moved the audit on. */
export const AS_SEEN = 'the audit is as you saw it';

export function mustBe(audit: string, state: AuditState): Change {
  return must(AS_SEEN, {
    sql: 'SELECT 1 FROM audits WHERE id = ? AND state = ?',
    parameters: [audit, state],
  });
}

/** What a list is frozen from. */
export interface Frozen {
  audit: string;
  kind: AuditKind;
  location: string | null;
  models: readonly string[];
  everyone: boolean;
  /** of a sample */
  size: number | null;
  seed: number | null;
  population: number | null;
  by: string | null;
}

/** Devices of a scope: those of a tree of places by their place, those of the district by model or all. */
export function scopeOf(x: Pick<Frozen, 'location' | 'models'>): { sql: string; parameters: string[] } {
  const models = x.models.length > 0 ? JSON.stringify(x.models) : null;
  if (x.location !== null)
    return {
      sql: `(WITH RECURSIVE below (id) AS (SELECT ? UNION SELECT l.id FROM locations AS l JOIN below ON l.parent = below.id)
              SELECT id FROM below) AS b
            CROSS JOIN devices AS d INDEXED BY devices_place ON d.place = b.id AND d.joined_into IS NULL
              ${models ? 'AND d.model IN (SELECT value FROM json_each(?))' : ''}`,
      parameters: [x.location, ...(models ? [models] : [])],
    };
  if (models)
    return {
      sql: `json_each(?) AS b CROSS JOIN devices AS d INDEXED BY devices_model
              ON d.model = b.value AND d.joined_into IS NULL AND d.place IS NOT NULL`,
      parameters: [models],
    };
  return {
    sql: '(SELECT 1) AS b CROSS JOIN devices AS d ON d.joined_into IS NULL AND d.place IS NOT NULL',
    parameters: [],
  };
}

/** Freezes what is expected, in one statement: open custody in the scope or below it. */
/** When the directory last heard of a device, where it is known there: nobody saw it, and yet it is somewhere. */
const LAST_SYNC =
  '(SELECT max(x.last_sync_at) FROM directory_devices AS x WHERE x.device = d.id AND x.gone_at IS NULL)';

export function freezeList(x: Frozen, now: string): Change {
  const scope = scopeOf(x);
  const held = `CASE WHEN c.person IS NULL OR ? THEN 'expected' ELSE 'held' END`;
  const drawn =
    x.size === null
      ? ''
      : `WHERE c.person IS NULL OR ? ORDER BY ${DRAW_ORDER.replaceAll('(n *', '(d.n *')}, d.n LIMIT ?`;
  const everyone = x.everyone ? 1 : 0;
  const draw = x.size === null ? [] : [everyone, x.seed, x.seed, x.seed, x.seed, x.size];
  return [
    {
      sql: `INSERT INTO audit_devices (audit, device, listed, place, site, person, custody, state, tag, serial, last_seen_at)
            SELECT ?, d.id, ${held}, c.location, d.at_site, c.person, c.id, d.state, d.tag, d.serial,
              nullif(max(ifnull(d.last_seen_at, ''), ifnull(${LAST_SYNC}, '')), '')
            FROM ${scope.sql} CROSS JOIN custody AS c ON c.device = d.id AND c.to_at IS NULL ${drawn}`,
      parameters: [x.audit, everyone, ...scope.parameters, ...draw],
    },
    must('there is something to count', {
      sql: "SELECT 1 FROM audit_devices WHERE audit = ? AND listed = 'expected' LIMIT 1",
      parameters: [x.audit],
    }),
    {
      sql: `UPDATE audits SET state = 'counting', started_by = ?, started_at = ?, population = ?, seed = ?,
              expected = (SELECT count(*) FROM audit_devices WHERE audit = ? AND listed = 'expected'),
              held = (SELECT count(*) FROM audit_devices WHERE audit = ? AND listed = 'held'), version = version + 1
            WHERE id = ?`,
      parameters: [x.by, now, x.population, x.seed, x.audit, x.audit, x.audit],
    },
  ];
}

/** No audit that counts everything of a place is under way in this place, around it or within it. */
export function mustBeAlone(location: string): Change {
  return must('no audit of this place, or of one in it or around it, is being counted', {
    sql: `WITH RECURSIVE
            up (id) AS (SELECT ? UNION SELECT l.parent FROM locations AS l JOIN up ON l.id = up.id
                        WHERE l.parent IS NOT NULL),
            below (id) AS (SELECT ? UNION SELECT l.id FROM locations AS l JOIN below ON l.parent = below.id)
          SELECT 1 WHERE NOT EXISTS (
            SELECT 1 FROM (SELECT id FROM up UNION SELECT id FROM below) AS near
            CROSS JOIN audits AS a ON a.location = near.id AND a.state = 'counting' AND a.kind = 'place')`,
    parameters: [location, location],
  });
}

export function callOffAudit(audit: string): Change {
  return [
    must(AS_SEEN, {
      sql: "SELECT 1 FROM audits WHERE id = ? AND state IN ('planned', 'counting')",
      parameters: [audit],
    }),
    {
      sql: "UPDATE audits SET state = 'called_off', version = version + 1 WHERE id = ?",
      parameters: [audit],
    },
  ];
}
