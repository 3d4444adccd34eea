import { betterAuth } from 'better-auth';
import { engineDialect } from '../db/dialect.ts';
import type { Engine } from '../db/engine.ts';
import { newId } from '../db/id.ts';
import type { Services } from '../web/env.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { signInAllowed } from './session-queries.ts';

type Parts = Pick<Services, 'engine' | 'config' | 'clock'>;

/** The sign-in library on our own tables. Its endpoints are not mounted: our forms call it. */
function authFor({ engine, config, clock }: Parts) {
  return betterAuth({
    baseURL: config.baseUrl,
    secret: config.secret,
    database: { dialect: engineDialect(engine), type: 'sqlite' },
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      maxPasswordLength: 200,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }) => verifyPassword(hash, password),
      },
    },
    user: {
      modelName: 'users',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'sessions',
      expiresIn: config.sessionDays * 86_400,
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
  });
}

const ADDRESS_HEADER = 'x-client-address';

const made = new WeakMap<Engine, ReturnType<typeof authFor>>();

function authOf(parts: Parts) {
  const known = made.get(parts.engine);
  if (known) return known;
  const auth = authFor(parts);
  made.set(parts.engine, auth);
  return auth;
}

export interface Credentials {
  email: string;
  password: string;
  /** of the browser, to show in the list of sessions */
  userAgent: string;
  address: string;
}

/**
 * Checks a password and opens a session. An unknown account takes as long as a wrong password.
 * @returns the Set-Cookie lines, or null where the two do not belong together
 */
export async function openSession(parts: Parts, who: Credentials): Promise<string[] | null> {
  const headers = new Headers({ 'user-agent': who.userAgent.slice(0, 300), [ADDRESS_HEADER]: who.address });
  try {
    const { headers: answer } = await authOf(parts).api.signInEmail({
      body: { email: who.email, password: who.password },
      headers,
      returnHeaders: true,
    });
    return answer.getSetCookie();
  } catch (error) {
    if (error instanceof Error && error.name === 'APIError') return null;
    throw error;
  }
}
