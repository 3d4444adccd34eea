import { betterAuth } from 'better-auth';
import type { Engine } from '../db/engine.ts';
import { authOptions, type From, headersOf, type Parts } from './auth-options.ts';
import { hashPassword, verifyPassword } from './password.ts';

/** Passwords by the sign-in library. */
function authFor(parts: Parts) {
  return betterAuth({
    ...authOptions(parts),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      maxPasswordLength: 200,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }) => verifyPassword(hash, password),
      },
    },
  });
}

const made = new WeakMap<Engine, ReturnType<typeof authFor>>();

function authOf(parts: Parts) {
  const known = made.get(parts.engine);
  if (known) return known;
  const auth = authFor(parts);
  made.set(parts.engine, auth);
  return auth;
}

export interface Credentials extends Omit<From, 'cookie'> {
  email: string;
  password: string;
}

/**
 * Checks a password and opens a session. An unknown account takes as long as a wrong password.
 * @returns the Set-Cookie lines, or null where the two do not belong together
 */
export async function openSession(parts: Parts, who: Credentials): Promise<string[] | null> {
  try {
    const { headers: answer } = await authOf(parts).api.signInEmail({
      body: { email: who.email, password: who.password },
      headers: headersOf(who),
      returnHeaders: true,
    });
    return answer.getSetCookie();
  } catch (error) {
    if (error instanceof Error && error.name === 'APIError') return null;
    throw error;
  }
}
