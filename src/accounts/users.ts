import type { Ctx, Grant } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { refuseStale, sameVersion } from '../db/version.ts';
import { Conflict, Invalid } from '../errors.ts';
import { remakeExports } from '../exports/saved-changes.ts';
import { record } from '../history/record.ts';
import type { NewUser, UserEdit } from './forms.ts';
import { type Rights, rightsOf } from './grants.ts';
import { withdrawLinks } from './link-changes.ts';
import { newLink } from './links.ts';
import { linkAccount } from './provider-changes.ts';
import { deleteSessions } from './session-changes.ts';
import { revokeTokensOf } from './token-changes.ts';
import {
  type GivenBy,
  insertStaff,
  insertUser,
  mustKeepAdmin,
  renameStaff,
  setBin,
  setDeactivated,
  setGrants,
  setPassword,
  setSites,
  updateUser,
} from './user-changes.ts';
import { findUser, staffById } from './user-queries.ts';

interface Opening {
  /** the secret that invitation links are made with; without it no invitation */
  secret?: string;
  /** a password that is known already, hashed; the person needs no invitation then */
  hash?: string;
  /** of a provider that vouched for the address; the rights are those of its groups */
  account?: { provider: string; account: string };
}

const LEFT = 'This person is no longer there: say on their page that they are back, then go on';

const LABELS = { givenName: 'Given name', familyName: 'Family name', email: 'E-mail address' } as const;

/** A login for a person of the staff, new or known. @throws Invalid */
export async function createUser(ctx: Ctx, form: NewUser, opening: Opening): Promise<{ id: string }> {
  const rights = await rightsOf(ctx, form);
  const known = form.person ? await ctx.db.first(staffById(form.person)) : undefined;
  if (form.person && !known) throw new Invalid({ person: 'This person is not on the staff' });
  if (known && !known.active) throw new Invalid({ person: LEFT });
  const givenName = known?.givenName ?? form.givenName;
  const familyName = known?.familyName ?? form.familyName;
  if (!givenName) throw new Invalid({ givenName: 'Fill this in' });
  if (!familyName) throw new Invalid({ familyName: 'Fill this in' });
  const id = known?.id ?? newId();
  return commit(
    ctx,
    { id },
    known ? null : insertStaff(id, { givenName, familyName }, form.email, ctx.now),
    insertUser(id, `${givenName} ${familyName}`, form.email, ctx.now),
    setRights(id, rights, opening.account ? 'group' : 'hand'),
    opening.hash ? setPassword(id, opening.hash, ctx.now) : null,
    opening.account ? linkAccount(id, opening.account.provider, opening.account.account, ctx.now) : null,
    opening.secret ? newLink(ctx, { secret: opening.secret }, 'invitation', id).change : null,
    record({ thing: id, kind: 'user', verb: 'created', data: dataOf(rights), first: !known }),
  );
}

/** Name, address and rights. @throws NotFound, Invalid, Conflict */
export async function editUser(ctx: Ctx, id: string, form: UserEdit): Promise<{ id: string }> {
  const before = await findUser(ctx.db, id, ctx.now);
  refuseStale(form.version, before, form, LABELS);
  const rights = await rightsOf(ctx, form);
  const renamed = (['givenName', 'familyName', 'email'] as const).some((key) => form[key] !== before[key]);
  const roles = before.grants.map(({ role, level, site }) => [role, level, site]);
  return commit(
    ctx,
    { id },
    sameVersion('users', id, form.version),
    updateUser(id, `${form.givenName} ${form.familyName}`, form.email, ctx.now),
    renamed ? renameStaff(id, form, form.email) : null,
    setRights(id, rights),
    sameGrants(before.grants, rights.grants) ? null : remakeExports(id, ctx.now),
    mustKeepAdmin(),
    record({ thing: id, kind: 'user', verb: 'edited', data: { ...dataOf(rights), before: roles } }),
  );
}

/** Ends a login at once: sessions, tokens and open links with it. */
export async function deactivateUser(ctx: Ctx, id: string, version: number): Promise<{ id: string }> {
  await sameUser(ctx, id, version);
  return commit(
    ctx,
    { id },
    sameVersion('users', id, version),
    setDeactivated(id, ctx.now, ctx.now),
    mustKeepAdmin(),
    deleteSessions(id, null),
    revokeTokensOf(id, ctx.now),
    withdrawLinks(id, ctx.now),
    record({ thing: id, kind: 'user', verb: 'deactivated' }),
  );
}

/** Opens a login again, with the password that it had; tokens have to be made anew. */
export async function reactivateUser(ctx: Ctx, id: string, version: number): Promise<{ id: string }> {
  await sameUser(ctx, id, version);
  return commit(
    ctx,
    { id },
    sameVersion('users', id, version),
    setDeactivated(id, null, ctx.now),
    record({ thing: id, kind: 'user', verb: 'reactivated' }),
  );
}

/** A new link by which the person chooses a password: an invitation before the first one, a reset after. */
export async function sendLink(ctx: Ctx, id: string, secret: string): Promise<{ id: string }> {
  const user = await findUser(ctx.db, id, ctx.now);
  if (user.deactivatedAt) throw new Invalid({ '': 'The login is deactivated' });
  if (user.hasLeft) throw new Invalid({ '': LEFT });
  const purpose = user.hasPassword ? 'reset' : 'invitation';
  const link = newLink(ctx, { secret }, purpose, id);
  return commit(
    ctx,
    { id },
    link.change,
    record({ thing: id, kind: 'user', verb: purpose === 'reset' ? 'sent a reset link' : 'invited' }),
  );
}

async function sameUser(ctx: Ctx, id: string, version: number): Promise<void> {
  const user = await findUser(ctx.db, id, ctx.now);
  if (user.version !== version) throw new Conflict('version', 'somebody changed it meanwhile');
}

/** Whether somebody may do and see the same as before. */
function sameGrants(before: readonly Grant[], after: readonly Grant[]): boolean {
  const told = (grants: readonly Grant[]) =>
    grants.map(({ role, level, site }) => JSON.stringify([role, level, site])).sort();
  return told(before).join() === told(after).join();
}

function setRights(id: string, { grants, main, backup, bin }: Rights, by: GivenBy = 'hand') {
  return [setGrants(id, grants, by), setSites(id, main, backup, by), setBin(id, bin)];
}

function dataOf({ grants, main, backup, bin }: Rights) {
  return { roles: grants.map(({ role, level, site }) => [role, level, site]), main, backup, bin };
}
