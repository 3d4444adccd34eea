import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { sessionCookieName, tokenOfHeader } from '../accounts/cookie.ts';
import {
  grantsOf,
  noSession,
  type SessionRow,
  sessionByCookie,
  sessionByToken,
} from '../accounts/session-queries.ts';
import { noteTokenUse } from '../accounts/tokens.ts';
import type { Actor, Ctx, District, Submission } from '../context.ts';
import { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { type Body, EMPTY_BODY, readBody } from './body.ts';
import { dayIn } from './day.ts';
import type { AppContext, AppEnv, Replay, Services } from './env.ts';

const NOBODY: Actor = { person: null, name: '', grants: [], source: 'page' };

/** Who asks, what was sent and whether it was saved before: one trip to the database. */
export function openRequest(services: Services): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const body = c.req.method === 'GET' || c.req.method === 'HEAD' ? EMPTY_BODY : await readBody(c.req);
    const milliseconds = services.clock();
    const now = new Date(milliseconds).toISOString();
    const db = new Database(services.engine);
    const key = submissionKey(c, body);
    const bearer = bearerToken(c);
    const asks = whoAsks(c, services, now, bearer);
    const [sessions, settings, kept] = key
      ? await db.read(asks, SETTINGS, keptSubmission(key))
      : [...(await db.read(asks, SETTINGS)), []];
    const row = sessions[0];
    const actor: Actor = row
      ? { person: row.person, name: row.name, grants: grantsOf(row), source: bearer ? 'api' : 'page' }
      : NOBODY;
    const district = districtOf(services, settings);
    const submission = key
      ? { key, route: c.req.path, bodyHash: body.hash, fromPhone: body.fields.from_phone === '1' }
      : null;
    const ctx: Ctx = { db, actor, now, today: dayIn(district.zone, milliseconds), district, submission };
    c.set('services', services);
    c.set('ctx', ctx);
    c.set('body', body);
    c.set('signedIn', row ? { session: row.session, email: row.email } : null);
    c.set('replay', row ? replayOf(kept[0], submission, actor) : null);
    if (row?.token && row.lastUsedOn !== ctx.today) await noteTokenUse(ctx, row.token);
    await next();
  };
}

export function bearerToken(c: AppContext): string | null {
  const header = c.req.header('Authorization');
  return header?.startsWith('Bearer ') ? header.slice(7).trim() : null;
}

/** How an API token is kept. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function whoAsks(c: AppContext, services: Services, now: string, bearer: string | null): Query<SessionRow> {
  // A bearer request never reads cookies: it is exempt from the origin check.
  if (bearer !== null) return sessionByToken(tokenHash(bearer));
  const { baseUrl, secret } = services.config;
  const token = tokenOfHeader(c.req.header('Cookie'), sessionCookieName(baseUrl), secret);
  return token ? sessionByCookie(token, now) : noSession();
}

const SETTINGS: Query<{ name: string; value: string }> = {
  sql: 'SELECT name, value FROM settings',
  parameters: [],
};

export function districtOf(
  services: Pick<Services, 'config'>,
  rows: readonly { name: string; value: string }[],
): District {
  const settings: Record<string, string> = {};
  for (const row of rows) settings[row.name] = row.value;
  return {
    name: settings['district.name'] ?? 'Spudger',
    zone: services.config.timeZone,
    currency: settings['district.currency'] ?? 'USD',
    settings,
  };
}

export interface KeptSubmission {
  key: string;
  person: string;
  route: string;
  body_hash: string;
  result: string;
}

function keptSubmission(key: string): Query<KeptSubmission> {
  return {
    sql: 'SELECT key, person, route, body_hash, result FROM idempotency_keys WHERE key = ?',
    parameters: [key],
  };
}

/** What was saved before under any of these keys. */
export function keptSubmissions(keys: readonly string[]): Query<KeptSubmission> {
  return {
    sql: `SELECT key, person, route, body_hash, result FROM idempotency_keys
          WHERE key IN (SELECT value FROM json_each(?))`,
    parameters: [JSON.stringify(keys)],
  };
}

const KEY = /^[A-Za-z0-9_-]{8,80}$/;

function submissionKey(c: AppContext, body: Body): string | null {
  const key = c.req.header('Idempotency-Key') ?? body.fields.idempotency_key;
  return typeof key === 'string' && KEY.test(key) ? key : null;
}

/** @throws NotFound the key is another person's */
export function replayOf(
  kept: KeptSubmission | undefined,
  submission: Submission | null,
  actor: Actor,
): Replay | null {
  if (!kept || !submission) return null;
  if (kept.person !== actor.person) throw new NotFound();
  const same = kept.route === submission.route && kept.body_hash === submission.bodyHash;
  return { same, result: JSON.parse(kept.result) };
}
