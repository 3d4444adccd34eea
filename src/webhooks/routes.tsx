import { Hono } from 'hono';
import { WebhookDelivery } from '../../views/webhooks/delivery.tsx';
import { SecretPage, WebhookForm } from '../../views/webhooks/form.tsx';
import { WebhookList } from '../../views/webhooks/list.tsx';
import { WebhookPage } from '../../views/webhooks/page.tsx';
import type { Ctx } from '../context.ts';
import { Conflict, Invalid } from '../errors.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { attempt, type Face, freshState, stateOf, submit } from '../web/submit.tsx';
import { senderOf } from '../web/system-ctx.ts';
import * as act from './actions.ts';
import { deliverWebhooks } from './deliver.ts';
import { EVENTS, eventLabel } from './event-rules.ts';
import { LogFilter, NewWebhook, Nothing, Rotate, Versioned, WebhookEdit } from './forms.ts';
import {
  ALL_WEBHOOKS,
  eventsOf,
  findDelivery,
  findWebhook,
  listDeliveries,
  type WebhookRow,
} from './queries.ts';
import { signingSecret } from './sign.ts';

/** Programs elsewhere that are told what happens here. */
export const webhookRoutes = new Hono<AppEnv>();

const admins = allow('settings.manage');
const BASE = '/settings/webhooks';
const PAGE_ROWS = 50;
/** A test is sent at once, but nobody waits longer for its answer. */
const TEST_MS = 1_000;

export const TAKEN = { 'webhooks.name': ['name', 'Another webhook has this name'] } as const;

webhookRoutes.get(BASE, admins, async (c) => {
  const webhooks = await c.var.ctx.db.all(ALL_WEBHOOKS);
  return c.html(<WebhookList frame={frameOf(c, 'settings')} webhooks={webhooks} />);
});

webhookRoutes.get(`${BASE}/new`, admins, (c) => c.html(formPage(c, freshState())));

webhookRoutes.post(`${BASE}/new`, admins, (c) =>
  showSecret(c, {
    schema: NewWebhook,
    run: (ctx, form) => act.createWebhook(ctx, form, c.var.services.config.webhooks),
    again: (state) => formPage(c, state),
    taken: TAKEN,
  }),
);

webhookRoutes.get(`${BASE}/:id`, admins, async (c) => {
  const { db } = c.var.ctx;
  const filter = LogFilter.parse(c.req.query());
  const webhook = await findWebhook(db, c.req.param('id'));
  const log = await listDeliveries(db, webhook.id, filter, PAGE_ROWS);
  const page = { ...log, state: filter.state ?? '', further: filter.cursor !== '' };
  return c.html(
    <WebhookPage
      frame={frameOf(c, 'settings')}
      webhook={webhook}
      log={page}
      rotate={freshState({}, webhook.version)}
      label={eventLabel}
    />,
  );
});

webhookRoutes.get(`${BASE}/:id/edit`, admins, async (c) => {
  const webhook = await findWebhook(c.var.ctx.db, c.req.param('id'));
  const { name, url, version } = webhook;
  return c.html(formPage(c, freshState({ name, url, events: eventsOf(webhook) }, version), webhook));
});

webhookRoutes.post(`${BASE}/:id/edit`, admins, (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: WebhookEdit,
    run: (ctx, form) => act.editWebhook(ctx, id, form, c.var.services.config.webhooks),
    done: () => `${BASE}/${id}?done=saved`,
    again: async (state) => {
      const webhook = await findWebhook(c.var.ctx.db, id);
      return formPage(c, { ...state, version: state.version ?? webhook.version }, webhook);
    },
    taken: TAKEN,
  });
});

webhookRoutes.post(`${BASE}/:id/secret`, admins, (c) =>
  showSecret(c, {
    schema: Rotate,
    run: (ctx, form) => act.rotateSecret(ctx, c.req.param('id'), form),
  }),
);

