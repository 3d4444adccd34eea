import type { BetterAuthOptions } from 'better-auth';
import { engineDialect } from '../db/dialect.ts';
import type { Engine } from '../db/engine.ts';
import { newId } from '../db/id.ts';
import type { Services } from '../web/env.ts';
import { signInAllowed } from './session-queries.ts';

export type Parts = Pick<Services, 'engine' | 'config' | 'clock'>;

/** Where the library reads the address that a request came from. */
export const ADDRESS_HEADER = 'x-client-address';

/** The sign-in library on our own tables. Its endpoints are not mounted: our routes call them. */
export function authOptions({ engine, config, clock }: Parts, through: Engine = engine) {
  return {
    baseURL: config.baseUrl,
    secret: config.secret,
    database: { dialect: engineDialect(through), type: 'sqlite' },
    telemetry: { enabled: false },
    logger: { disabled: true },
    user: {
      modelName: 'users',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'sessions',
      expiresIn: config.sessionDays * 86_400,
      disableSessionRefresh: true,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    account: {
      modelName: 'credentials',
      // Accounts are linked by our own commit, and tokens of other services are not kept.
      accountLinking: { enabled: false },
      updateAccountOnSignIn: false,
      storeStateStrategy: 'cookie',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'spudger',
      useSecureCookies: config.baseUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: () => newId(), validateSchema: false },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            const [rows] = await engine.read([signInAllowed(session.userId)]);
            if (!rows?.length) return false;
            const now = clock();
            const expiresAt = new Date(now + config.sessionDays * 86_400_000);
            return { data: { ...session, createdAt: new Date(now), updatedAt: new Date(now), expiresAt } };
          },
        },
      },
    },
  } satisfies BetterAuthOptions;
}

/** What the library is told of a request: its cookies, its browser, its address. */
export interface From {
  userAgent: string;
  address: string;
  cookie?: string | undefined;
}

export function headersOf({ userAgent, address, cookie }: From): Headers {
  const headers = new Headers({ 'user-agent': userAgent.slice(0, 300), [ADDRESS_HEADER]: address });
  if (cookie) headers.set('cookie', cookie);
  return headers;
}
