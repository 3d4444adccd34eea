import { importPKCS8, SignJWT } from 'jose';
import type { DirectoryConfig } from '../directory-config.ts';
import { retryAfter } from './rules.ts';

/** Try again later. */
export class Busy extends Error {
  /** milliseconds that the server asked for */
  readonly after: number | null;
  constructor(words: string, after: number | null) {
    super(words);
    this.name = 'Busy';
    this.after = after;
  }
}

/** The page's token is no longer known: begin at the first page. */
export class StalePage extends Error {}

/** No use in trying again: somebody has to do something. */
export class Denied extends Error {}

/** This one thing cannot be done, others may. */
export class Declined extends Error {
  readonly status: number;
  constructor(words: string, status: number) {
    super(words);
    this.name = 'Declined';
    this.status = status;
  }
}

const PATIENCE_MS = 60_000;
const TOKEN_SECONDS = 3600;

/** Asks Google in the name of the service account, with one scope. */
export interface Client {
  /** @param path from the host on @throws Busy, Denied no token */
  ask(
    path: string,
    init?: { method?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<{
    ok: boolean;
    status: number;
    told: unknown;
    /** why not */
    words: string;
    reason: string;
    after: number | null;
  }>;
}

/** A client with a token of this scope and no other, kept for its hour. */
export function googleClient(config: DirectoryConfig, scope: string, clock: () => number): Client {
  let held: { token: string; until: number } | null = null;
  let coming: Promise<{ token: string; until: number }> | null = null;
  // Several ask at once: they wait for one token.
  const bearer = async (): Promise<string> => {
    if (held && held.until > clock() + 60_000) return held.token;
    coming ??= newToken(config, scope, clock).finally(() => {
      coming = null;
    });
    held = await coming;
    return held.token;
  };
  return {
    async ask(path, { method = 'GET', body, headers } = {}) {
      const answer = await asked(new URL(`${config.url}${path}`), {
        method,
        headers: {
          Authorization: `Bearer ${await bearer()}`,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const told = await documentOf(answer, method === 'GET');
      // A token may be taken back before its hour is over.
      if (answer.status === 401) held = null;
      const { error } = told as { error?: { message?: unknown; errors?: { reason?: unknown }[] } };
      const reason = String(error?.errors?.[0]?.reason ?? '');
      return {
        ok: answer.ok,
        status: answer.status,
        told,
        words: `Google: ${answer.status} ${reason || String(error?.message ?? '').slice(0, 120)}`.trim(),
        reason,
        after: retryAfter(answer.headers.get('Retry-After'), clock()),
      };
    },
  };
}

const QUOTA = /rateLimitExceeded|userRateLimitExceeded|quotaExceeded|dailyLimitExceeded|backendError/;

/** Whether the same may be asked again later. */
export function isBusy({ status, reason }: { status: number; reason: string }): boolean {
  return status === 429 || status >= 500 || status === 401 || (status === 403 && QUOTA.test(reason));
}

/** @throws Busy, Denied */
async function newToken(config: DirectoryConfig, scope: string, clock: () => number) {
  const seconds = Math.floor(clock() / 1000);
  const key = await importPKCS8(config.privateKey, 'RS256').catch(() => {
    throw new Denied('The private key of the service account cannot be read');
  });
  const assertion = await new SignJWT({ scope })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(config.keyId ? { kid: config.keyId } : {}) })
    .setIssuer(config.email)
    .setSubject(config.admin)
    .setAudience(config.tokenUrl)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + TOKEN_SECONDS)
    .sign(key);
  const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
  const answer = await asked(new URL(config.tokenUrl), { method: 'POST', body });
  const told = (await documentOf(answer)) as {
    access_token?: unknown;
    expires_in?: unknown;
    error?: unknown;
  };
  if (answer.ok && typeof told.access_token === 'string') {
    const lives = typeof told.expires_in === 'number' ? told.expires_in : TOKEN_SECONDS;
    return { token: told.access_token, until: clock() + lives * 1000 };
  }
  if (answer.status === 429 || answer.status >= 500)
    throw new Busy(
      `Google's tokens: ${answer.status}`,
      retryAfter(answer.headers.get('Retry-After'), clock()),
    );
  const word = typeof told.error === 'string' ? told.error.slice(0, 60) : String(answer.status);
  throw new Denied(
    `Google gives no token (${word}): is domain-wide delegation granted to the service account for ${scope}?`,
  );
}

/** @throws Busy nothing answers, or not in time */
async function asked(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    throw new Busy(`${url.host} does not answer`, null);
  }
}

/** @throws Busy the answer broke off */
async function documentOf(answer: Response, needed = true): Promise<unknown> {
  const text = await answer.text().catch(() => {
    throw new Busy('The answer broke off', null);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    if (answer.ok && needed) throw new Busy('The answer is no JSON', null);
    return {};
  }
}
