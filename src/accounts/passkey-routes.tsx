import { Hono } from 'hono';
import type { Engine } from '../db/engine.ts';
import { Invalid, SignInNeeded } from '../errors.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { submit } from '../web/submit.tsx';
import { Throttle } from '../web/throttle.ts';
import type { From } from './auth-options.ts';
import { MadePasskey, Nothing, PasskeyAnswer, PasskeyName } from './forms.ts';
import {
  type Answered,
  addPasskey,
  askForPasskey,
  beginPasskey,
  removePasskey,
  renamePasskey,
  signInByPasskey,
} from './passkeys.ts';
import { ownPath } from './rules.ts';

/** Signing in with a passkey, and one's own passkeys. The two ceremonies are a script's, as JSON. */
export const passkeyRoutes = new Hono<AppEnv>();

const own = allow('account.own');

/** Nobody is signed in; each question is a row that lies there for minutes, each answer a signature to check. */
const A_MINUTE = 120;
const throttles = new WeakMap<Engine, Throttle>();

passkeyRoutes.post('/sign-in/passkey/options', async (c) => {
  return tooMany(c, 'asks') ?? tell(c, askForPasskey(c.var.services, from(c)));
});

passkeyRoutes.post('/sign-in/passkey', async (c) => {
  const refused = tooMany(c, 'answers');
  if (refused) return refused;
  const read = PasskeyAnswer.safeParse(c.var.body.json);
  if (!read.success) return c.json({ message: 'This is no answer of a passkey' }, 422);
  const { response, next } = read.data;
  const work = signInByPasskey(c.var.services, from(c), response);
  return tell(
    c,
    work.then(({ cookies }) => ({ json: { next: ownPath(next) }, cookies })),
  );
});

passkeyRoutes.post('/me/passkeys/options', own, (c) =>
  tell(c, beginPasskey(c.var.ctx, c.var.services, from(c))),
);

passkeyRoutes.post('/me/passkeys', own, async (c) => {
  const read = MadePasskey.safeParse(c.var.body.json);
  if (!read.success) return c.json({ message: 'This is no answer of a passkey' }, 422);
  const work = addPasskey(c.var.ctx, c.var.services, from(c), read.data.response);
  return tell(
    c,
    work.then(({ cookies }) => ({ json: { next: '/me?done=passkey' }, cookies })),
  );
});

passkeyRoutes.post('/me/passkeys/:id/name', own, (c) =>
  submit(c, {
    schema: PasskeyName,
    run: (ctx, { name }) => renamePasskey(ctx, personOf(c), c.req.param('id'), name),
    done: () => '/me?done=saved',
    back: '/me',
  }),
);

passkeyRoutes.post('/me/passkeys/:id/remove', own, (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => removePasskey(ctx, personOf(c), c.req.param('id'), c.var.signedIn?.session ?? null),
    done: () => '/me?done=revoked',
    back: '/me',
  }),
);

function tooMany(c: AppContext, what: 'asks' | 'answers'): Response | null {
  const { engine, clock } = c.var.services;
  const throttle = throttles.get(engine) ?? new Throttle(A_MINUTE);
  throttles.set(engine, throttle);
  const wait = throttle.wait(`${what} ${c.env?.address ?? ''}`, clock());
  if (wait === 0) return null;
  c.header('Retry-After', String(wait));
  return c.json({ message: 'Too many at once: wait a minute, or sign in another way' }, 429);
}

/** The answer to a script: what it asked for, or why not. */
async function tell(c: AppContext, work: Promise<Answered>): Promise<Response> {
  try {
    const { json, cookies } = await work;
    for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
    return c.json(json as object);
  } catch (error) {
    if (error instanceof Invalid) return c.json({ message: Object.values(error.fields).join(' ') }, 422);
    throw error;
  }
}

function from(c: AppContext): From {
  return {
    userAgent: c.req.header('User-Agent') ?? '',
    address: c.env?.address ?? '',
    cookie: c.req.header('Cookie'),
  };
}

function personOf(c: AppContext): string {
  const { person } = c.var.ctx.actor;
  if (!person) throw new SignInNeeded();
  return person;
}