/** A button of the webhook's page. */
function button<In>(
  word: string,
  schema: Face<In, unknown>['schema'],
  run: (ctx: Ctx, id: string, form: In) => Promise<unknown>,
  done: string,
): void {
  webhookRoutes.post(`${BASE}/:id/${word}`, admins, (c) => {
    const id = c.req.param('id') ?? '';
    const back = `${BASE}/${id}`;
    return submit(c, {
      schema,
      run: (ctx, form) => run(ctx, id, form),
      done: () => `${back}?done=${done}`,
      back,
    });
  });
}

button('stop', Versioned, act.stopWebhook, 'stopped');
button('start', Versioned, act.startWebhook, 'saved');
button('retire', Versioned, act.retireWebhook, 'retired');

webhookRoutes.post(`${BASE}/:id/test`, admins, (c) => {
  const back = `${BASE}/${c.req.param('id')}`;
  return submit(c, {
    schema: Nothing,
    run: (ctx) => act.testWebhook(ctx, c.req.param('id')).then(sendNow(c)),
    done: ({ message }) => `${back}/messages/${message}`,
    back,
  });
});

webhookRoutes.get(`${BASE}/:id/messages/:message`, admins, async (c) => {
  const { db } = c.var.ctx;
  const webhook = await findWebhook(db, c.req.param('id'));
  const delivery = await findDelivery(db, webhook.id, c.req.param('message'));
  const label = eventLabel(delivery.event);
  const frame = frameOf(c, 'settings');
  return c.html(<WebhookDelivery frame={frame} webhook={webhook} delivery={delivery} label={label} />);
});

webhookRoutes.post(`${BASE}/:id/messages/:message/resend`, admins, (c) => {
  const back = `${BASE}/${c.req.param('id')}/messages/${c.req.param('message')}`;
  return submit(c, {
    schema: Nothing,
    run: (ctx) => act.resend(ctx, c.req.param('id'), c.req.param('message')).then(sendNow(c)),
    done: () => `${back}?done=sent_again`,
    back,
  });
});

/** What was put into the outbox goes out before the answer, where it does not take long. */
export function sendNow<R>(c: AppContext): (result: R) => Promise<R> {
  return async (result) => {
    if (c.var.services.post) await deliverWebhooks(senderOf(c.var.services), TEST_MS);
    return result;
  };
}

type SecretFace<In> = Pick<Face<In, { id: string }>, 'schema' | 'again' | 'taken'> & {
  run: (ctx: Ctx, form: In) => Promise<act.Made>;
};

/** A form whose answer is the page that shows a secret, once. */
async function showSecret<In>(c: AppContext, face: SecretFace<In>): Promise<Response> {
  let shown = '';
  const run = async (ctx: Ctx, form: In) => {
    const made = await face.run(ctx, form);
    shown = signingSecret(c.var.services.config.secret, made.secret);
    return { id: made.id };
  };
  const outcome = await attempt(c, { ...face, run, done: () => BASE }, c.var.body.fields);
  if (outcome.kind === 'done') {
    const back = `${BASE}/${outcome.result.id}`;
    return c.html(<SecretPage frame={frameOf(c, 'settings')} secret={shown} back={back} />);
  }
  const errors = outcome.kind === 'invalid' ? outcome.errors : {};
  if (!face.again) {
    if (outcome.kind === 'conflict') throw outcome.conflict;
    throw outcome.kind === 'invalid' ? new Invalid(errors) : new Conflict('unique', 'idempotency_keys.key');
  }
  const message = 'This was saved already. Look at the list before you save it again.';
  const state = { ...stateOf(c), errors, ...(outcome.kind === 'invalid' ? {} : { message }) };
  return c.html(<>{await face.again(state)}</>, outcome.kind === 'invalid' ? 422 : 409);
}

function formPage(c: AppContext, state: FormState, webhook?: WebhookRow) {
  const props = { frame: frameOf(c, 'settings'), state, events: EVENTS };
  return webhook ? <WebhookForm {...props} webhook={webhook} /> : <WebhookForm {...props} />;
}
