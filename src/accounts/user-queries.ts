import type { Grant, Role } from '../context.ts';
import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { type Count, decodeCursor, type Page, pageOf } from '../web/paging.ts';
import { openLinks } from './link-queries.ts';
import { OPEN_LOGIN } from './open-rules.ts';
import { passkeysOf } from './passkey-queries.ts';
import { makerOf } from './passkey-rules.ts';
import { linkedAccounts } from './provider-queries.ts';

export interface UserRow {
  id: string;
  name: string;
  email: string;
  /** JSON: [role, level, name of the site][] */
  roles: string;
  deactivatedAt: string | null;
  /** 1 where the person is marked as no longer there: the login does not open */
  hasLeft: 0 | 1;
  hasPassword: 0 | 1;
}

export interface UserFilter {
  q: string;
  role: string;
  site: string;
  /** '' for those who may sign in, 'invited', 'deactivated' for those who may not: leavers too */
  show: string;
  cursor?: string | undefined;
}

const LIMIT = 50;

const ROLES = `(SELECT json_group_array(json_array(g.role, g.level, l.name))
    FROM user_roles AS g LEFT JOIN locations AS l ON l.id = g.site WHERE g.person = u.id) AS roles`;
// Whoever signs in by a service or a passkey has come in as well.
const HAS_PASSWORD = `(EXISTS (SELECT 1 FROM credentials AS c WHERE c.user_id = u.id
    AND (c.password IS NOT NULL OR c.provider_id <> 'credential'))
  OR EXISTS (SELECT 1 FROM passkeys AS k WHERE k.user_id = u.id)) AS hasPassword`;

// Logins are hundreds, a few thousand at most: every filter reads them all.
const MATCHING = `FROM users AS u
  WHERE (CASE ? WHEN 'deactivated' THEN NOT (${OPEN_LOGIN})
      WHEN 'invited' THEN ${OPEN_LOGIN} AND NOT EXISTS (SELECT 1 FROM credentials AS c WHERE c.user_id = u.id)
      ELSE ${OPEN_LOGIN} END)
    AND (? = '' OR instr(lower(u.name || ' ' || u.email), lower(?)) > 0)
    AND (? = '' OR EXISTS (SELECT 1 FROM user_roles AS g WHERE g.person = u.id AND g.role = ?))
    AND (? = '' OR EXISTS (SELECT 1 FROM user_roles AS g WHERE g.person = u.id AND g.site = ?)
      OR EXISTS (SELECT 1 FROM person_sites AS s WHERE s.person = u.id AND s.site = ?))`;

/** A page of logins by name. */
export async function listUsers(
  db: Database,
  filter: UserFilter,
  limit = LIMIT,
): Promise<{ page: Page<UserRow>; count: Count }> {
  const { q, role, site, show } = filter;
  const set = [show, q, q, role, role, site, site, site];
  const [name, id] = (decodeCursor(filter.cursor, 'ss') ?? ['', '']) as [string, string];
  const rows: Query<UserRow> = {
    sql: `SELECT u.id AS id, u.name AS name, u.email AS email, u.deactivated_at AS deactivatedAt,
            NOT (SELECT p.active FROM people AS p WHERE p.id = u.id) AS hasLeft, ${HAS_PASSWORD}, ${ROLES} ${MATCHING} AND (u.name, u.id) > (?, ?) ORDER BY u.name, u.id LIMIT ?`,
    parameters: [...set, name, id, limit + 1],
  };
  const counted: Query<{ n: number }> = { sql: `SELECT count(*) AS n ${MATCHING}`, parameters: set };
  const [found, counts] = await db.read(rows, counted);
  return {
    page: pageOf(found, limit, (row) => [row.name, row.id]),
    count: { n: counts[0]?.n ?? 0, more: false },
  };
}

export interface User {
  id: string;
  name: string;
  email: string;
  givenName: string;
  familyName: string;
  deactivatedAt: string | null;
  hasLeft: 0 | 1;
  version: number;
  createdAt: string;
  hasPassword: 0 | 1;
}

export interface UserGrant {
  role: Grant['role'];
  level: Grant['level'];
  site: string | null;
  siteCode: string | null;
  siteName: string | null;
}

export interface SessionInfo {
  id: string;
  createdAt: string;
  expiresAt: string;
  address: string | null;
  userAgent: string | null;
}

export interface TokenInfo {
  id: string;
  name: string;
  hint: string;
  createdAt: string;
  lastUsedOn: string | null;
  revokedAt: string | null;
}

const USER = `SELECT u.id AS id, u.name AS name, u.email AS email, p.given_name AS givenName,
    p.family_name AS familyName, u.deactivated_at AS deactivatedAt,
    p.active = 0 AS hasLeft, u.version AS version,
    u.created_at AS createdAt, ${HAS_PASSWORD}
  FROM users AS u JOIN people AS p ON p.id = u.id WHERE u.id = ?`;

const GRANTS = `SELECT g.role AS role, g.level AS level, g.site AS site, l.code AS siteCode, l.name AS siteName
  FROM user_roles AS g LEFT JOIN locations AS l ON l.id = g.site WHERE g.person = ? ORDER BY g.role, l.code`;

const SITES = `SELECT s.rank AS rank, l.id AS id, l.code AS code, l.name AS name
  FROM person_sites AS s JOIN locations AS l ON l.id = s.site WHERE s.person = ? ORDER BY s.rank DESC, l.code`;

