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
  /** Microsoft's: the directory that its members are in, in lower case */
  tenant?: string;
}

const optional = () => z.string().trim().min(1).optional();

/** The variables of sign-in by OpenID Connect: of each provider all or none. */
export const signInVariables = {
  /** Domains whose addresses may sign in by a provider, with commas between them. */
  SIGN_IN_DOMAINS: optional(),
  /** The same for one provider alone, in place of those. */
  GOOGLE_DOMAINS: optional(),
  MICROSOFT_DOMAINS: optional(),
  OIDC_DOMAINS: optional(),
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
  const asked = [
    {
      id: 'google',
      name: 'Google',
      of: ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
      own: 'GOOGLE_DOMAINS',
    },
    {
      id: 'microsoft',
      name: 'Microsoft',
      of: ['MICROSOFT_CLIENT_ID', 'MICROSOFT_CLIENT_SECRET', 'MICROSOFT_TENANT'],
      own: 'MICROSOFT_DOMAINS',
    },
    {
      id: 'oidc',
      name: e.OIDC_NAME ?? 'your school account',
      of: ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_ISSUER'],
      own: 'OIDC_DOMAINS',
    },
  ] as const;
  const providers: SignInProvider[] = [];
  for (const { id, name, of, own } of asked) {
    const missing = of.filter((variable) => !e[variable]);
    if (missing.length === of.length) {
      if (e[own]) problems.push(`${own}: without the others of ${name} it means nothing`);
      continue;
    }
    for (const variable of missing) problems.push(`${variable}: needed with the others of ${name}`);
    const from = e[own] ? own : 'SIGN_IN_DOMAINS';
    const domains = domainsIn(e[from]);
    for (const domain of domains)
      if (!DOMAIN.test(domain)) problems.push(`${from}: '${domain}' is not a domain, as example.org`);
    if (domains.length === 0) problems.push(`${own} or SIGN_IN_DOMAINS: needed to sign in with ${name}`);
    const [clientId, clientSecret] = [e[of[0]] ?? '', e[of[1]] ?? ''];
    const tenant = id === 'microsoft' ? { tenant: (e.MICROSOFT_TENANT ?? '').toLowerCase() } : {};
    providers.push({ id, name, issuer: issuerOf(id, e), clientId, clientSecret, domains, ...tenant });
  }
  // Of a shared issuer anybody's directory could vouch for any address.
  if (e.MICROSOFT_TENANT && !TENANT.test(e.MICROSOFT_TENANT))
    problems.push("MICROSOFT_TENANT: the directory's id, as 8 characters, 4, 4, 4 and 12 with dashes");
  if (e.OIDC_ISSUER && !/^https:|^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(`${e.OIDC_ISSUER}/`))
    problems.push('OIDC_ISSUER: https, unless it is on this machine');
  return { providers, problems: [...new Set(problems)] };
}

function domainsIn(text: string | undefined): string[] {
  const all = (text ?? '').toLowerCase().split(/[\s,]+/);
  return [...new Set(all.filter(Boolean))];
}

function issuerOf(id: SignInProvider['id'], e: Read): string {
  if (id === 'google') return 'https://accounts.google.com';
  if (id === 'microsoft')
    return `https://login.microsoftonline.com/${(e.MICROSOFT_TENANT ?? '').toLowerCase()}/v2.0`;
  return (e.OIDC_ISSUER ?? '').replace(/\/+$/, '');
}
