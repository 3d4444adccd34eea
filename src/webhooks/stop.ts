import type { Ctx } from '../context.ts';
import type { Change } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { record } from '../history/record.ts';
import { unsubscribe, updateWebhook } from './changes.ts';
import { makerMail } from './queries.ts';

interface Stopped {
  id: string;
  name: string;
  createdBy: string | null;
}

const WHY = {
  failing: 'for three days it gave no good answer',
  gone: 'its receiver answered that it is gone (410)',
} as const;

/** It is told nothing more until somebody starts it again; who made it is told so by mail. */
export async function stopByItself(ctx: Ctx, webhook: Stopped, why: keyof typeof WHY): Promise<Change> {
  const maker = webhook.createdBy ? await ctx.db.first(makerMail(webhook.createdBy)) : undefined;
  return [
    updateWebhook(webhook.id, { stopped_at: ctx.now, stopped_why: why, busy_until: null }),
    unsubscribe(webhook.id),
    maker
      ? q.insertInto('outbox').values({
          id: newId(),
          channel: 'mail',
          recipient: maker.email,
          subject: `The webhook "${webhook.name}" was stopped`,
          body: `Spudger stopped the webhook "${webhook.name}": ${WHY[why]}.\n\nWhat waits for it is kept. Look at its log under Settings, Webhooks, and start it again there.\n`,
          at: ctx.now,
        })
      : null,
    record({ thing: webhook.id, kind: 'webhook', verb: 'stopped by itself', data: { why } }),
  ];
}
