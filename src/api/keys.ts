import type { Hono } from 'hono';
import { z } from 'zod';
import { Nothing, PasskeyName } from '../accounts/forms.ts';
import { removePasskey, renamePasskey } from '../accounts/passkeys.ts';
import { unlink } from '../accounts/provider-sign-in.ts';
import { revokeSession, revokeSessions } from '../accounts/sessions.ts';
import { revokeToken } from '../accounts/tokens.ts';
import { findUser } from '../accounts/user-queries.ts';
import type { Ctx } from '../context.ts';
import { SignInNeeded } from '../errors.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { reads, writes } from './operation.ts';
import { Done } from './shapes.ts';
import { Keys } from './shapes-accounts.ts';

const Ended = z
  .object({ person: z.string() })
  .meta({ id: 'Ended', description: 'Whose login it was that it opened' });

/** Ends one of the keys of a login. */
type End = (ctx: Ctx, person: string, key: string) => Promise<{ person: string }>;

const ENDS: readonly (readonly [path: string, own: string, whose: string, run: End])[] = [
  [
    'sessions',
    'Sign out of all browsers',
    'Sign somebody out of all browsers',
    (ctx, person) => revokeSessions(ctx, person, null),
  ],
  ['sessions/:session', 'Sign out of one browser', 'Sign somebody out of one browser', revokeSession],
  ['tokens/:token', 'End a token, this one too', 'End a token of somebody', revokeToken],
  [
    'passkeys/:passkey',
    'Remove a passkey; all sessions end',
    'Remove a passkey of somebody; all their sessions end',
    (ctx, person, key) => removePasskey(ctx, person, key, null),
  ],
];

/** What opens a login: one's own, and for admins everybody's. Keys are made by the person, on the pages. */
export function keyOperations(api: Hono<AppEnv>): void {
  reads(
    api,
    {
      path: '/me/keys',
      rights: ['account.own'],
      summary: 'What opens your login: sessions, passkeys, linked accounts, tokens',
      tag: 'You',
      answer: Keys,
    },
    async (c) => findUser(c.var.ctx.db, me(c), c.var.ctx.now),
  );
  writes(
    api,
    {
      method: 'put',
      path: '/me/passkeys/:passkey',
      rights: ['account.own'],
      summary: 'Name a passkey of yours',
      tag: 'You',
      schema: PasskeyName,
      example: { name: 'My phone' },
      answer: Done,
    },
    (ctx, { name }, c) => renamePasskey(ctx, me(c), c.req.param('passkey') ?? '', name),
  );
  // A login that is not there has no history either.
  const somebody = async (ctx: Ctx, c: AppContext) =>
    (await findUser(ctx.db, c.req.param('id') ?? '', ctx.now)).id;
  for (const [path, own, whose, run] of ENDS) {
    const op = { method: 'delete', schema: Nothing, answer: Ended } as const;
    const key = /:(\w+)$/.exec(path)?.[1] ?? '';
    const keyOf = (c: AppContext) => (key === '' ? '' : (c.req.param(key) ?? ''));
    writes(
      api,
      { ...op, path: `/me/${path}`, rights: ['account.own'], summary: own, tag: 'You' },
      (ctx, _, c) => run(ctx, me(c), keyOf(c)),
    );
    writes(
      api,
      { ...op, path: `/users/:id/${path}`, rights: ['users.manage'], summary: whose, tag: 'Users' },
      async (ctx, _, c) => run(ctx, await somebody(ctx, c), keyOf(c)),
    );
  }
  writes(
    api,
    {
      method: 'delete',
      path: '/users/:id/accounts/:provider',
      rights: ['users.manage'],
      summary: 'Unlink an account of Google, Microsoft or another service; all sessions end',
      tag: 'Users',
      schema: Nothing,
      answer: Ended,
    },
    async (ctx, _, c) => unlink(ctx, await somebody(ctx, c), c.req.param('provider') ?? ''),
  );
}

function me(c: AppContext): string {
  const { person } = c.var.ctx.actor;
  if (!person) throw new SignInNeeded();
  return person;
}
