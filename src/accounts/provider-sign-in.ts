import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import type { SignInProvider } from '../sign-in-config.ts';
import { followGroups } from './follow.ts';
import { groupRows, groupSettings, groupsIn, rightsOfGroups } from './group-rules.ts';
import { linkAccount, unlinkAccount } from './provider-changes.ts';
import { loginByAccount, loginByEmail, staffByEmail } from './provider-queries.ts';
import { type Claims, nameIn, vouchedFor } from './provider-rules.ts';
import { Refused } from './refused.ts';
import { deleteSessions } from './session-changes.ts';
import { mustKeepAdmin } from './user-changes.ts';
import { createUser } from './users.ts';

/**
 * Lets in who comes from a provider: a login that the account is linked to, else the login of its
 * verified address, which is linked now, else (where the district says so) a new one by groups.
 * @returns the address of the login @throws Refused
 */
export async function admit(ctx: Ctx, provider: SignInProvider, claims: Claims): Promise<string> {
  const who = vouchedFor(provider, claims);
  if ('refused' in who) throw new Refused(who.refused);
  const { email, account } = who;
  const [linked, named] = await ctx.db.read(
    loginByAccount(provider.id, account),
    loginByEmail(provider.id, email),
  );
  const login = linked[0] ?? named[0];
  if (!login) return newcomer(ctx, provider, claims, who);
  if (login.barred) throw new Refused('deactivated');
  if (login.linked === account) {
    await followGroups(ctx, login.id, claims);
    return login.email;
  }
  // The address may have gone to another person since.
  if (login.linked !== null) throw new Refused('other_account');
  await once(
    commit(
      ctx,
      null,
      linkAccount(login.id, provider.id, account, ctx.now),
      record({ thing: login.id, kind: 'user', verb: 'linked', data: { provider: provider.id } }),
    ),
  );
  await followGroups(ctx, login.id, claims);
  return login.email;
}

async function newcomer(
  ctx: Ctx,
  provider: SignInProvider,
  claims: Claims,
  { email, account }: { email: string; account: string },
): Promise<string> {
  const { newcomers, claim, lines } = groupSettings(ctx.district.settings);
  if (newcomers === 'known') throw new Refused('unknown');
  const mapped = groupRows(lines);
  const rights = 'rows' in mapped ? rightsOfGroups(mapped.rows, groupsIn(claims, claim)) : null;
  if (!rights) throw new Refused('no_group');
  const staff = await ctx.db.all(staffByEmail(email));
  const name = nameIn(claims);
  const form = {
    person: staff.length === 1 ? (staff[0]?.id ?? null) : null,
    givenName: name.givenName || email.slice(0, email.indexOf('@')).slice(0, 80),
    familyName: name.familyName || email.slice(email.indexOf('@') + 1).slice(0, 80),
    email,
    ...rights,
  };
  await once(createUser(ctx, form, { account: { provider: provider.id, account } }));
  return email;
}

/** Two windows at once: the slower one finds what the other has written. */
async function once(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    // A site of a group's line may have been retired since the line was written.
    if (error instanceof Invalid) throw new Refused('no_group');
    if (!(error instanceof Conflict)) throw error;
  }
}

/** Unlinks a provider's account, so that another one can be; sessions end. @throws Conflict */
export function unlink(ctx: Ctx, person: string, provider: string): Promise<{ person: string }> {
  return commit(
    ctx,
    { person },
    unlinkAccount(person, provider),
    mustKeepAdmin(),
    deleteSessions(person, null),
    record({ thing: person, kind: 'user', verb: 'unlinked', data: { provider } }),
  );
}
