import type { SignInProvider } from '../sign-in-config.ts';

/** Why somebody who came from a provider is not let in, by a fixed word: a link cannot put words on a page. */
export const REFUSALS = {
  unverified: 'The account there does not say that its e-mail address is verified.',
  domain: 'That account is not of this district. Choose your work account.',
  unknown: 'Nobody signs in here with that address yet. Ask an admin of your district for a login.',
  no_group: 'That account is in no group that may sign in here. Ask an admin of your district.',
  deactivated: 'This login is deactivated. Ask an admin of your district.',
  other_account:
    'Another account was linked to this login before. An admin can unlink it on the page of the user.',
  cancelled: 'You did not finish signing in there. Nothing was changed.',
  late: 'That took too long, or it was begun in another browser. Begin again.',
  unreachable: 'The service does not answer at the moment. Try again in a minute, or sign in another way.',
  too_many: 'Too many are signing in from here at this moment. Wait a minute, or sign in another way.',
  failed: 'The service did not confirm who you are. Begin again; if that does not help, ask an admin.',
} as const;

export type Refusal = keyof typeof REFUSALS;

export function refusalWords(word: string | undefined): string | null {
  return word !== undefined && Object.hasOwn(REFUSALS, word) ? REFUSALS[word as Refusal] : null;
}

/** What a verified ID token says. */
export type Claims = Readonly<Record<string, unknown>>;

export type Vouched = { email: string; account: string } | { refused: Refusal };

/**
 * Whether a provider vouches for an e-mail address of the district, and which. The token's signature,
 * issuer, audience and nonce were checked before.
 */
export function vouchedFor(
  provider: Pick<SignInProvider, 'id' | 'issuer' | 'domains' | 'tenant'>,
  claims: Claims,
): Vouched {
  const { iss, sub } = claims;
  if (!isText(iss) || !isText(sub)) return { refused: 'failed' };
  // The token was held to what the provider says of itself; this is what the district has set up.
  if (iss.replace(/\/+$/, '') !== provider.issuer) return { refused: 'failed' };
  // A directory of Microsoft's is one district's: somebody else's members are not of it.
  if (provider.id === 'microsoft' && !(isText(claims.tid) && claims.tid.toLowerCase() === provider.tenant))
    return { refused: 'domain' };
  const email = addressIn(provider.id, claims);
  if (email === null) return { refused: 'unverified' };
  const domain = email.slice(email.lastIndexOf('@') + 1);
  if (!provider.domains.includes(domain)) return { refused: 'domain' };
  // Google names the organisation that owns the account: a private account may carry any address.
  if (provider.id === 'google' && !(isText(claims.hd) && provider.domains.includes(claims.hd.toLowerCase())))
    return { refused: 'domain' };
  return { email, account: `${iss} ${sub}` };
}

function addressIn(id: SignInProvider['id'], claims: Claims): string | null {
  const { email, email_verified, xms_edov, preferred_username } = claims;
  const verified = [email_verified, id === 'microsoft' ? xms_edov : false].some(isTrue);
  if (verified && isAddress(email)) return email.toLowerCase();
  // Entra's e-mail claim is whatever somebody typed; the name that a member signs in with is of a
  // domain that the directory has proved to own, and a guest's never ends in one of them.
  if (id === 'microsoft' && isAddress(preferred_username) && !preferred_username.includes('#'))
    return preferred_username.toLowerCase();
  return null;
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === 1 || value === '1';
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 500;
}

/** Plain characters alone, as logins have: in lower case some others become letters of somebody else's address. */
function isAddress(value: unknown): value is string {
  return isText(value) && /^[!-?A-~]+@[!-?A-~]+\.[!-?A-~]+$/.test(value);
}

/** The name that the provider has for the person; '' where it does not say. */
export function nameIn(claims: Claims): { givenName: string; familyName: string } {
  const words = (isText(claims.name) ? claims.name : '').trim().split(/\s+/);
  const given = isText(claims.given_name) ? claims.given_name : words.slice(0, -1).join(' ');
  const family = isText(claims.family_name) ? claims.family_name : (words.at(-1) ?? '');
  return { givenName: given.trim().slice(0, 80), familyName: family.trim().slice(0, 80) };
}
