import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/**
 * The secret that a webhook's messages are signed with, as Standard Webhooks writes it. It is made of the program's
 * own SECRET, so that neither the database nor a backup holds it.
 * @param id what the webhook keeps for it
 */
export function signingSecret(secret: string, id: string): string {
  return PREFIX + createHmac('sha256', secret).update(`webhook ${id}`).digest('base64');
}

/**
 * The value of webhook-signature (Standard Webhooks 1.0): HMAC-SHA256 over "id.timestamp.body" with each secret.
 * @param seconds Unix time of this attempt: receivers refuse what is more than five minutes off
 */
export function signatures(
  secrets: readonly string[],
  message: { id: string; seconds: number; body: string },
): string {
  const signed = `${message.id}.${message.seconds}.${message.body}`;
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
      return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
    })
    .join(' ');
}
