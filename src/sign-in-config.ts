import { z } from 'zod';

export const PROVIDER_IDS = ['google', 'microsoft', 'oidc'] as const;

/** One OpenID Connect provider that people may sign in with. */
export interface SignInProvider {
  id: (typeof PROVIDER_IDS)[number];
  /** as people know it: 'Google' */
  name: string;
  /** without a slash at its end */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** domains of e-mail addresses that may sign in, in lower case */
  domains: readonly string[];
}

const optional = () => z.string().trim().min(1).optional();

/** The variables of sign-in by OpenID Connect: of each provider all or none. */
export const signInVariables = {
  /** Domains whose addresses may sign in by a provider, with commas between them. */
  SIGN_IN_DOMAINS: optional(),
  /** An OAuth client of the district's Google Cloud project. */
  GOOGLE_CLIENT_ID: optional(),
  GOOGLE_CLIENT_SECRET: optional(),
  /** The district's own directory (tenant) in Microsoft Entra: its id. */
  MICROSOFT_TENANT: optional(),
  MICROSOFT_CLIENT_ID: optional(),
  MICROSOFT_CLIENT_SECRET: optional(),
  /** Any other provider: its issuer, where /.well-known/openid-configuration is. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: optional(),
  OIDC_CLIENT_SECRET: optional(),
  /** What its button says. */
  OIDC_NAME: z.string().trim().min(1).max(40).optional(),
};

type Read = { [K in keyof typeof signInVariables]?: string | undefined };

const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}$/;
const TENANT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The providers that are set up, and what is wrong, one line for each variable. */
export function providersOf(e: Read): { providers: SignInProvider[]; problems: string[] } {
  const problems: string[] = [];
  const domains = (e.SIGN_IN_DOMAINS ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  for (const domain of domains)
    if (!DOMAIN.test(domain)) problems.push(`SIGN_IN_DOMAINS: '${domain}' is not a domain, as example.org`);
  const asked = [
    { id: 'google', name: 'Google', of: ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'] },
    {
      id: 'microsoft',
      name: 'Microsoft',
      of: ['MICROSOFT_CLIENT_ID', 'MICROSOFT_CLIENT_SECRET', 'MICROSOFT_TENANT'],
    },
    {
      id: 'oidc',
      name: e.OIDC_NAME ?? 'your school account',
      of: ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_ISSUER'],
    },
  ] as const;
  const providers: SignInProvider[] = [];
  for (const { id, name, of } of asked) {
    const missing = of.filter((variable) => !e[variable]);
    if (missing.length === of.length) continue;
    for (const variable of missing) problems.push(`${variable}: needed with the others of ${name}`);
    if (domains.length === 0) problems.push(`SIGN_IN_DOMAINS: needed to sign in with ${name}`);
    const [clientId, clientSecret] = [e[of[0]] ?? '', e[of[1]] ?? ''];
    providers.push({ id, name, issuer: issuerOf(id, e), clientId, clientSecret, domains });
  }
  // Of a shared issuer anybody's directory could vouch for any address.
  if (e.MICROSOFT_TENANT && !TENANT.test(e.MICROSOFT_TENANT))
    problems.push("MICROSOFT_TENANT: the directory's id, as 8 characters, 4, 4, 4 and 12 with dashes");
  if (e.OIDC_ISSUER && !/^https:|^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(`${e.OIDC_ISSUER}/`))
    problems.push('OIDC_ISSUER: https, unless it is on this machine');
  return { providers, problems: [...new Set(problems)] };
}

function issuerOf(id: SignInProvider['id'], e: Read): string {
  if (id === 'google') return 'https://accounts.google.com';
  if (id === 'microsoft') return `https://login.microsoftonline.com/${e.MICROSOFT_TENANT ?? ''}/v2.0`;
  return (e.OIDC_ISSUER ?? '').replace(/\/+$/, '');
}
