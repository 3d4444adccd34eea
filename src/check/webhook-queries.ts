import type { Rule } from './rules.ts';

export const WEBHOOK_RULES: readonly Rule[] = [
  {
    name: 'a webhook is told what it asks for while it runs, and nothing else',
    sql: `SELECT s.webhook AS what FROM webhook_subscriptions AS s JOIN webhooks AS w ON w.id = s.webhook
            WHERE w.stopped_at IS NOT NULL OR s.event NOT IN (SELECT value FROM json_each(w.events))
          UNION SELECT w.id FROM webhooks AS w, json_each(w.events) AS e
            WHERE w.stopped_at IS NULL AND NOT EXISTS (
              SELECT 1 FROM webhook_subscriptions AS s WHERE s.webhook = w.id AND s.event = e.value)`,
  },
  {
    name: 'a message to a webhook tells of a line of history',
    sql: `SELECT d.message AS what FROM webhook_deliveries AS d WHERE d.seq IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM records AS r WHERE r.thing = d.thing AND r.seq = d.seq)`,
  },
  {
    name: 'a message to a webhook that has ended has an answer or was given up',
    sql: `SELECT message AS what FROM webhook_deliveries
          WHERE (state = 'sent' AND (status IS NULL OR status NOT BETWEEN 200 AND 299))
            OR (state <> 'waiting') <> (ended_at IS NOT NULL)`,
  },
];
