import { type Change, must } from '../db/commit.ts';
import { q } from '../db/query.ts';
import { linesOf } from './event-rules.ts';
import type { NewWebhook } from './forms.ts';

export function insertWebhook(
  x: NewWebhook & { id: string; secret: string; by: string | null },
  now: string,
): Change {
  return q.insertInto('webhooks').values({
    id: x.id,
    name: x.name,
    url: x.url,
    events: JSON.stringify(x.events),
    secret: x.secret,
    created_at: now,
    created_by: x.by,
  });
}

interface Columns {
  name?: string;
  url?: string;
  events?: string;
  secret?: string;
  former_secret?: string | null;
  former_until?: string | null;
  stopped_at?: string | null;
  stopped_why?: string | null;
  failures?: number;
  failing_since?: string | null;
  retry_at?: string | null;
  busy_until?: string | null;
  retired_at?: string | null;
}

/** What a person changes of it. */
export function updateWebhook(id: string, columns: Columns): Change {
  return q
    .updateTable('webhooks')
    .set(columns)
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

/** How it goes: no person changed it, so its version stays. */
export function noteWebhook(id: string, columns: Columns): Change {
  return q.updateTable('webhooks').set(columns).where('id', '=', id);
}

/**
 * What it is told from now on. What it was told before stays as it was asked for.
 * @param since an id made now: no older shortfall is told
 */
export function subscribe(webhook: string, events: readonly string[], since: string): Change {
  return [
    {
      sql: 'DELETE FROM webhook_subscriptions WHERE webhook = ? AND event NOT IN (SELECT value FROM json_each(?))',
      parameters: [webhook, JSON.stringify(events)],
    },
    {
      sql: `INSERT INTO webhook_subscriptions (kind, verb, webhook, event, since)
            SELECT value ->> 'kind', value ->> 'verb', ?, value ->> 'event', ? FROM json_each(?)
            WHERE true ON CONFLICT (kind, verb, webhook) DO NOTHING`,
      parameters: [webhook, since, JSON.stringify(linesOf(events))],
    },
  ];
}

export function unsubscribe(webhook: string): Change {
  return q.deleteFrom('webhook_subscriptions').where('webhook', '=', webhook);
}

/** A message that no commit of a domain asked for. */
export function insertTest(webhook: string, message: string, event: string, now: string): Change {
  return q
    .insertInto('webhook_deliveries')
    .values({ webhook, message, event, thing: message, at: now, next_at: now });
}

/** One that ended is sent once more, with the same id and body. */
export function sendOnceMore(n: number, now: string): Change {
  return q
    .updateTable('webhook_deliveries')
    .set({ state: 'waiting', next_at: now, first_at: null, ended_at: null })
    .where('n', '=', n);
}

/** What waits for a webhook that is no more. */
export function dropWaiting(webhook: string, now: string): Change {
  return q
    .updateTable('webhook_deliveries')
    .set({ state: 'failed', ended_at: now })
    .where('webhook', '=', webhook)
    .where('state', '=', 'waiting');
}

/** Everything that waits is due at once. */
export function hurry(webhook: string, now: string): Change {
  return q
    .updateTable('webhook_deliveries')
    .set({ next_at: now })
    .where('webhook', '=', webhook)
    .where('state', '=', 'waiting')
    .where('next_at', '>', now);
}

/** Only one sends to a webhook at a time, so that its messages keep their order. */
export function takeUp(webhook: string, now: string, until: string): Change {
  return [
    must('nobody else sends to this webhook', {
      sql: `SELECT 1 FROM webhooks WHERE id = ? AND stopped_at IS NULL AND retired_at IS NULL
              AND (busy_until IS NULL OR busy_until <= ?)`,
      parameters: [webhook, now],
    }),
    noteWebhook(webhook, { busy_until: until }),
  ];
}

export interface Tried {
  delivery: number;
  nr: number;
  at: string;
  milliseconds: number;
  status: number | null;
  failure: string;
  answer: string;
}

/** An attempt, and what it makes of the message. */
export function noteAttempt(
  tried: Tried,
  message: {
    body: string;
    first_at: string;
    state: 'waiting' | 'sent' | 'failed';
    next_at: string;
    ended_at: string | null;
  },
): Change {
  return [
    q.insertInto('webhook_attempts').values(tried),
    q
      .updateTable('webhook_deliveries')
      .set({ ...message, attempts: tried.nr, status: tried.status })
      .where('n', '=', tried.delivery),
  ];
}

const AT_MOST = 5_000;

/** The log of what ended before. */
export function forgetDeliveries(before: string): Change {
  const old = 'SELECT n FROM webhook_deliveries WHERE ended_at < ? ORDER BY ended_at LIMIT ?';
  return [
    {
      sql: `DELETE FROM webhook_attempts WHERE delivery IN (${old})`,
      parameters: [before, AT_MOST],
    },
    { sql: `DELETE FROM webhook_deliveries WHERE n IN (${old})`, parameters: [before, AT_MOST] },
  ];
}
