import { AsyncLocalStorage } from 'node:async_hooks';
import { betterAuth } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import type { Engine } from '../db/engine.ts';
import type { SignInProvider } from '../sign-in-config.ts';
import { authOptions, type From, headersOf, type Parts } from './auth-options.ts';
import type { Claims, Refusal } from './provider-rules.ts';
import { Refused } from './refused.ts';

/** Who is let in is decided inside the library's callback, for the request that it answers. */
const admission = new AsyncLocalStorage<(claims: Claims) => Promise<string>>();

const PATIENCE_MS = 15_000;
/** What a provider says of itself is asked for again after so long. */
const FRESH_MS = 600_000;

/** The address that a provider sends people back to; registered there, letter by letter. */
export function returnAddress(baseUrl: string, provider: string): string {
  return `${baseUrl}/sign-in/with/${provider}/back`;
}

/** One provider by the library: PKCE, state and nonce are its own, and the ID token is always verified. */
function authFor(parts: Parts, provider: SignInProvider) {
  return betterAuth({
    ...authOptions(parts),
    logger: { level: 'error', log: (_, message) => console.error(`Sign-in with ${provider.id}: ${message}`) },
    plugins: [
      genericOAuth({
        config: [
          {
            providerId: provider.id,
            name: provider.name,
            discoveryUrl: `${provider.issuer}/.well-known/openid-configuration`,
            requireIdTokenVerification: true,
            clientId: provider.clientId,
            clientSecret: provider.clientSecret,
            redirectURI: returnAddress(parts.config.baseUrl, provider.id),
            scopes: ['openid', 'email', 'profile'],
            pkce: true,
            // Both let people choose among their accounts; others may not know the word.
            prompt: provider.id === 'oidc' ? undefined : 'select_account',
            disableSignUp: true,
            accountSubject: ({ profile }) => `${String(profile.iss)} ${String(profile.sub)}`,
            authorizationUrlParams: hintOf(provider),
            mapProfileToUser: async (profile) => {
              const admit = admission.getStore();
              if (!admit) throw new Refused('failed');
              return { email: await admit(profile), emailVerified: true };
            },
          },
        ],
      }),
    ],
  });
}

/** Google offers the district's accounts alone where there is one domain; the token is what counts. */
function hintOf({ id, domains }: SignInProvider): Record<string, string> {
  return id === 'google' && domains.length === 1 ? { hd: domains[0] ?? '' } : {};
}

type Auth = ReturnType<typeof authFor>;

const made = new WeakMap<Engine, Map<string, { auth: Auth; at: number }>>();

/** Kept once it has read what the provider says of itself. @throws Refused it does not answer */
async function authOf(parts: Parts, provider: SignInProvider): Promise<Auth> {
  const all = made.get(parts.engine) ?? new Map<string, { auth: Auth; at: number }>();
  made.set(parts.engine, all);
  const known = all.get(provider.id);
  if (known && Date.now() - known.at < FRESH_MS) return known.auth;
  const auth = authFor(parts, provider);
  const { socialProviders } = await inTime(auth.$context);
  if (!socialProviders.some(({ id }) => id === provider.id)) throw new Refused('unreachable');
  all.set(provider.id, { auth, at: Date.now() });
  return auth;
}

/** @returns where to send the browser, and the cookie that it comes back with @throws Refused */
export async function beginAt(parts: Parts, provider: SignInProvider, next: string) {
  const auth = await authOf(parts, provider);
  const { response, headers } = await auth.api.signInSocial({
    body: { provider: provider.id, callbackURL: next, errorCallbackURL: '/sign-in', disableRedirect: true },
    headers: new Headers(),
    returnHeaders: true,
  });
  if (!response.url) throw new Refused('failed');
  return { url: response.url, cookies: headers.getSetCookie() };
}

export type Returned =
  | { kind: 'open'; next: string; cookies: string[] }
  | { kind: 'refused'; why: Refusal; cookies: string[] };

/**
 * What somebody brings back from a provider: the code is exchanged, the token verified, and the person let in.
 * @param admit decides by the token's claims; gives the address of the login, or throws Refused
 */
export async function finishAt(
  parts: Parts,
  provider: SignInProvider,
  from: From,
  query: Record<string, string>,
  admit: (claims: Claims) => Promise<string>,
): Promise<Returned> {
  try {
    const auth = await authOf(parts, provider);
    const answer = await inTime(
      admission.run(admit, () =>
        auth.api.callbackOAuth({
          method: 'GET',
          params: { id: provider.id },
          query,
          headers: headersOf(from),
          asResponse: true,
        }),
      ),
    );
    const cookies = answer.headers.getSetCookie();
    const location = answer.headers.get('location') ?? '';
    const error = new URL(location || '/?error=failed', 'http://here.invalid').searchParams.get('error');
    if (error !== null) {
      const why = refusalOf(error);
      if (why === 'failed')
        console.error(`Sign-in with ${provider.id} failed:`, JSON.stringify(error.slice(0, 100)));
      return { kind: 'refused', why, cookies };
    }
    return { kind: 'open', next: location, cookies };
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', why: error.why, cookies: [] };
    throw error;
  }
}

function refusalOf(error: string): Refusal {
  if (error === 'access_denied') return 'cancelled';
  return error.startsWith('state_') ? 'late' : 'failed';
}

/** @throws Refused it took too long */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refused('unreachable')), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
