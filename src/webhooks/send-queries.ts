import type { Query } from '../db/query.ts';

export interface DueWebhook {
  id: string;
  name: string;
  url: string;
  secret: string;
  formerSecret: string | null;
  formerUntil: string | null;
  failures: number;
  failingSince: string | null;
  createdBy: string | null;
}

/** Webhooks for which something is due, and to which nobody sends at the moment. */
export function dueWebhooks(now: string): Query<DueWebhook> {
  return {
    sql: `SELECT w.id AS id, w.name AS name, w.url AS url, w.secret AS secret, w.former_secret AS formerSecret,
            w.former_until AS formerUntil, w.failures AS failures, w.failing_since AS failingSince,
            w.created_by AS createdBy
          FROM webhooks AS w
          WHERE w.stopped_at IS NULL AND w.retired_at IS NULL AND (w.retry_at IS NULL OR w.retry_at <= ?)
            AND (w.busy_until IS NULL OR w.busy_until <= ?)
            AND EXISTS (SELECT 1 FROM webhook_deliveries AS d
                        WHERE d.webhook = w.id AND d.state = 'waiting' AND d.next_at <= ?)
          ORDER BY w.n LIMIT 50`,
    parameters: [now, now, now],
  };
}

/** A message with what its body is made of. */
export interface DueMessage {
  n: number;
  message: string;
  event: string;
  thing: string;
  seq: number | null;
  at: string;
  attempts: number;
  firstAt: string | null;
  body: string | null;
  /** the line of history; null for a test and for a shortfall */
  kind: string | null;
  verb: string | null;
  recordedAt: string | null;
  doneAt: string | null;
  person: string | null;
  data: string | null;
  /** what people call the thing: a tag, a number, a code */
  code: string | null;
  device: string | null;
  tag: string | null;
  serial: string | null;
  site: string | null;
  siteCode: string | null;
}

/**
 * What is due for a webhook, in the order in which it happened. What follows an undelivered message about the same
 * thing waits for it.
 */
export function dueMessages(webhook: string, now: string, limit: number): Query<DueMessage> {
  return {
    sql: `SELECT m.n AS n, m.message AS message, m.event AS event, m.thing AS thing, m.seq AS seq, m.at AS at,
            m.attempts AS attempts, m.first_at AS firstAt, m.body AS body,
            r.kind AS kind, r.verb AS verb, r.at AS recordedAt, r.done_at AS doneAt, r.person AS person,
            r.data AS data, v.id AS device, v.tag AS tag, v.serial AS serial, l.id AS site, l.code AS siteCode,
            CASE r.kind WHEN 'device' THEN v.tag
              WHEN 'repair' THEN (SELECT printf('R-%06d', x.number) FROM repairs AS x WHERE x.id = m.thing)
              WHEN 'order' THEN (SELECT x.number FROM orders AS x WHERE x.id = m.thing)
              WHEN 'location' THEN (SELECT x.code FROM locations AS x WHERE x.id = m.thing)
              WHEN 'bin' THEN (SELECT x.code FROM bins AS x WHERE x.id = m.thing) END AS code
          FROM (SELECT * FROM webhook_deliveries AS o WHERE o.webhook = ? AND o.state = 'waiting' AND o.next_at <= ?
                  AND NOT EXISTS (SELECT 1 FROM webhook_deliveries AS e WHERE e.webhook = o.webhook
                    AND e.thing = o.thing AND e.state = 'waiting' AND e.n < o.n AND e.next_at > ?)
                ORDER BY o.n LIMIT ?) AS m
          LEFT JOIN records AS r ON r.thing = m.thing AND r.seq = m.seq
          LEFT JOIN devices AS v ON v.id = r.device
          LEFT JOIN locations AS l ON l.id = r.site
          ORDER BY m.n`,
    parameters: [webhook, now, now, limit],
  };
}

export interface ShortfallRow {
  id: string;
  quantity: number;
  at: string;
  part: string;
  sku: string;
  bin: string;
  binCode: string;
  repair: string;
  number: string;
}

export function shortfallOf(id: string): Query<ShortfallRow> {
  return {
    sql: `SELECT s.id AS id, s.quantity AS quantity, s.at AS at, s.part AS part, p.sku AS sku, s.bin AS bin,
            b.code AS binCode, s.repair AS repair, printf('R-%06d', r.number) AS number
          FROM shortfalls AS s JOIN parts AS p ON p.id = s.part JOIN bins AS b ON b.id = s.bin
          JOIN repairs AS r ON r.id = s.repair WHERE s.id = ?`,
    parameters: [id],
  };
}
