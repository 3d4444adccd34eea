import { createHash } from 'node:crypto';
import { Invalid } from '../errors.ts';
import type { AppContext } from '../web/env.ts';

/** An answer as it is known again: its own version where it has one, and what it says. */
function etagOf(answer: unknown, text: string): string {
  const version = (answer as { version?: unknown } | null)?.version;
  const digest = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  return typeof version === 'number' ? `"v${version}-${digest}"` : `"${digest}"`;
}

/** A GET's answer with its ETag; 304 without a body where the asker has it already (If-None-Match). */
export function answerTagged(c: AppContext, answer: unknown): Response {
  const text = JSON.stringify(answer);
  const etag = etagOf(answer, text);
  const headers = { ETag: etag, 'Cache-Control': 'private, no-cache' };
  if (names(c.req.header('If-None-Match')).some((one) => one === '*' || one.replace(/^W\//, '') === etag))
    return c.body(null, 304, headers);
  return c.body(text, 200, { ...headers, 'Content-Type': 'application/json' });
}

/**
 * The version that an update states by If-Match, as the ETag of the thing has it; null where it states none.
 * @throws Invalid it cannot be held: no ETag with a version, or another version than in the body
 */
export function versionAsked(c: AppContext, takesVersion: () => boolean, input: unknown): number | null {
  const asked = names(c.req.header('If-Match'));
  if (asked.length === 0 || asked.includes('*')) return null;
  const version = /^"v(\d{1,10})-/.exec(asked[0] ?? '')?.[1];
  if (asked.length > 1 || version === undefined || !takesVersion())
    throw new Invalid({ 'If-Match': 'One ETag of a thing that has a version' });
  const typed = (input as { version?: unknown } | null)?.version;
  if (typed !== undefined && Number(typed) !== Number(version))
    throw new Invalid({ 'If-Match': 'Another version than in the body' });
  return Number(version);
}

function names(header: string | undefined): string[] {
  return (header ?? '').split(',').flatMap((name) => name.trim() || []);
}