const BIN = 'SELECT id, code, name FROM bins WHERE keeper = ? AND retired_at IS NULL';

const SESSIONS = `SELECT id, created_at AS createdAt, expires_at AS expiresAt, ip_address AS address,
    user_agent AS userAgent
  FROM sessions WHERE user_id = ? AND expires_at > ? ORDER BY created_at DESC LIMIT 50`;

const TOKENS = `SELECT id, name, hint, created_at AS createdAt, last_used_on AS lastUsedOn, revoked_at AS revokedAt
  FROM api_tokens WHERE person = ? ORDER BY revoked_at IS NOT NULL, created_at DESC LIMIT 100`;

/** A login with everything that belongs to it. @param now ISO UTC @throws NotFound */
export async function findUser(db: Database, id: string, now: string) {
  const of = <Row>(sql: string, ...more: string[]): Query<Row> => ({ sql, parameters: [id, ...more] });
  const [users, grants, sites, bins, sessions, tokens, links, passkeys, accounts] = await db.read(
    of<User>(USER),
    of<UserGrant>(GRANTS),
    of<{ rank: 'main' | 'backup'; id: string; code: string; name: string }>(SITES),
    of<{ id: string; code: string; name: string }>(BIN),
    of<SessionInfo>(SESSIONS, now),
    of<TokenInfo>(TOKENS),
    openLinks(id, now),
    passkeysOf(id),
    linkedAccounts(id),
  );
  const user = users[0];
  if (!user) throw new NotFound();
  const named = passkeys.map((key) => ({ ...key, name: key.name || makerOf(key.aaguid) }));
  const link = links[0] ?? null;
  return { ...user, grants, sites, bin: bins[0] ?? null, sessions, tokens, link, passkeys: named, accounts };
}

export type UserDetails = Awaited<ReturnType<typeof findUser>>;

/** Sites by their codes, as typed or in capitals. */
export function sitesByCode(codes: readonly string[]): Query<{ id: string; code: string }> {
  return {
    sql: `SELECT id, code FROM locations WHERE kind = 'site' AND retired_at IS NULL
          AND (code IN (SELECT value FROM json_each(?)) OR code IN (SELECT upper(value) FROM json_each(?)))`,
    parameters: [JSON.stringify(codes), JSON.stringify(codes)],
  };
}

/** Vehicles' bins in use, with who keeps each. */
export const VEHICLE_BINS: Query<{ id: string; code: string; name: string; keeper: string | null }> = {
  sql: `SELECT b.id AS id, b.code AS code, b.name AS name, u.name AS keeper
        FROM bins AS b JOIN locations AS l ON l.id = b.location LEFT JOIN users AS u ON u.id = b.keeper
        WHERE l.kind = 'vehicle' AND b.retired_at IS NULL ORDER BY b.code LIMIT 500`,
  parameters: [],
};

export interface StaffRow {
  id: string;
  givenName: string;
  familyName: string;
  email: string | null;
  siteName: string | null;
  active: 0 | 1;
  hasLogin: 0 | 1;
}

const STAFF = `SELECT p.id AS id, p.given_name AS givenName, p.family_name AS familyName, p.email AS email,
    l.name AS siteName, p.active AS active, EXISTS (SELECT 1 FROM users AS u WHERE u.id = p.id) AS hasLogin
  FROM people AS p LEFT JOIN locations AS l ON l.id = p.site`;

/** Staff whose names begin with these words, to give one of them a login. */
export function staffByName(typed: string): Query<StaffRow> {
  const words = typed.match(/[\p{L}\p{N}]+/gu)?.slice(0, 5) ?? [];
  return {
    sql: `${STAFF} WHERE p.n IN (SELECT rowid FROM people_fts WHERE people_fts MATCH ? LIMIT 500)
            AND p.kind = 'staff' AND p.active = 1 ORDER BY p.sort_name LIMIT 20`,
    parameters: [words.map((word) => `"${word}"*`).join(' ') || '""'],
  };
}

/** One person of the staff. */
export function staffById(id: string): Query<StaffRow> {
  return { sql: `${STAFF} WHERE p.id = ? AND p.kind = 'staff'`, parameters: [id] };
}

/** Own credentials of a login, for a check of the present password. */
export function passwordOf(person: string): Query<{ password: string | null; email: string; name: string }> {
  return {
    sql: `SELECT c.password AS password, u.email AS email, u.name AS name FROM users AS u
          LEFT JOIN credentials AS c ON c.user_id = u.id AND c.provider_id = 'credential' WHERE u.id = ?`,
    parameters: [person],
  };
}

export interface GivenRight {
  role: Role;
  level: 1 | 2 | 3 | null;
  site: string;
  /** of a site that a specialist looks after; null: a role */
  rank: string | null;
  byGroup: 0 | 1;
}

/** Roles and sites of a person, each with who gave it. */
export function givenRights(person: string): Query<GivenRight> {
  return {
    sql: `SELECT role, level, site, NULL AS rank, by_group AS byGroup FROM user_roles WHERE person = ?
          UNION ALL SELECT 'specialist', NULL, site, rank, by_group FROM person_sites WHERE person = ?`,
    parameters: [person, person],
  };
}
