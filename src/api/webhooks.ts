import type { Hono } from 'hono';
import { optionalChoice } from '../fields.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import * as act from '../webhooks/actions.ts';
import { EVENTS } from '../webhooks/event-rules.ts';
import { DELIVERY_STATES, NewWebhook, Nothing, Rotate, Versioned, WebhookEdit } from '../webhooks/forms.ts';
import {
  ALL_WEBHOOKS,
  eventsOf,
  findDelivery,
  findWebhook,
  listDeliveries,
  type WebhookRow,
} from '../webhooks/queries.ts';
import { signingSecret } from '../webhooks/sign.ts';
import { lists, reads, writes } from './operation.ts';
import { Done } from './shapes.ts';
import * as shape from './shapes-webhooks.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Webhooks';
const rights = ['settings.manage'] as const;
const TAKEN = { 'webhooks.name': ['name', 'Another webhook has this name'] } as const;
const HOOK = {
  name: 'Ticket system',
  url: 'https://tickets.example.org/spudger',
  events: ['repair.reported', 'repair.closed'],
};

const idOf = (c: AppContext) => c.req.param('id') ?? '';
const reachOf = (c: AppContext) => c.var.services.config.webhooks;

/** Who is told what happens, and how that goes. */
export function webhookOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    { path: '/webhooks', rights, summary: 'Webhooks by name, retired ones last', tag, item: shape.Webhook },
    async (c, paging) => pageOfWhole((await c.var.ctx.db.all(ALL_WEBHOOKS)).map(asShown), paging),
  );
  lists(
    api,
    {
      path: '/webhooks/events',
      rights,
      summary: 'What a webhook can ask for',
      tag,
      item: shape.WebhookEvent,
    },
    async (_, paging) => pageOfWhole(EVENTS, paging),
  );
  reads(
    api,
    { path: '/webhooks/:id', rights, summary: 'One webhook', tag, answer: shape.Webhook },
    async (c) => asShown(await findWebhook(c.var.ctx.db, idOf(c))),
  );
  writes(
    api,
    {
      path: '/webhooks',
      rights,
      summary: 'Make a webhook',
      description:
        'Every event is posted as JSON with webhook-id, webhook-timestamp and webhook-signature (Standard Webhooks 1.0). ' +
        'Refuse what is not signed with its key, or more than five minutes old; a message may come twice with one id.',
      tag,
      schema: NewWebhook,
      example: HOOK,
      answer: shape.WebhookMade,
      status: 201,
      taken: TAKEN,
      location: ({ id }) => `/webhooks/${id}`,
    },
    (ctx, form, c) => act.createWebhook(ctx, form, reachOf(c)).then(withKey(c)),
  );
  writes(
    api,
    {
      method: 'put',
      path: '/webhooks/:id',
      rights,
      summary: 'Name, address and events of a webhook',
      tag,
      schema: WebhookEdit,
      example: { version: 1, ...HOOK },
      answer: Done,
      taken: TAKEN,
    },
    (ctx, form, c) => act.editWebhook(ctx, idOf(c), form, reachOf(c)),
  );
  writes(
    api,
    {
      path: '/webhooks/:id/secret',
      rights,
      summary: 'Make a new key; the former one signs as well for some hours',
      tag,
      schema: Rotate,
      example: { version: 1, hours: 24 },
      answer: shape.WebhookMade,
    },
    (ctx, form, c) => act.rotateSecret(ctx, idOf(c), form).then(withKey(c)),
  );
  for (const [word, summary, run] of [
    ['stop', 'Tell it nothing, and keep nothing for it, until it is started', act.stopWebhook],
    ['start', 'Tell it again what happens from now on, and what waited', act.startWebhook],
    ['retire', 'End it for good; its log stays', act.retireWebhook],
  ] as const) {
    writes(
      api,
      {
        path: `/webhooks/:id/${word}`,
        rights,
        summary,
        tag,
        schema: Versioned,
        example: { version: 1 },
        answer: Done,
      },
      (ctx, form, c) => run(ctx, idOf(c), form),
    );
  }
  messageOperations(api);
}

function messageOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/webhooks/:id/messages',
      rights,
      summary: 'What was told to a webhook, the last first',
      tag,
      filters: { state: optionalChoice(DELIVERY_STATES) },
      item: shape.WebhookMessage,
    },
    async (c, { state, cursor, limit }) => {
      const { db } = c.var.ctx;
      const webhook = await findWebhook(db, idOf(c));
      return listDeliveries(db, webhook.id, { state, cursor }, limit);
    },
  );
  reads(
    api,
    {
      path: '/webhooks/:id/messages/:message',
      rights,
      summary: 'One message with its attempts',
      tag,
      answer: shape.WebhookMessageWhole,
    },
    async (c) => {
      const { db } = c.var.ctx;
      return findDelivery(db, (await findWebhook(db, idOf(c))).id, c.req.param('message') ?? '');
    },
  );
  writes(
    api,
    {
      path: '/webhooks/:id/test',
      rights,
      summary: 'Send a test',
      tag,
      schema: Nothing,
      answer: shape.Queued,
    },
    (ctx, _, c) => act.testWebhook(ctx, idOf(c)),
  );
  writes(
    api,
    {
      path: '/webhooks/:id/messages/:message/resend',
      rights,
      summary: 'Send a message once more, with the same id',
      tag,
      schema: Nothing,
      answer: shape.Queued,
    },
    (ctx, _, c) => act.resend(ctx, idOf(c), c.req.param('message') ?? ''),
  );
}

function asShown(row: WebhookRow) {
  const state = row.retiredAt ? 'retired' : row.stoppedAt ? 'stopped' : 'running';
  return { ...row, events: eventsOf(row), state } as const;
}

/** The key leaves with the answer that makes it, and is not kept with the submission. */
function withKey(c: AppContext) {
  return ({ id, secret }: act.Made) => ({ id, key: signingSecret(c.var.services.config.secret, secret) });
}
