import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Conflict } from '../errors.ts';
import { bodyOf } from './body.ts';
import { hurry, noteAttempt, noteWebhook, takeUp } from './changes.ts';
import { pauseAfter, TRIED_MS, verdictOf, waitAfter } from './retry-rules.ts';
import { type DueMessage, type DueWebhook, dueMessages, dueWebhooks } from './send-queries.ts';
import { signatures, signingSecret } from './sign.ts';
import { stopByItself } from './stop.ts';

/** One answer: its status and the beginning of its body. */
export interface Answered {
  status: number;
  answer: string;
  /** seconds that it asks to wait */
  retryAfter: number | null;
}

/** Sends one message. @throws Error in words: refused address, no answer in time, no connection */
export type Post = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<Answered>;

export interface Sender {
  /** a fresh context: its clock goes on, and it counts statements anew */
  fresh: () => Promise<Ctx>;
  post: Post;
  /** the program's own secret */
  secret: string;
  /** milliseconds since 1970 */
  clock: () => number;
}

/** A pass takes so many messages at a time: each costs some statements of its context. */
const AT_ONCE = 50;
/** Beyond a pass: longer than its last message takes. */
const LEASE_MS = 15_000;
/** Of an answer, that many characters are kept. */
const ANSWER_KEPT = 1_000;

/**
 * Sends what is due to every webhook, each one's messages in the order in which they happened. What fails is tried
 * again later; a message may come twice, never not at all.
 * @param milliseconds after which no further message is begun
 * @param tired whether none is begun for another reason: a platform's call asks its database so many times
 */
export async function deliverWebhooks(
  sender: Sender,
  milliseconds: number,
  tired: () => boolean = () => false,
): Promise<void> {
  const ctx = await sender.fresh();
  const due = await ctx.db.all(dueWebhooks(ctx.now));
  const end = sender.clock() + milliseconds;
  const over = () => tired() || sender.clock() >= end;
  await Promise.all(due.map((webhook) => deliverTo(sender, webhook, end, over)));
}

async function deliverTo(
  sender: Sender,
  webhook: DueWebhook,
  end: number,
  over: () => boolean,
): Promise<void> {
  if (over()) return;
  let ctx = await sender.fresh();
  const until = new Date(end + LEASE_MS).toISOString();
  try {
    await commit(ctx, null, takeUp(webhook.id, ctx.now, until));
  } catch (error) {
    // Another pass was quicker.
    if (error instanceof Conflict) return;
    throw error;
  }
  let state = { failures: webhook.failures, failingSince: webhook.failingSince };
  try {
    for (;;) {
      const messages = await ctx.db.all(dueMessages(webhook.id, ctx.now, AT_ONCE));
      if (messages.length === 0) return;
      for (const message of messages) {
        if (over()) return;
        const next = await sendOne(sender, ctx, { ...webhook, ...state }, message);
        if (next === null) return;
        state = next;
      }
      ctx = await sender.fresh();
    }
  } finally {
    ctx = await sender.fresh();
    await commit(ctx, null, noteWebhook(webhook.id, { busy_until: null }));
  }
}

interface Health {
  failures: number;
  failingSince: string | null;
}

/** @returns how the webhook goes after a good answer; null after any other: it is left alone for a while */
async function sendOne(
  sender: Sender,
  ctx: Ctx,
  webhook: DueWebhook,
  due: DueMessage,
): Promise<Health | null> {
  const body = due.body ?? (await bodyOf(ctx, due, webhook.id));
  const began = sender.clock();
  const { answer, failure } = await posted(sender, webhook, due.message, body, began);
  const ended = sender.clock();
  const now = new Date(ended).toISOString();
  const status = answer?.status ?? null;
  const tried = {
    delivery: due.n,
    nr: due.attempts + 1,
    at: new Date(began).toISOString(),
    milliseconds: ended - began,
    status,
    failure: failure.slice(0, 300),
    answer: (answer?.answer ?? '').slice(0, ANSWER_KEPT),
  };
  const firstAt = due.firstAt ?? tried.at;
  const verdict = verdictOf(status);
  if (verdict === 'good') {
    const well = { failures: 0, failing_since: null, retry_at: null };
    await commit(
      ctx,
      null,
      noteAttempt(tried, { body, first_at: firstAt, state: 'sent', next_at: now, ended_at: now }),
      webhook.failures > 0 ? noteWebhook(webhook.id, well) : null,
      // It answers again: what failed meanwhile need not wait out its time.
      webhook.failures > 1 ? hurry(webhook.id, now) : null,
    );
    return { failures: 0, failingSince: null };
  }
  const over = ended - Date.parse(firstAt) >= TRIED_MS;
  const failures = webhook.failures + 1;
  const failingSince = webhook.failingSince ?? now;
  const asked = answer?.retryAfter ?? null;
  const later = (wait: number) => new Date(ended + wait).toISOString();
  const gone = verdict === 'gone';
  await commit(
    ctx,
    null,
    noteAttempt(tried, {
      body,
      first_at: firstAt,
      state: over || gone ? 'failed' : 'waiting',
      next_at: later(waitAfter(tried.nr, asked, Math.random())),
      ended_at: over || gone ? now : null,
    }),
    noteWebhook(webhook.id, {
      failures,
      failing_since: failingSince,
      retry_at: later(pauseAfter(failures, asked)),
    }),
    gone || ended - Date.parse(failingSince) >= TRIED_MS
      ? await stopByItself(ctx, webhook, gone ? 'gone' : 'failing')
      : null,
  );
  return null;
}

async function posted(
  sender: Sender,
  webhook: DueWebhook,
  id: string,
  body: string,
  began: number,
): Promise<{ answer: Answered | null; failure: string }> {
  const seconds = Math.floor(began / 1_000);
  const former =
    webhook.formerSecret && Date.parse(webhook.formerUntil ?? '') > began ? [webhook.formerSecret] : [];
  const secrets = [webhook.secret, ...former].map((kept) => signingSecret(sender.secret, kept));
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': 'Spudger webhooks',
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures(secrets, { id, seconds, body }),
  };
  try {
    const answer = await sender.post(webhook.url, headers, body);
    const redirected = answer.status >= 300 && answer.status < 400;
    return { answer, failure: redirected ? 'It answered with another address: those are not followed' : '' };
  } catch (error) {
    return { answer: null, failure: error instanceof Error ? error.message : String(error) };
  }
}

/** A message id that no line of history can have. */
export function testMessage(): string {
  return `test_${newId()}`;
}
