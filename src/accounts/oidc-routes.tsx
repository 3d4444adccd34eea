import { Hono } from 'hono';
import type { Engine } from '../db/engine.ts';
import { NotFound } from '../errors.ts';
import type { SignInProvider } from '../sign-in-config.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { Throttle } from '../web/throttle.ts';
import { beginAt, finishAt } from './oidc.ts';
import type { Refusal } from './provider-rules.ts';
import { admit } from './provider-sign-in.ts';
import { Refused } from './refused.ts';
import { ownPath } from './rules.ts';

/** A school shares one address; each start and each return may ask the provider something. */
const A_MINUTE = 120;
const throttles = new WeakMap<Engine, Throttle>();

/** Signing in with an account of Google, Microsoft or another OpenID Connect provider. */
export const oidcRoutes = new Hono<AppEnv>();

// Links, not forms: the policy of the page lets no form lead to another site.
oidcRoutes.get('/sign-in/with/:provider', async (c) => {
  const provider = providerOf(c);
  if (tooMany(c)) return refused(c, 'too_many');
  try {
    const { url, cookies } = await beginAt(c.var.services, provider, ownPath(c.req.query('next')));
    for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
    return c.redirect(url, 303);
  } catch (error) {
    if (error instanceof Refused) return refused(c, error.why);
    throw error;
  }
});

oidcRoutes.get('/sign-in/with/:provider/back', async (c) => {
  const provider = providerOf(c);
  if (tooMany(c)) return refused(c, 'too_many');
  const from = {
    userAgent: c.req.header('User-Agent') ?? '',
    address: c.env?.address ?? '',
    cookie: c.req.header('Cookie'),
  };
  const { ctx, services } = c.var;
  const outcome = await finishAt(services, provider, from, c.req.query(), (claims) =>
    admit({ ...ctx, submission: null }, provider, claims),
  );
  for (const cookie of outcome.cookies) c.header('Set-Cookie', cookie, { append: true });
  return outcome.kind === 'open' ? c.redirect(ownPath(outcome.next), 303) : refused(c, outcome.why);
});

function tooMany(c: AppContext): boolean {
  const { engine, clock } = c.var.services;
  const throttle = throttles.get(engine) ?? new Throttle(A_MINUTE);
  throttles.set(engine, throttle);
  const wait = throttle.wait(c.env?.address ?? '', clock());
  if (wait > 0) c.header('Retry-After', String(wait));
  return wait > 0;
}

function refused(c: AppContext, why: Refusal): Response {
  return c.redirect(`/sign-in?refused=${why}`, 303);
}

/** @throws NotFound it is not set up */
function providerOf(c: AppContext): SignInProvider {
  const provider = c.var.services.config.providers.find(({ id }) => id === c.req.param('provider'));
  if (!provider) throw new NotFound();
  return provider;
}
