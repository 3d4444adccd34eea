import { createServer } from 'node:http';
import Provider, { interactionPolicy } from 'oidc-provider';
import { freePort } from './server-process.ts';

/** An OpenID Connect provider running for real on loopback. */
export interface RunningProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** what the next person who comes by is: the claims of the ID token; null refuses consent */
  next: Record<string, unknown> | null;
  /** what was asked at its authorization endpoint */
  asked: URLSearchParams[];
  close(): Promise<void>;
}

/** @param redirects where it may send people back to, letter by letter */
export async function startProvider(redirects: readonly string[]): Promise<RunningProvider> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const people = new Map<string, Record<string, unknown>>();
  const clientId = 'spudger';
  const clientSecret = 'a secret that both sides know';
  const asked: URLSearchParams[] = [];
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [...redirects],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'given_name', 'family_name', 'groups', 'hd', 'tid', 'preferred_username'],
    },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    cookies: { keys: ['a key of the test'] },
    interactions: { policy: chooser(), url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, ...people.get(accountId) }),
    }),
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const handle = provider.callback();
  const running: RunningProvider = {
    issuer,
    clientId,
    clientSecret,
    next: null,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    if (url.pathname === '/auth') asked.push(url.searchParams);
    if (!url.pathname.startsWith('/interaction/')) return handle(request, response);
    const { next } = running;
    const accountId = String(next?.sub ?? '');
    if (next) people.set(accountId, next);
    const result = next
      ? { login: { accountId, remember: false }, select_account: {} }
      : { error: 'access_denied', error_description: 'not now' };
    return void provider.interactionFinished(request, response, result);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return running;
}

/** As Google's and Microsoft's, it knows the word by which people are offered all their accounts. */
function chooser(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return policy;
}
