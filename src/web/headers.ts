import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './env.ts';

const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()',
};

/** The decoder's wasm is compiled in this worker, so its own answer alone may allow that. */
export const SCAN_WORKER_POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/** Headers that every answer carries, errors included. */
export function securityHeaders(https: boolean): MiddlewareHandler<AppEnv> {
  const entries = Object.entries(SECURITY_HEADERS);
  if (https) entries.push(['Strict-Transport-Security', 'max-age=31536000; includeSubDomains']);
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    // Only a few answers have headers of their own: a photo's, a script's.
    const own = headers.has('Content-Security-Policy');
    for (const [name, value] of entries) if (!own || !headers.has(name)) headers.set(name, value);
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store');
  };
}
