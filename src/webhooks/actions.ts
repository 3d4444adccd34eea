import type { Ctx } from '../context.ts';
import { type Change, commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { refuseStale, sameVersion } from '../db/version.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { hostOf, type Reach, urlProblem } from '../net-address.ts';
import {
  dropWaiting,
  hurry,
  insertTest,
  insertWebhook,
  sendOnceMore,
  subscribe,
  unsubscribe,
  updateWebhook,
} from './changes.ts';
import { testMessage } from './deliver.ts';
import { TEST_EVENT } from './event-rules.ts';
import type { NewWebhook, Rotate, Versioned, WebhookEdit } from './forms.ts';
import { eventsOf, findDelivery, findWebhook } from './queries.ts';
import { ROTATION_HOURS } from './retry-rules.ts';

export interface Made {
  id: string;
  /** what its secret is made of: see `signingSecret` */
  secret: string;
}

/** @throws Invalid the address may not be reached */
export async function createWebhook(ctx: Ctx, form: NewWebhook, reach: Reach): Promise<Made> {
  refuseAddress(form.url, reach);
  const id = newId();
  const secret = newId();
  await commit(
    ctx,
    { id },
    insertWebhook({ ...form, id, secret, by: ctx.actor.person }, ctx.now),
    subscribe(id, form.events, newId()),
    record({ thing: id, kind: 'webhook', verb: 'created', data: factsOf(form), first: true }),
  );
  return { id, secret };
}

/** @throws NotFound, Invalid, Conflict somebody was quicker */
export async function editWebhook(
  ctx: Ctx,
  id: string,
  form: WebhookEdit,
  reach: Reach,
): Promise<{ id: string }> {
  const before = await findWebhook(ctx.db, id);
  refuseAddress(form.url, reach);
  const now = { name: form.name, url: form.url, events: [...form.events].sort().join(', ') };
  const was = { name: before.name, url: before.url, events: eventsOf(before).sort().join(', ') };
  refuseStale(form.version, { ...was, version: before.version }, now, LABELS);
  return commit(
    ctx,
    { id },
    sameVersion('webhooks', id, form.version),
    updateWebhook(id, { name: form.name, url: form.url, events: JSON.stringify(form.events) }),
    before.stoppedAt || before.retiredAt ? null : subscribe(id, form.events, newId()),
    record({ thing: id, kind: 'webhook', verb: 'edited', data: factsOf(form) }),
  );
}

/** A new secret; the former one signs as well for a while, so that the receiver can change over. */
export async function rotateSecret(ctx: Ctx, id: string, form: Rotate): Promise<Made> {
  const before = await findWebhook(ctx.db, id);
  const secret = newId();
  const hours = form.hours ?? ROTATION_HOURS;
  await commit(
    ctx,
    { id },
    sameVersion('webhooks', id, form.version),
    updateWebhook(id, {
      secret,
      former_secret: before.secret,
      former_until: new Date(Date.parse(ctx.now) + hours * 3_600_000).toISOString(),
    }),
    record({ thing: id, kind: 'webhook', verb: 'secret replaced', data: { hours } }),
  );
  return { id, secret };
}

/** Nothing is told to it, and nothing kept for it, until it is started again. */
export function stopWebhook(ctx: Ctx, id: string, { version }: Versioned): Promise<{ id: string }> {
  return turn(ctx, id, version, 'stopped', [
    updateWebhook(id, { stopped_at: ctx.now, stopped_why: 'asked' }),
    unsubscribe(id),
  ]);
}

/** It is told again what happens from now on; what waited for it is sent. */
export async function startWebhook(ctx: Ctx, id: string, { version }: Versioned): Promise<{ id: string }> {
  const before = await findWebhook(ctx.db, id);
  if (before.retiredAt) throw new Conflict('must', 'the webhook is in use');
  return turn(ctx, id, version, 'started', [
    updateWebhook(id, {
      stopped_at: null,
      stopped_why: null,
      failures: 0,
      failing_since: null,
      retry_at: null,
      busy_until: null,
    }),
    subscribe(id, eventsOf(before), newId()),
    hurry(id, ctx.now),
  ]);
}

/** For good: its log stays. */
export function retireWebhook(ctx: Ctx, id: string, { version }: Versioned): Promise<{ id: string }> {
  return turn(ctx, id, version, 'retired', [
    must('the webhook is in use', {
      sql: 'SELECT 1 FROM webhooks WHERE id = ? AND retired_at IS NULL',
      parameters: [id],
    }),
    updateWebhook(id, { retired_at: ctx.now, stopped_at: ctx.now, stopped_why: 'asked' }),
    unsubscribe(id),
    dropWaiting(id, ctx.now),
  ]);
}

/** Puts a test into the outbox, before everything else that is told. */
export async function testWebhook(ctx: Ctx, id: string): Promise<{ id: string; message: string }> {
  const before = await findWebhook(ctx.db, id);
  if (before.stoppedAt) throw new Conflict('must', 'the webhook is running');
  const message = testMessage();
  return commit(
    ctx,
    { id, message },
    insertTest(id, message, TEST_EVENT, ctx.now),
    updateWebhook(id, { retry_at: null }),
    record({ thing: id, kind: 'webhook', verb: 'tested' }),
  );
}

/** Sends a message once more that was sent, or given up. */
export async function resend(
  ctx: Ctx,
  id: string,
  message: string,
): Promise<{ id: string; message: string }> {
  const webhook = await findWebhook(ctx.db, id);
  if (webhook.stoppedAt) throw new Conflict('must', 'the webhook is running');
  const delivery = await findDelivery(ctx.db, id, message);
  return commit(
    ctx,
    { id, message },
    sendOnceMore(delivery.n, ctx.now),
    updateWebhook(id, { retry_at: null }),
    record({ thing: id, kind: 'webhook', verb: 'sent again', data: { message } }),
  );
}

const LABELS = { name: 'Name', url: 'Address', events: 'Events' } as const;

async function turn(
  ctx: Ctx,
  id: string,
  version: number,
  verb: string,
  changes: Change,
): Promise<{ id: string }> {
  await findWebhook(ctx.db, id);
  return commit(
    ctx,
    { id },
    sameVersion('webhooks', id, version),
    changes,
    record({ thing: id, kind: 'webhook', verb }),
  );
}

function refuseAddress(url: string, reach: Reach): void {
  const problem = urlProblem(url, reach);
  if (problem) throw new Invalid({ url: problem });
}

/** The whole address may hold a key: its host alone is kept in history. */
function factsOf({ name, url, events }: NewWebhook) {
  return { name, host: hostOf(new URL(url)), events };
}
