import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import type { Engine } from '../db/engine.ts';
import { Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { authOptions, type From, headersOf, type Parts } from './auth-options.ts';
import type { MadePasskey, PasskeyAnswer } from './forms.ts';
import { deletePasskey, renamePasskeyRow } from './passkey-changes.ts';
import { countPasskeys } from './passkey-queries.ts';
import { deleteSessions } from './session-changes.ts';
import { mustKeepAdmin } from './user-changes.ts';

const MOST_PASSKEYS = 20;

/** Keys that a device keeps, by the library: it must have checked who holds it (a finger, a face, a code). */
function authFor(parts: Parts, through: Engine, district: string) {
  const refuse = (verified: boolean | undefined) => {
    if (!verified) throw new Invalid({ '': 'The passkey did not check who you are' });
  };
  return betterAuth({
    ...authOptions(parts, through),
    plugins: [
      passkey({
        rpID: new URL(parts.config.baseUrl).hostname,
        rpName: district,
        origin: new URL(parts.config.baseUrl).origin,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        advanced: { webAuthnChallengeCookie: 'passkey' },
        registration: {
          afterVerification: async ({ verification }) => {
            refuse(verification.registrationInfo?.userVerified);
          },
        },
        authentication: {
          afterVerification: async ({ verification }) => refuse(verification.authenticationInfo.userVerified),
        },
        schema: {
          passkey: {
            modelName: 'passkeys',
            fields: {
              publicKey: 'public_key',
              userId: 'user_id',
              credentialID: 'credential_id',
              deviceType: 'device_type',
              backedUp: 'backed_up',
              createdAt: 'created_at',
            },
          },
        },
      }),
    ],
  });
}

/** The library writes a new passkey; with this engine its line of history is in the same commit. */
function recording(ctx: Ctx, engine: Engine, person: string): Engine {
  return {
    batch: (statements) => engine.batch(statements),
    read: async (statements) => {
      const [first] = statements;
      if (!first || !/^insert into "?passkeys\b/i.test(first.sql)) return engine.read(statements);
      const insert = { sql: first.sql.replace(/\s+returning \*\s*$/i, ''), parameters: first.parameters };
      await commit(ctx, null, insert, record({ thing: person, kind: 'user', verb: 'added a passkey' }));
      const sql = 'SELECT * FROM passkeys WHERE user_id = ? ORDER BY id DESC LIMIT 1';
      return engine.read([{ sql, parameters: [person] }]);
    },
  };
}

export interface Answered {
  json: unknown;
  cookies: string[];
}

/** What the browser is to make a passkey with. @throws Invalid there are enough, or the session is old */
export async function beginPasskey(ctx: Ctx, parts: Parts, from: From): Promise<Answered> {
  const person = ctx.actor.person ?? '';
  const counted = await ctx.db.first(countPasskeys(person));
  if ((counted?.n ?? 0) >= MOST_PASSKEYS) throw new Invalid({ '': `There are ${MOST_PASSKEYS} already` });
  const auth = authFor(parts, parts.engine, ctx.district.name);
  return answered(
    auth.api.generatePasskeyRegistrationOptions({ headers: headersOf(from), returnHeaders: true }),
  );
}

/** Keeps the passkey that the browser made. @throws Invalid it does not fit what was asked for */
export async function addPasskey(
  ctx: Ctx,
  parts: Parts,
  from: From,
  response: MadePasskey['response'],
): Promise<Answered> {
  const once: Ctx = { ...ctx, submission: null };
  const engine = recording(once, parts.engine, ctx.actor.person ?? '');
  const auth = authFor(parts, engine, ctx.district.name);
  const headers = headersOf(from);
  return answered(auth.api.verifyPasskeyRegistration({ body: { response }, headers, returnHeaders: true }));
}

/** What any passkey of this district is to sign. */
export async function askForPasskey(parts: Parts, from: From): Promise<Answered> {
  const auth = authFor(parts, parts.engine, 'Spudger');
  // Without the session's cookie: whoever asks, any passkey may answer.
  const headers = headersOf({ ...from, cookie: undefined });
  const { json, cookies } = await answered(
    auth.api.generatePasskeyAuthenticationOptions({ headers, returnHeaders: true }),
  );
  return { json: { ...(json as object), userVerification: 'required' }, cookies };
}

/** Opens a session by a passkey's signature. @throws Invalid it is unknown, wrong, or the login deactivated */
export async function signInByPasskey(
  parts: Parts,
  from: From,
  response: PasskeyAnswer['response'],
): Promise<Answered> {
  const auth = authFor(parts, parts.engine, 'Spudger');
  const headers = headersOf(from);
  const { cookies } = await answered(
    auth.api.verifyPasskeyAuthentication({ body: { response }, headers, returnHeaders: true }),
  );
  return { json: null, cookies };
}

async function answered(work: Promise<{ response: unknown; headers: Headers }>): Promise<Answered> {
  try {
    const { response, headers } = await work;
    return { json: response, cookies: headers.getSetCookie() };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'APIError') throw error;
    const code = 'body' in error ? (error.body as { code?: string } | undefined)?.code : undefined;
    throw new Invalid({ '': WORDS[code ?? ''] ?? 'This passkey does not sign in here' });
  }
}

const WORDS: Readonly<Record<string, string>> = {
  SESSION_NOT_FRESH: 'You signed in more than a day ago: sign out and in again, then add the passkey',
  CHALLENGE_NOT_FOUND: 'That took too long: begin again',
};

/** @throws Conflict it is gone */
export function renamePasskey(ctx: Ctx, person: string, id: string, name: string): Promise<{ id: string }> {
  return commit(
    ctx,
    { id },
    renamePasskeyRow(person, id, name),
    record({ thing: person, kind: 'user', verb: 'renamed a passkey', data: { passkey: id } }),
  );
}

/**
 * Signs in no more, and what it opened ends: which session that was is not known, so all others do.
 * @param stays the session of the browser that asks; null for none
 * @throws Conflict it is gone, or nobody could manage users any more
 */
export function removePasskey(
  ctx: Ctx,
  person: string,
  id: string,
  stays: string | null,
): Promise<{ person: string }> {
  return commit(
    ctx,
    { person },
    deletePasskey(person, id),
    mustKeepAdmin(),
    deleteSessions(person, stays),
    record({ thing: person, kind: 'user', verb: 'removed a passkey', data: { passkey: id } }),
  );
}
