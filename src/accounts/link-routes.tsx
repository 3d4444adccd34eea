import { Hono } from 'hono';
import {
  ChoosePasswordPage,
  ComeInPage,
  SetUpPage,
  SpentLinkPage,
} from '../../views/accounts/choose-password.tsx';
import { NotFound } from '../errors.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { type Attempt, attempt, conflictWords, freshState, stateOf } from '../web/submit.tsx';
import { openSession } from './auth.ts';
import { sessionCookie } from './cookie.ts';
import { FirstAdmin, NewPassword } from './forms.ts';
import { passwordsAllowed } from './group-rules.ts';
import type { LinkPurpose, OneTimeLink } from './link-queries.ts';
import { choosePassword, comeInByLink, makeFirstAdmin, openLink } from './passwords.ts';

/** Pages that a one-time link opens: the link is the key, nobody is signed in. */
export const linkRoutes = new Hono<AppEnv>();

linkRoutes.get('/setup/:token', (c) => showing(c, 'setup', () => setUpPage(c, freshState())));

linkRoutes.post('/setup/:token', (c) =>
  showing(c, 'setup', async () => {
    const outcome = await attempt(
      c,
      {
        schema: FirstAdmin,
        run: (ctx, form) => makeFirstAdmin(ctx, tokenOf(c), form),
        done: () => '/',
        taken: TAKEN,
      },
      c.var.body.fields,
    );
    return answer(c, outcome, one(c, 'email').toLowerCase(), (state) => setUpPage(c, state));
  }),
);

for (const purpose of ['invitation', 'reset'] as const) {
  linkRoutes.get(`/${purpose}/:token`, (c) =>
    showing(c, purpose, (link) => passwordPage(c, freshState(), purpose, link)),
  );

  linkRoutes.post(`/${purpose}/:token`, (c) =>
    showing(c, purpose, async (link) => {
      if (!passwordsAllowed(c.var.ctx.district.settings)) return comeIn(c, purpose);
      const outcome = await attempt(
        c,
        {
          schema: NewPassword,
          run: (ctx, form) => choosePassword(ctx, purpose, tokenOf(c), form),
          done: () => '/',
        },
        c.var.body.fields,
      );
      return answer(c, outcome, link.email ?? '', (state) => passwordPage(c, state, purpose, link));
    }),
  );
}

/** Without passwords the link itself opens the session, once. */
async function comeIn(c: AppContext, purpose: 'invitation' | 'reset'): Promise<Response> {
  const { config } = c.var.services;
  const userAgent = c.req.header('User-Agent') ?? '';
  const browser = { userAgent, address: c.env?.address ?? '', days: config.sessionDays };
  const session = await comeInByLink(c.var.ctx, purpose, tokenOf(c), browser);
  c.header('Set-Cookie', sessionCookie(session, config));
  return c.redirect('/me', 303);
}

const TAKEN = { 'users.email': ['email', 'Somebody signs in with this address already'] } as const;

type Show = (state: FormState) => Response | Promise<Response>;

/** Shows what the link opens, or that it opens nothing any more. */
async function showing(
  c: AppContext,
  purpose: LinkPurpose,
  show: (link: OneTimeLink) => Response | Promise<Response>,
): Promise<Response> {
  try {
    const link = await openLink(c.var.ctx, purpose, tokenOf(c));
    return await show(link);
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    return c.html(<SpentLinkPage frame={frameOf(c, '')} />, 404);
  }
}

/** Saved: signed in with the password just chosen. Else the same page again. */
async function answer(
  c: AppContext,
  outcome: Attempt<unknown>,
  email: string,
  show: Show,
): Promise<Response> {
  const state = stateOf(c);
  if (outcome.kind === 'done') {
    const userAgent = c.req.header('User-Agent') ?? '';
    const who = { email, password: one(c, 'password'), userAgent, address: c.env?.address ?? '' };
    const cookies = await openSession(c.var.services, who);
    for (const cookie of cookies ?? []) c.header('Set-Cookie', cookie, { append: true });
    return c.redirect('/', 303);
  }
  if (outcome.kind === 'invalid') {
    c.status(422);
    return show({ ...state, errors: outcome.errors });
  }
  c.status(409);
  const message = outcome.kind === 'conflict' ? conflictWords(outcome.conflict) : 'This was saved already.';
  return show({ ...state, message });
}

function setUpPage(c: AppContext, state: FormState) {
  return c.html(<SetUpPage frame={frameOf(c, '')} state={state} action={c.req.path} />);
}

function passwordPage(c: AppContext, state: FormState, purpose: 'invitation' | 'reset', link: OneTimeLink) {
  if (!passwordsAllowed(c.var.ctx.district.settings))
    return c.html(
      <ComeInPage frame={frameOf(c, '')} state={state} action={c.req.path} name={link.name ?? ''} />,
    );
  return c.html(
    <ChoosePasswordPage
      frame={frameOf(c, '')}
      state={state}
      action={c.req.path}
      purpose={purpose}
      name={link.name ?? ''}
      email={link.email ?? ''}
    />,
  );
}

function tokenOf(c: AppContext): string {
  return c.req.param('token') ?? '';
}

function one(c: AppContext, name: string): string {
  const value = c.var.body.fields[name];
  return typeof value === 'string' ? value : '';
}
