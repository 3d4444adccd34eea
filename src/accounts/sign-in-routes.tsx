import { Hono } from 'hono';
import { SaveKeptPage, SignInPage } from '../../views/accounts/sign-in.tsx';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { errorsOf, freshState, stateOf } from '../web/submit.tsx';
import { signedOutCookie } from './cookie.ts';
import { demoLogins } from './demo-logins.ts';
import { Kept, SignIn } from './forms.ts';
import { passwordsAllowed } from './group-rules.ts';
import { passkeysPossible } from './passkey-rules.ts';
import { refusalWords } from './provider-rules.ts';
import { ownPath } from './rules.ts';
import { endSession } from './sessions.ts';
import { signIn } from './sign-in.ts';

export const signInRoutes = new Hono<AppEnv>();

signInRoutes.get('/sign-in', (c) => {
  const next = ownPath(c.req.query('next'));
  if (c.var.ctx.actor.person) return c.redirect(next, 303);
  return signInPage(c, freshState(), 200, c.req.query('done') === 'out' ? 'You are signed out.' : undefined);
});

/** Somebody signed in in another window: what was typed before goes on to be saved. */
signInRoutes.post('/sign-in/kept', (c) => {
  const kept = keptOf(c);
  if (kept && c.var.ctx.actor.person) return c.html(<SaveKeptPage frame={frameOf(c, '')} kept={kept} />);
  return signInPage(c, { ...freshState(), message: 'You are not signed in yet.' }, 422);
});

signInRoutes.post('/sign-in', async (c) => {
  const form = SignIn.safeParse(c.var.body.fields);
  if (!form.success) return signInPage(c, { ...stateOf(c), errors: errorsOf(form.error) }, 422);
  const { ctx, services } = c.var;
  if (!passwordsAllowed(ctx.district.settings)) {
    const message = 'This district has switched passwords off. Sign in another way.';
    return signInPage(c, { ...freshState(), message }, 422);
  }
  const address = c.env?.address ?? '';
  const userAgent = c.req.header('User-Agent') ?? '';
  const outcome = await signIn(ctx, services, form.data, { address, userAgent });
  if (outcome.kind === 'wait') {
    c.header('Retry-After', String(Math.ceil((Date.parse(outcome.until) - Date.parse(ctx.now)) / 1000)));
    return signInPage(c, { ...stateOf(c), message: waitWords(c, outcome.until) }, 429);
  }
  if (outcome.kind === 'wrong') {
    const message = 'The e-mail address and the password do not belong together.';
    return signInPage(c, { ...stateOf(c), message }, 422);
  }
  for (const cookie of outcome.cookies) c.header('Set-Cookie', cookie, { append: true });
  const kept = keptOf(c);
  if (kept) return c.html(<SaveKeptPage frame={frameOf(c, '')} kept={kept} />);
  return c.redirect(ownPath(one(c.var.body.fields.next)), 303);
});

signInRoutes.post('/sign-out', async (c) => {
  const { ctx, signedIn, services } = c.var;
  if (signedIn?.session) await endSession(ctx, signedIn.session);
  c.header('Set-Cookie', signedOutCookie(services.config.baseUrl));
  return c.redirect('/sign-in?done=out', 303);
});

function signInPage(
  c: AppContext,
  state: FormState,
  status: 200 | 401 | 422 | 429,
  notice?: string,
  kept: Kept | null = keptOf(c),
) {
  const { district } = c.var.ctx;
  const next = ownPath(one(c.var.body.fields.next) ?? c.req.query('next'));
  return c.html(
    <SignInPage
      frame={frameOf(c, '')}
      state={state}
      next={next}
      kept={kept}
      // They come in by their passwords.
      demo={passwordsAllowed(district.settings) ? demoLogins(district.settings) : []}
      refused={refusalWords(c.req.query('refused'))}
      ways={waysOf(c)}
      notice={notice}
    />,
    status,
  );
}

function waysOf(c: AppContext) {
  const { providers, baseUrl } = c.var.services.config;
  const passwords = passwordsAllowed(c.var.ctx.district.settings);
  return { providers, passwords, passkeys: passkeysPossible(baseUrl) };
}

function waitWords(c: AppContext, until: string): string {
  const { now, district } = c.var.ctx;
  const seconds = Math.ceil((Date.parse(until) - Date.parse(now)) / 1000);
  const minutes = Math.ceil(seconds / 60);
  const wait = seconds < 60 ? `${seconds} seconds` : minutes === 1 ? 'a minute' : `${minutes} minutes`;
  const at = new Intl.DateTimeFormat('en-US', { timeZone: district.zone, timeStyle: 'short' }).format(
    new Date(until),
  );
  return `Too many wrong passwords. Try again in ${wait}, at ${at}. Nothing else is needed.`;
}

/** What the sign-in page carries of a form whose session had ended; only for pages of our own. */
function keptOf(c: AppContext): Kept | null {
  const text = one(c.var.body.fields.kept);
  if (!text) return null;
  try {
    const kept = Kept.parse(JSON.parse(text));
    return ownPath(kept.path) === kept.path && kept.path !== '/sign-in' ? kept : null;
  } catch {
    return null;
  }
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/**
 * Nobody is signed in: to the sign-in page, and back here afterwards. A form that was posted is not lost:
 * the sign-in page carries what was typed, and it can be saved after signing in.
 */
export function signInAgain(c: AppContext): Response | Promise<Response> {
  const url = new URL(c.req.url);
  const path = url.pathname + url.search;
  if (c.req.method === 'GET' || c.req.method === 'HEAD')
    return c.redirect(`/sign-in?next=${encodeURIComponent(path)}`, 303);
  const { fields, files } = c.var.body;
  const kept = { path, fields, files: Object.keys(files).length > 0 };
  return signInPage(c, freshState(), 401, undefined, kept);
}
