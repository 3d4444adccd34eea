import type { Query } from '../db/query.ts';

export interface Mail {
  id: string;
  recipient: string;
  subject: string;
  body: string;
}

/**
 * What waits to be sent, the oldest first. Older than `since` is left: nobody wants last year's mail when mail is
 * set up. What failed is tried again once it has failed before `retryBefore`.
 */
export function mailsToSend(since: string, retryBefore: string): Query<Mail> {
  return {
    sql: `SELECT id, recipient, subject, body FROM outbox INDEXED BY outbox_waiting
          WHERE sent_at IS NULL AND channel = 'mail' AND at >= ? AND (failed_at IS NULL OR failed_at < ?)
          ORDER BY at LIMIT 20`,
    parameters: [since, retryBefore],
  };
}
