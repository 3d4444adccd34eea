import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { q } from '../db/query.ts';
import { mailsToSend } from './queries.ts';

export type Mailer = (mail: { to: string; subject: string; text: string }) => Promise<void>;

const KEPT_MS = 3 * 86_400_000;
const RETRY_MS = 15 * 60_000;

/**
 * Sends what waits in the outbox. A mail that the server refuses says why and is tried again; it does not keep the
 * others from being sent.
 */
export async function sendMails(ctx: Ctx, mailer: Mailer): Promise<{ sent: number; failed: number }> {
  const ago = (milliseconds: number) => new Date(Date.parse(ctx.now) - milliseconds).toISOString();
  const result = { sent: 0, failed: 0 };
  for (const mail of await ctx.db.all(mailsToSend(ago(KEPT_MS), ago(RETRY_MS)))) {
    const failure = await tried(mailer, mail);
    const update = q.updateTable('outbox').where('id', '=', mail.id);
    if (failure === null) result.sent += 1;
    else result.failed += 1;
    await commit(
      ctx,
      null,
      failure === null
        ? update.set({ sent_at: ctx.now, failure: null })
        : update.set({ failed_at: ctx.now, failure: failure.slice(0, 300) }),
    );
  }
  return result;
}

async function tried(
  mailer: Mailer,
  mail: { recipient: string; subject: string; body: string },
): Promise<string | null> {
  try {
    await mailer({ to: mail.recipient, subject: mail.subject, text: mail.body });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
