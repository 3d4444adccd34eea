import type { Grant } from '../context.ts';
import type { Query } from '../db/query.ts';
import { OPEN_LOGIN } from './open-rules.ts';

export interface SessionRow {
  session: string | null;
  person: string;
  name: string;
  email: string;
  /** JSON: [role, level, site][] */
  grants: string;
  /** the API token, and the day on which it was last used */
  token?: string;
  lastUsedOn?: string | null;
}

const GRANTS = `(SELECT json_group_array(json_array(r.role, r.level, r.site))
  FROM user_roles AS r WHERE r.person = u.id) AS grants`;

const BY_COOKIE = `SELECT s.id AS session, u.id AS person, u.name AS name, u.email AS email, ${GRANTS}
  FROM sessions AS s JOIN users AS u ON u.id = s.user_id
  WHERE s.token = ? AND s.expires_at > ? AND ${OPEN_LOGIN}`;

const BY_TOKEN = `SELECT NULL AS session, u.id AS person, u.name AS name, u.email AS email, ${GRANTS},
    t.id AS token, t.last_used_on AS lastUsedOn
  FROM api_tokens AS t JOIN users AS u ON u.id = t.person
  WHERE t.token_hash = ? AND t.revoked_at IS NULL AND ${OPEN_LOGIN}`;

const NOBODY = `SELECT NULL AS session, '' AS person, '' AS name, '' AS email, '[]' AS grants WHERE 0`;

/** Who a browser's session belongs to. @param now ISO UTC */
export function sessionByCookie(token: string, now: string): Query<SessionRow> {
  return { sql: BY_COOKIE, parameters: [token, now] };
}

/** Who an API token belongs to. */
export function sessionByToken(tokenHash: string): Query<SessionRow> {
  return { sql: BY_TOKEN, parameters: [tokenHash] };
}

/** A row where the person may open a session: the login is not deactivated, nobody has left. */
export function signInAllowed(person: string): Query<{ id: string }> {
  return { sql: `SELECT u.id AS id FROM users AS u WHERE u.id = ? AND ${OPEN_LOGIN}`, parameters: [person] };
}

export function noSession(): Query<SessionRow> {
  return { sql: NOBODY, parameters: [] };
}

export function grantsOf(row: SessionRow): Grant[] {
  const rows = JSON.parse(row.grants) as [Grant['role'], Grant['level'], string | null][];
  return rows.map(([role, level, site]) => ({ role, level, site }));
}
