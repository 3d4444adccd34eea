import { Hono } from 'hono';
import { EditUserPage, NewUserPage } from '../../views/accounts/user-form.tsx';
import { UserList } from '../../views/accounts/user-list.tsx';
import { UserPage } from '../../views/accounts/user-page.tsx';
import { locationOptions } from '../locations/queries.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { NewUser, Nothing, UserEdit, Versioned } from './forms.ts';
import { linkUrl } from './links.ts';
import { removePasskey } from './passkeys.ts';
import { unlink } from './provider-sign-in.ts';
import { revokeSession } from './sessions.ts';
import { revokeToken } from './tokens.ts';
import {
  findUser,
  listUsers,
  staffById,
  staffByName,
  type UserDetails,
  VEHICLE_BINS,
} from './user-queries.ts';
import { createUser, deactivateUser, editUser, reactivateUser, sendLink } from './users.ts';

/** Logins, managed by an admin. */
export const userRoutes = new Hono<AppEnv>();

const admins = allow('users.manage');

const TAKEN = {
  'users.email': ['email', 'Somebody signs in with this address already'],
  'users.id': ['person', 'This person has a login already'],
} as const;

userRoutes.get('/users', admins, async (c) => {
  const { db } = c.var.ctx;
  const { q = '', role = '', site = '', show = '', cursor } = c.req.query();
  const filter = { q: q.trim().slice(0, 100), role, site, show, cursor };
  const [found, sites] = await Promise.all([listUsers(db, filter), locationOptions(db, ['site'])]);
  return c.html(<UserList frame={frameOf(c, 'settings')} filter={filter} {...found} sites={sites} />);
});

userRoutes.get('/users/new', admins, async (c) => {
  const { person = '' } = c.req.query();
  return c.html(await newPage(c, freshState(), person));
});

userRoutes.post('/users/new', admins, (c) => {
  const { person } = c.var.body.fields;
  return submit(c, {
    schema: NewUser,
    run: (ctx, form) => createUser(ctx, form, { secret: c.var.services.config.secret }),
    done: ({ id }) => `/users/${id}?done=created`,
    again: (state) => newPage(c, state, typeof person === 'string' ? person : ''),
    taken: TAKEN,
  });
});

userRoutes.get('/users/:id', admins, async (c) => {
  const { db, now } = c.var.ctx;
  const user = await findUser(db, c.req.param('id'), now);
  const { config } = c.var.services;
  const link = user.link ? linkUrl(config, user.link.purpose, user.link.id) : null;
  return c.html(
    <UserPage
      frame={frameOf(c, 'settings')}
      user={user}
      link={link}
      session={c.var.signedIn?.session ?? null}
    />,
  );
});

userRoutes.get('/users/:id/edit', admins, async (c) => {
  const { db, now } = c.var.ctx;
  const user = await findUser(db, c.req.param('id'), now);
  return c.html(await editPage(c, freshState(valuesOf(user), user.version), user));
});

userRoutes.post('/users/:id/edit', admins, (c) => {
  const { db, now } = c.var.ctx;
  const id = c.req.param('id');
  return submit(c, {
    schema: UserEdit,
    run: (ctx, form) => editUser(ctx, id, form),
    done: () => `/users/${id}?done=saved`,
    again: async (state) => {
      const user = await findUser(db, id, now);
      return editPage(c, { ...state, version: state.version ?? user.version }, user);
    },
    taken: TAKEN,
  });
});

userRoutes.post('/users/:id/deactivate', admins, (c) => change(c, Versioned, deactivateUser));

userRoutes.post('/users/:id/reactivate', admins, (c) => change(c, Versioned, reactivateUser));

userRoutes.post('/users/:id/link', admins, (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: Nothing,
    run: (ctx) => sendLink(ctx, id, c.var.services.config.secret),
    done: () => `/users/${id}?done=saved`,
    back: `/users/${id}`,
  });
});

userRoutes.post('/users/:id/sessions/:session/end', admins, (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => revokeSession(ctx, c.req.param('id'), c.req.param('session')),
    done: ({ person }) => `/users/${person}?done=revoked`,
    back: `/users/${c.req.param('id')}`,
  }),
);

userRoutes.post('/users/:id/tokens/:token/end', admins, (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => revokeToken(ctx, c.req.param('id'), c.req.param('token')),
    done: ({ person }) => `/users/${person}?done=revoked`,
    back: `/users/${c.req.param('id')}`,
  }),
);

userRoutes.post('/users/:id/accounts/:provider/unlink', admins, (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => unlink(ctx, c.req.param('id'), c.req.param('provider')),
    done: ({ person }) => `/users/${person}?done=revoked`,
    back: `/users/${c.req.param('id')}`,
  }),
);

userRoutes.post('/users/:id/passkeys/:passkey/remove', admins, (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => removePasskey(ctx, c.req.param('id'), c.req.param('passkey'), null),
    done: ({ person }) => `/users/${person}?done=revoked`,
    back: `/users/${c.req.param('id')}`,
  }),
);

function change(c: AppContext, schema: typeof Versioned, run: typeof deactivateUser): Promise<Response> {
  const id = c.req.param('id') ?? '';
  return submit(c, {
    schema,
    run: (ctx, { version }) => run(ctx, id, version),
    done: () => `/users/${id}?done=saved`,
    back: `/users/${id}`,
  });
}

async function newPage(c: AppContext, state: FormState, person: string) {
  const typed = (c.req.query('q') ?? '').trim().slice(0, 80);
  const [bins, staff, found] = await c.var.ctx.db.read(VEHICLE_BINS, staffById(person), staffByName(typed));
  const chosen = staff[0] ?? null;
  const filled =
    chosen?.email && !state.values.email ? { ...state.values, email: chosen.email } : state.values;
  return (
    <NewUserPage
      frame={frameOf(c, 'settings')}
      state={{ ...state, values: filled }}
      bins={bins}
      staff={chosen}
      found={typed ? found : []}
      typed={typed}
    />
  );
}

async function editPage(c: AppContext, state: FormState, user: UserDetails) {
  const [bins] = await c.var.ctx.db.read(VEHICLE_BINS);
  return (
    <EditUserPage frame={frameOf(c, 'settings')} state={state} bins={bins} id={user.id} name={user.name} />
  );
}

/** What a login has, as the form's fields hold it. */
function valuesOf(user: UserDetails): FormState['values'] {
  const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code).join(', ');
  return {
    givenName: user.givenName,
    familyName: user.familyName,
    email: user.email,
    roles: [...new Set(user.grants.map(({ role }) => role))],
    level: String(user.grants.find(({ role }) => role === 'specialist')?.level ?? ''),
    contactSites: user.grants
      .filter(({ role }) => role === 'contact')
      .map(({ siteCode }) => siteCode ?? '')
      .join(', '),
    mainSites: codes(user.sites.filter(({ rank }) => rank === 'main')),
    backupSites: codes(user.sites.filter(({ rank }) => rank === 'backup')),
    bin: user.bin?.id ?? '',
  };
}
