import { createHash, createHmac, randomBytes } from 'node:crypto';

/** A token that nobody can guess: 32 random bytes, base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** How tokens are kept: the database alone opens nothing. */
export function secretHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/**
 * The token of a one-time link, from its id: an admin can be shown the link again while it is open, and
 * neither the database nor a backup holds it.
 */
export function linkToken(secret: string, id: string): string {
  return createHmac('sha256', secret).update(`one-time link ${id}`).digest('base64url');
}
