import { OPEN_LOGIN } from '../accounts/open-rules.ts';
import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';
import type { DeliveryState, EventName } from './forms.ts';

export interface WebhookRow {
  id: string;
  name: string;
  url: string;
  /** JSON list of names */
  events: string;
  secret: string;
  formerSecret: string | null;
  formerUntil: string | null;
  stoppedAt: string | null;
  stoppedWhy: 'asked' | 'failing' | 'gone' | null;
  failures: number;
  failingSince: string | null;
  retryAt: string | null;
  retiredAt: string | null;
  version: number;
  createdAt: string;
  createdBy: string | null;
  waiting: number;
}

/** More than so many that wait are not counted. */
export const MOST_COUNTED = 1_000;

const WEBHOOK = `SELECT w.id AS id, w.name AS name, w.url AS url, w.events AS events, w.secret AS secret,
    w.former_secret AS formerSecret, w.former_until AS formerUntil, w.stopped_at AS stoppedAt,
    w.stopped_why AS stoppedWhy, w.failures AS failures, w.failing_since AS failingSince, w.retry_at AS retryAt,
    w.retired_at AS retiredAt, w.version AS version, w.created_at AS createdAt, w.created_by AS createdBy,
    (SELECT count(*) FROM (SELECT 1 FROM webhook_deliveries AS d WHERE d.webhook = w.id AND d.state = 'waiting'
      LIMIT ${MOST_COUNTED})) AS waiting
  FROM webhooks AS w`;

/** Those in use by name, then retired ones. */
export const ALL_WEBHOOKS: Query<WebhookRow> = {
  sql: `${WEBHOOK} ORDER BY w.retired_at IS NOT NULL, w.name COLLATE NOCASE, w.n LIMIT 500`,
  parameters: [],
};

/** @throws NotFound */
export async function findWebhook(db: Database, id: string): Promise<WebhookRow> {
  const row = await db.first<WebhookRow>({ sql: `${WEBHOOK} WHERE w.id = ?`, parameters: [id] });
  if (!row) throw new NotFound('There is no such webhook');
  return row;
}

export function eventsOf(row: Pick<WebhookRow, 'events'>): EventName[] {
  return JSON.parse(row.events) as EventName[];
}

export interface DeliveryRow {
  n: number;
  message: string;
  event: string;
  thing: string;
  state: DeliveryState;
  at: string;
  attempts: number;
  nextAt: string;
  endedAt: string | null;
  /** of the last answer */
  status: number | null;
}

const DELIVERY = `SELECT d.n AS n, d.message AS message, d.event AS event, d.thing AS thing, d.state AS state,
    d.at AS at, d.attempts AS attempts, d.next_at AS nextAt, d.ended_at AS endedAt, d.status AS status
  FROM webhook_deliveries AS d`;

/** The log of a webhook, what was told last on top. */
export async function listDeliveries(
  db: Database,
  webhook: string,
  filter: { state: DeliveryState | null; cursor: string },
  limit: number,
): Promise<Page<DeliveryRow>> {
  const [before] = (decodeCursor(filter.cursor, 'n') ?? [Number.MAX_SAFE_INTEGER]) as number[];
  const rows = await db.all<DeliveryRow>({
    sql: `${DELIVERY} WHERE d.webhook = ? AND d.n < ?${filter.state ? ' AND d.state = ?' : ''}
          ORDER BY d.n DESC LIMIT ?`,
    parameters: [webhook, before ?? 0, ...(filter.state ? [filter.state] : []), limit + 1],
  });
  return pageOf(rows, limit, ({ n }) => [n]);
}

export interface Attempt {
  nr: number;
  at: string;
  milliseconds: number;
  status: number | null;
  failure: string;
  answer: string;
}

export interface Delivery extends DeliveryRow {
  body: string | null;
  tries: Attempt[];
}

/** @throws NotFound */
export async function findDelivery(db: Database, webhook: string, message: string): Promise<Delivery> {
  const row = await db.first<DeliveryRow & { body: string | null }>({
    sql: `${DELIVERY.replace(' FROM', ', d.body AS body FROM')} WHERE d.webhook = ? AND d.message = ?`,
    parameters: [webhook, message],
  });
  if (!row) throw new NotFound('There is no such message');
  return { ...row, tries: await db.all(attemptsOf(row.n)) };
}

function attemptsOf(delivery: number): Query<Attempt> {
  return {
    sql: `SELECT nr, at, milliseconds, status, failure, answer FROM webhook_attempts
          WHERE delivery = ? ORDER BY nr DESC LIMIT 100`,
    parameters: [delivery],
  };
}

/** Who made a webhook, where mail reaches them still. */
export function makerMail(person: string): Query<{ email: string }> {
  return {
    sql: `SELECT u.email AS email FROM users AS u WHERE u.id = ? AND ${OPEN_LOGIN}`,
    parameters: [person],
  };
}
