import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { record } from '../history/record.ts';
import { insertLink, withdrawLinks } from './link-changes.ts';
import { type LinkPurpose, openLinks, SOME_ADMIN } from './link-queries.ts';
import { linkToken, secretHash } from './secret.ts';

const HOURS: Readonly<Record<LinkPurpose, number>> = { setup: 24 * 7, invitation: 24 * 7, reset: 24 };
const PATHS: Readonly<Record<LinkPurpose, string>> = {
  setup: '/setup',
  invitation: '/invitation',
  reset: '/reset',
};

interface Keys {
  secret: string;
  baseUrl: string;
}

/** The address that a one-time link has. */
export function linkUrl({ secret, baseUrl }: Keys, purpose: LinkPurpose, id: string): string {
  return `${baseUrl}${PATHS[purpose]}/${linkToken(secret, id)}`;
}

/** A new one-time link and what it replaces, for a commit. */
export function newLink(
  ctx: Ctx,
  { secret }: Pick<Keys, 'secret'>,
  purpose: LinkPurpose,
  person: string | null,
) {
  const id = newId();
  const expiresAt = new Date(Date.parse(ctx.now) + HOURS[purpose] * 3_600_000).toISOString();
  const hash = secretHash(linkToken(secret, id));
  const change = [
    withdrawLinks(person, ctx.now),
    insertLink({ id, purpose, hash, person, madeBy: ctx.actor.person, expiresAt }, ctx.now),
  ];
  return { id, change };
}

/** The link by which the first admin is made; the same one until it is used or ends. Null where there is one. */
export async function setUpLink(ctx: Ctx, keys: Keys): Promise<string | null> {
  const [admins, open] = await ctx.db.read(SOME_ADMIN, openLinks(null, ctx.now));
  if (admins.length > 0) return null;
  const known = open.find((link) => link.purpose === 'setup');
  if (known) return linkUrl(keys, 'setup', known.id);
  const { id, change } = newLink(ctx, keys, 'setup', null);
  await commit(ctx, null, change, record({ thing: id, kind: 'link', verb: 'made', first: true }));
  return linkUrl(keys, 'setup', id);
}
