import { createHmac, timingSafeEqual } from 'node:crypto';

/** The name that the sign-in library gives its session cookie; over HTTPS it is pinned to the host. */
export function sessionCookieName(baseUrl: string): string {
  return baseUrl.startsWith('https:') ? '__Secure-spudger.session_token' : 'spudger.session_token';
}

/** Cookie headers whose signature was found right, with their tokens: a phone sends the same one all day. */
const right = new Map<string, { name: string; secret: string; token: string }>();
const MOST_KEPT = 5_000;
const LONGEST_KEPT = 1_000;

/**
 * The token in a request's Cookie header, or null where there is none with our signature. Whether its session
 * still holds is for the database to say, each time.
 */
export function tokenOfHeader(header: string | undefined, name: string, secret: string): string | null {
  if (!header) return null;
  const kept = right.get(header);
  if (kept && kept.name === name && kept.secret === secret) return kept.token;
  const token = tokenOfCookie(valueIn(header, name), secret);
  if (token === null || header.length > LONGEST_KEPT) return token;
  if (right.size >= MOST_KEPT) right.clear();
  right.set(header, { name, secret, token });
  return token;
}

/** The first value of that name; browsers send the one with the longest path first. */
function valueIn(header: string, name: string): string | undefined {
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}

/** The token of a signed cookie value ("token.signature"), or null where the signature is not ours. */
export function tokenOfCookie(value: string | undefined, secret: string): string | null {
  if (!value) return null;
  let plain: string;
  try {
    plain = decodeURIComponent(value);
  } catch {
    return null;
  }
  const dot = plain.lastIndexOf('.');
  if (dot < 1) return null;
  const token = plain.slice(0, dot);
  const given = Buffer.from(plain.slice(dot + 1), 'base64');
  const ours = createHmac('sha256', secret).update(token).digest();
  return given.length === ours.length && timingSafeEqual(given, ours) ? token : null;
}

/** The cookie value for a session token, as `tokenOfCookie` reads it. */
export function signedCookie(token: string, secret: string): string {
  return encodeURIComponent(`${token}.${createHmac('sha256', secret).update(token).digest('base64')}`);
}

/** The Set-Cookie line of a session that we opened ourselves. */
export function sessionCookie(
  token: string,
  { baseUrl, secret, sessionDays }: { baseUrl: string; secret: string; sessionDays: number },
): string {
  const secure = baseUrl.startsWith('https:') ? '; Secure' : '';
  const line = `${sessionCookieName(baseUrl)}=${signedCookie(token, secret)}; Max-Age=${sessionDays * 86_400}`;
  return `${line}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

/** The Set-Cookie line that takes the session's cookie away. */
export function signedOutCookie(baseUrl: string): string {
  const secure = baseUrl.startsWith('https:') ? '; Secure' : '';
  return `${sessionCookieName(baseUrl)}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${secure}`;
}
