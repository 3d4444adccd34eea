import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import type { FirstAdmin, NewPassword, PasswordChange } from './forms.ts';
import { passwordsAllowed } from './group-rules.ts';
import { useLink, withdrawLinks } from './link-changes.ts';
import { type LinkPurpose, linkByHash, type OneTimeLink } from './link-queries.ts';
import { OPEN_LOGIN } from './open-rules.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { passwordProblem } from './rules.ts';
import { newSecret, secretHash } from './secret.ts';
import { deleteSessions, insertSession } from './session-changes.ts';
import { insertStaff, insertUser, setGrants, setPassword } from './user-changes.ts';
import { passwordOf } from './user-queries.ts';

/** The link that a token opens, while it can be used. @throws NotFound */
export async function openLink(ctx: Ctx, purpose: LinkPurpose, token: string): Promise<OneTimeLink> {
  const link = await ctx.db.first(linkByHash(secretHash(token)));
  const usable = link && !link.usedAt && !link.withdrawnAt && link.expiresAt > ctx.now;
  if (!usable || link.purpose !== purpose) throw new NotFound();
  return link;
}

/** The first admin, by the link that the server printed. @throws NotFound, Invalid, Conflict there is one */
export async function makeFirstAdmin(ctx: Ctx, token: string, form: FirstAdmin): Promise<{ id: string }> {
  const link = await openLink(ctx, 'setup', token);
  refuseWeak(form.password, [form.givenName, form.familyName, form.email.split('@')[0] ?? '']);
  const hash = await hashPassword(form.password);
  const id = newId();
  return commit(
    ctx,
    { id },
    must('there is no admin yet', {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM user_roles AS r JOIN users AS u ON u.id = r.person
              WHERE r.role = 'admin' AND ${OPEN_LOGIN})`,
      parameters: [],
    }),
    useLink(link.id, ctx.now),
    insertStaff(id, form, form.email, ctx.now),
    insertUser(id, `${form.givenName} ${form.familyName}`, form.email, ctx.now),
    setGrants(id, [{ role: 'admin', level: null, site: null }]),
    setPassword(id, hash, ctx.now),
    record({
      thing: id,
      kind: 'user',
      verb: 'set up',
      data: { roles: [['admin', null, null]] },
      first: true,
    }),
  );
}

/** A password by an invitation or a reset link; open sessions end. @throws NotFound, Invalid, Conflict */
export async function choosePassword(
  ctx: Ctx,
  purpose: 'invitation' | 'reset',
  token: string,
  form: NewPassword,
): Promise<{ id: string }> {
  const link = await openLink(ctx, purpose, token);
  const id = link.person;
  if (!id) throw new NotFound();
  refuseWhereOff(ctx);
  refuseWeak(form.password, ownWords(link.name, link.email));
  const hash = await hashPassword(form.password);
  return commit(
    ctx,
    { id },
    useLink(link.id, ctx.now),
    setPassword(id, hash, ctx.now),
    deleteSessions(id, null),
    record({ thing: id, kind: 'user', verb: 'chose a password', data: { by: purpose } }),
  );
}

/** Another password of one's own; other sessions end. @throws Invalid the present one is wrong */
export async function changePassword(
  ctx: Ctx,
  session: string | null,
  form: PasswordChange,
): Promise<{ id: string }> {
  refuseWhereOff(ctx);
  const id = ctx.actor.person;
  const row = id ? await ctx.db.first(passwordOf(id)) : undefined;
  if (!id || !row) throw new NotFound();
  if (!row.password || !(await verifyPassword(row.password, form.current)))
    throw new Invalid({ current: 'This is not your present password' });
  refuseWeak(form.password, ownWords(row.name, row.email));
  const hash = await hashPassword(form.password);
  return commit(
    ctx,
    { id },
    setPassword(id, hash, ctx.now),
    deleteSessions(id, session),
    withdrawLinks(id, ctx.now),
    record({ thing: id, kind: 'user', verb: 'changed the password' }),
  );
}

/**
 * Where passwords are switched off, an invitation or a reset link opens a session itself, once: the person
 * adds a passkey then. @returns the token of the session @throws NotFound, Conflict
 */
export async function comeInByLink(
  ctx: Ctx,
  purpose: 'invitation' | 'reset',
  token: string,
  browser: { userAgent: string; address: string; days: number },
): Promise<string> {
  const link = await openLink(ctx, purpose, token);
  const id = link.person;
  if (!id || passwordsAllowed(ctx.district.settings)) throw new NotFound();
  const session = newSecret();
  await commit(
    { ...ctx, submission: null },
    null,
    useLink(link.id, ctx.now),
    deleteSessions(id, null),
    insertSession(id, session, browser, ctx.now),
    record({ thing: id, kind: 'user', verb: 'came in by link', data: { by: purpose } }),
  );
  return session;
}

/** @throws Invalid */
function refuseWhereOff(ctx: Ctx): void {
  if (!passwordsAllowed(ctx.district.settings))
    throw new Invalid({ '': 'This district has switched passwords off' });
}

function ownWords(name: string | null, email: string | null): string[] {
  return [...(name ?? '').split(' '), (email ?? '').split('@')[0] ?? ''];
}

function refuseWeak(password: string, about: readonly string[]): void {
  const problem = passwordProblem(password, about);
  if (problem) throw new Invalid({ password: problem });
}
