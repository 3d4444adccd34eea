import { importPKCS8, SignJWT } from 'jose';
import type { DirectoryConfig } from '../directory-config.ts';
import { retryAfter } from './rules.ts';

/** A page of devices, as the API gives them. */
export interface DevicePage {
  devices: unknown[];
  /** '' after the last one */
  next: string;
}

/** Where devices are read from, page by page. */
export interface DirectorySource {
  readonly name: 'google';
  /** @throws Busy, StalePage, Denied */
  page(token: string): Promise<DevicePage>;
}

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

const SCOPE = 'https://www.googleapis.com/auth/admin.directory.device.chromeos.readonly';
const PAGE = 200;
const PATIENCE_MS = 60_000;
const TOKEN_SECONDS = 3600;

/** Google's Admin SDK Directory API, by a service account with domain-wide delegation, read only. */
export function googleDirectory(config: DirectoryConfig, clock: () => number = Date.now): DirectorySource {
  let held: { token: string; until: number } | null = null;
  const bearer = async (): Promise<string> => {
    if (held && held.until > clock() + 60_000) return held.token;
    held = await newToken(config, clock);
    return held.token;
  };
  return {
    name: 'google',
    async page(token) {
      const url = new URL(`${config.url}/admin/directory/v1/customer/${config.customer}/devices/chromeos`);
      url.searchParams.set('maxResults', String(PAGE));
      url.searchParams.set('projection', 'FULL');
      // In an order that does not move while it is read.
      url.searchParams.set('orderBy', 'serialNumber');
      if (token) url.searchParams.set('pageToken', token);
      const answer = await asked(url, { headers: { Authorization: `Bearer ${await bearer()}` } });
      const told = await documentOf(answer);
      if (answer.ok) {
        const { chromeosdevices = [], nextPageToken = '' } = told as {
          chromeosdevices?: unknown[];
          nextPageToken?: string;
        };
        return { devices: Array.isArray(chromeosdevices) ? chromeosdevices : [], next: nextPageToken };
      }
      // A token may be taken back before its hour is over.
      if (answer.status === 401) held = null;
      throw faultOf(answer, told, token !== '', clock());
    },
  };
}

/** @throws Busy, Denied */
async function newToken(config: DirectoryConfig, clock: () => number) {
  const seconds = Math.floor(clock() / 1000);
  const key = await importPKCS8(config.privateKey, 'RS256').catch(() => {
    throw new Denied('The private key of the service account cannot be read');
  });
  const assertion = await new SignJWT({ scope: SCOPE })
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
    `Google gives no token (${word}): is domain-wide delegation granted to the service account for ${SCOPE}?`,
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
async function documentOf(answer: Response): Promise<unknown> {
  const text = await answer.text().catch(() => {
    throw new Busy('The answer broke off', null);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    if (answer.ok) throw new Busy('The answer is no JSON', null);
    return {};
  }
}

const QUOTA = /rateLimitExceeded|userRateLimitExceeded|quotaExceeded|dailyLimitExceeded|backendError/;

function faultOf(answer: Response, told: unknown, later: boolean, now: number): Error {
  const { error } = told as { error?: { message?: unknown; errors?: { reason?: unknown }[] } };
  const reason = String(error?.errors?.[0]?.reason ?? '');
  const words = `Google: ${answer.status} ${reason || String(error?.message ?? '').slice(0, 120)}`.trim();
  const after = retryAfter(answer.headers.get('Retry-After'), now);
  if (answer.status === 429 || answer.status >= 500 || answer.status === 401) return new Busy(words, after);
  if (answer.status === 403 && QUOTA.test(reason)) return new Busy(words, after);
  if ((answer.status === 400 || answer.status === 410) && later) return new StalePage(words);
  return new Denied(words);
}
