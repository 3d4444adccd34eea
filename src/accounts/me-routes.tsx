import { Hono } from 'hono';
import { MePage, PasswordPage, TokenPage } from '../../views/accounts/me.tsx';
import { SignInNeeded } from '../errors.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { attempt, freshState, stateOf, submit } from '../web/submit.tsx';
import { NewToken, Nothing, PasswordChange } from './forms.ts';
import { passwordsAllowed } from './group-rules.ts';
import { passkeysPossible } from './passkey-rules.ts';
import { changePassword } from './passwords.ts';
import { revokeSession, revokeSessions } from './sessions.ts';
import { createToken, revokeToken } from './tokens.ts';
import { findUser } from './user-queries.ts';

/** One's own account: password, sessions, tokens. */
export const meRoutes = new Hono<AppEnv>();

const own = allow('account.own');

meRoutes.get('/me', own, (c) => mePage(c, freshState()));

meRoutes.get('/me/password', own, (c) =>
  c.html(<PasswordPage frame={frameOf(c, 'me')} state={freshState()} />),
);

meRoutes.post('/me/password', own, (c) =>
  submit(c, {
    schema: PasswordChange,
    run: (ctx, form) => changePassword(ctx, c.var.signedIn?.session ?? null, form),
    done: () => '/me?done=saved',
    again: (state) => <PasswordPage frame={frameOf(c, 'me')} state={state} />,
  }),
);

meRoutes.post('/me/sessions/end', own, (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => revokeSessions(ctx, personOf(c), c.var.signedIn?.session ?? null),
    done: () => '/me?done=revoked',
    back: '/me',
  }),
);

meRoutes.post('/me/sessions/:id/end', own, (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => revokeSession(ctx, personOf(c), c.req.param('id')),
    done: () => '/me?done=revoked',
    back: '/me',
  }),
);

meRoutes.post('/me/tokens', own, async (c) => {
  let token = '';
  const outcome = await attempt(
    c,
    {
      schema: NewToken,
      run: async (ctx, { name }) => {
        const made = await createToken(ctx, personOf(c), name);
        token = made.token;
        return { id: made.id };
      },
      done: () => '/me',
    },
    c.var.body.fields,
  );
  if (outcome.kind === 'done') return c.html(<TokenPage frame={frameOf(c, 'me')} token={token} back="/me" />);
  const state = stateOf(c);
  if (outcome.kind === 'invalid') return mePage(c, { ...state, errors: outcome.errors }, 422);
  return mePage(c, { ...state, message: 'This was saved already. Save it again if you mean another.' }, 409);
});

meRoutes.post('/me/tokens/:id/end', own, (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => revokeToken(ctx, personOf(c), c.req.param('id')),
    done: () => '/me?done=revoked',
    back: '/me',
  }),
);

async function mePage(c: AppContext, token: FormState, status: 200 | 409 | 422 = 200) {
  const { db, now } = c.var.ctx;
  const user = await findUser(db, personOf(c), now);
  const session = c.var.signedIn?.session ?? null;
  const ways = {
    passwords: passwordsAllowed(c.var.ctx.district.settings),
    passkeys: passkeysPossible(c.var.services.config.baseUrl),
  };
  const frame = frameOf(c, 'me');
  return c.html(<MePage frame={frame} user={user} session={session} token={token} ways={ways} />, status);
}

function personOf(c: AppContext): string {
  const { person } = c.var.ctx.actor;
  if (!person) throw new SignInNeeded();
  return person;
}
