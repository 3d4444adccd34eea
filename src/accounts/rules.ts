import type { Grant, Role } from '../context.ts';

export interface ThrottleLimits {
  /** wrong guesses at one account before waits begin */
  account: number;
  /** wrong guesses from one address before waits begin: a school shares one */
  address: number;
  /** the longest wait, in minutes */
  longest: number;
}

export const THROTTLE: ThrottleLimits = { account: 5, address: 50, longest: 15 };

const FIRST_WAIT_MS = 30_000;
export const FORGOTTEN_AFTER_MS = 86_400_000;

/** The district's own limits, where it has set them. @param json of the setting `sign-in.throttle` */
export function throttleLimits(json: string | undefined): ThrottleLimits {
  const limits = { ...THROTTLE };
  if (!json) return limits;
  try {
    const set = JSON.parse(json) as Partial<Record<keyof ThrottleLimits, unknown>>;
    for (const key of ['account', 'address', 'longest'] as const) {
      const value = set[key];
      if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1000)
        limits[key] = value;
    }
  } catch {
    return limits;
  }
  return limits;
}

export interface Failures {
  failures: number;
  lastAt: string;
}

/** Guesses of yesterday do not count today. */
export function countedFailures(row: Failures | undefined, now: string): number {
  if (!row || Date.parse(now) - Date.parse(row.lastAt) > FORGOTTEN_AFTER_MS) return 0;
  return row.failures;
}

/**
 * Until when nobody may guess (ISO UTC), or null: 30 seconds after the last free guess, twice as long
 * after each further one, up to the longest wait.
 */
export function waitUntil(
  row: Failures | undefined,
  free: number,
  longestMinutes: number,
  now: string,
): string | null {
  const beyond = countedFailures(row, now) - free;
  if (!row || beyond < 0) return null;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(beyond, 20), longestMinutes * 60_000);
  const until = new Date(Date.parse(row.lastAt) + wait).toISOString();
  return until > now ? until : null;
}

/** A path of our own, to go on to after signing in; everything else is the start page. */
export function ownPath(next: string | undefined): string {
  if (!next || next.length > 2000 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes('\\'))
    return '/';
  const url = new URL(next, 'http://here.invalid');
  return url.host === 'here.invalid' ? url.pathname + url.search : '/';
}

/** What is wrong with a new password, or null. Length is what counts; the rest keeps out the first guesses. */
export function passwordProblem(password: string, about: readonly string[]): string | null {
  if (password.length < 10) return 'At least 10 characters: three or four words are good';
  const plain = password.toLowerCase();
  if (new Set(plain).size < 5) return 'Too few different characters';
  if (GUESSED_FIRST.test(plain)) return 'This is among the first that are guessed';
  const own = about.filter((word) => word.length >= 4).some((word) => plain.includes(word.toLowerCase()));
  return own ? 'Not your own name or e-mail address' : null;
}

const GUESSED_FIRST =
  /^(password|passwort|chromebook|spudger|welcome|letmein|qwerty|qwertz|iloveyou|abc123|admin|123456|school)[\d!?.]*$|^(\d)\2+$|^0?1234567890?$/;

/** Whether the grants let somebody manage users. */
export function isAdmin(grants: readonly Pick<Grant, 'role'>[]): boolean {
  return grants.some((grant) => grant.role === 'admin');
}

export const ROLES = [
  'intern',
  'specialist',
  'manager',
  'contact',
  'auditor',
  'admin',
] as const satisfies readonly Role[];
