import { newId } from '../db/id.ts';

/** A fresh idempotency key for a form. */
export function newKey(): string {
  return newId();
}
