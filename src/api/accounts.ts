import type { Hono } from 'hono';
import { z } from 'zod';
import { NewUser, ROLE_NAMES, UserEdit, Versioned } from '../accounts/forms.ts';
import { type Action, PERMISSIONS, scopeOf } from '../accounts/permissions.ts';
import { findUser, listUsers } from '../accounts/user-queries.ts';
import { createUser, deactivateUser, editUser, reactivateUser, sendLink } from '../accounts/users.ts';
import { SignInNeeded } from '../errors.ts';
import { optionalChoice, optionalId, optionalText } from '../fields.ts';
import type { AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import { Me, User, UserLine } from './shapes-accounts.ts';

const TAKEN = {
  'users.email': ['email', 'Somebody signs in with this address already'],
  'users.id': ['person', 'This person has a login already'],
} as const;
const USER = {
  givenName: 'Sid',
  familyName: 'Pliers',
  email: 'sid@example.org',
  roles: ['specialist'],
  level: '2',
  mainSites: 'MAP, BIR',
};

export function meOperations(api: Hono<AppEnv>): void {
  reads(
    api,
    {
      path: '/me',
      rights: ['account.own'],
      summary: 'Who you are, what you may do and where, your sites and your bin',
      tag: 'You',
      answer: Me,
    },
    async (c) => {
      const { db, actor, now } = c.var.ctx;
      if (!actor.person) throw new SignInNeeded();
      const user = await findUser(db, actor.person, now);
      const rights = (Object.keys(PERMISSIONS) as Action[]).flatMap((action) => {
        const scope = scopeOf(actor, action);
        return scope === null ? [] : [[action, scope === 'all' ? 'all' : [...scope]] as const];
      });
      return { ...user, rights: Object.fromEntries(rights) };
    },
  );
}

export function userOperations(api: Hono<AppEnv>): void {
  const rights = ['users.manage'] as const;
  const tag = 'Users';
  lists(
    api,
    {
      path: '/users',
      rights,
      summary: 'Logins by name',
      tag,
      filters: {
        q: optionalText(100).describe('A piece of the name or address'),
        role: optionalChoice(ROLE_NAMES),
        site: optionalId(),
        show: optionalChoice(['invited', 'deactivated']),
      },
      item: UserLine,
    },
    async (c, { role, site, show, limit, ...asked }) => {
      const filter = { ...asked, role: role ?? '', site: site ?? '', show: show ?? '' };
      const { items, next } = (await listUsers(c.var.ctx.db, filter, limit)).page;
      const roles = (json: string) =>
        (JSON.parse(json) as [string, number | null, string | null][]).map(([name, level, at]) => ({
          role: name,
          level,
          siteName: at,
        }));
      return { next, items: items.map((row) => ({ ...row, roles: roles(row.roles) })) };
    },
  );
  reads(api, { path: '/users/:id', rights, summary: 'One login', tag, answer: User }, async (c) => {
    const { link, ...user } = await findUser(c.var.ctx.db, c.req.param('id') ?? '', c.var.ctx.now);
    return { ...user, invited: link !== null };
  });
  writes(
    api,
    {
      path: '/users',
      rights,
      summary: 'Make a login, with an invitation whose link its page shows',
      description:
        '`person` is a staff person who is known already; without it one is made. Sites are stated by their codes.',
      tag,
      schema: NewUser,
      example: USER,
      answer: Made,
      status: 201,
      taken: TAKEN,
      location: ({ id }) => `/users/${id}`,
    },
    (ctx, form, c) => createUser(ctx, form, { secret: c.var.services.config.secret }),
  );
  writes(
    api,
    {
      method: 'put',
      path: '/users/:id',
      rights,
      summary: 'Name, address and rights of a login',
      tag,
      schema: UserEdit,
      example: { version: 1, ...USER },
      answer: Done,
      taken: TAKEN,
    },
    (ctx, form, c) => editUser(ctx, c.req.param('id') ?? '', form),
  );
  for (const [word, summary, run] of [
    ['deactivate', 'End a login at once, with its sessions and tokens', deactivateUser],
    ['reactivate', 'Open a login again', reactivateUser],
  ] as const) {
    writes(
      api,
      {
        path: `/users/:id/${word}`,
        rights,
        summary,
        tag,
        schema: Versioned,
        example: { version: 1 },
        answer: Done,
      },
      (ctx, { version }, c) => run(ctx, c.req.param('id') ?? '', version),
    );
  }
  writes(
    api,
    {
      path: '/users/:id/link',
      rights,
      summary: 'Make a new link by which the person chooses a password; its page shows it',
      tag,
      schema: z.object({}),
      answer: Done,
    },
    (ctx, _, c) => sendLink(ctx, c.req.param('id') ?? '', c.var.services.config.secret),
  );
}
