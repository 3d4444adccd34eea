import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Proves that a phone was once signed in as a person: with it, what they had done there can be laid before a
 * manager after their login was ended. It opens nothing else.
 */
export function passFor({ secret }: { secret: string }, phone: string, person: string): string {
  return createHmac('sha256', secret).update(`phone\n${phone}\n${person}`).digest('base64url');
}

export function passFits(config: { secret: string }, phone: string, person: string, pass: string): boolean {
  const own = Buffer.from(passFor(config, phone, person));
  const given = Buffer.from(pass);
  return own.length === given.length && timingSafeEqual(own, given);
}
