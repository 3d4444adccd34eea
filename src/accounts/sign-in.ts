import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { Conflict } from '../errors.ts';
import type { Services } from '../web/env.ts';
import { openSession } from './auth.ts';
import type { SignIn } from './forms.ts';
import { type Failures, FORGOTTEN_AFTER_MS, throttleLimits, waitUntil } from './rules.ts';
import { secretHash } from './secret.ts';
import { countGuess, forgetGuesses } from './throttle-changes.ts';
import { failuresOf } from './throttle-queries.ts';

export type SignInOutcome =
  | { kind: 'open'; cookies: string[] }
  | { kind: 'wrong' }
  /** until when nobody may guess, ISO UTC */
  | { kind: 'wait'; until: string };

interface From {
  address: string;
  userAgent: string;
}

const ATTEMPTS = 3;

/**
 * Checks a password. Wrong ones are counted by account and by address; beyond a few free ones there is a
 * wait that grows. Says nothing about whether an account exists.
 */
export async function signIn(
  ctx: Ctx,
  services: Pick<Services, 'engine' | 'config' | 'clock'>,
  form: SignIn,
  from: From,
): Promise<SignInOutcome> {
  const nobody: Ctx = { ...ctx, submission: null };
  const account = `account ${secretHash(form.email)}`;
  const address = from.address ? `address ${from.address}` : null;
  const until = await countOne(nobody, account, address);
  if (until) return { kind: 'wait', until };
  const cookies = await openSession(services, { ...form, ...from });
  if (!cookies) return { kind: 'wrong' };
  await commit(nobody, null, forgetGuesses(account, address));
  return { kind: 'open', cookies };
}

/** @returns until when there is a wait; null where the guess was counted and may be checked */
async function countOne(ctx: Ctx, account: string, address: string | null): Promise<string | null> {
  const limits = throttleLimits(ctx.district.settings['sign-in.throttle']);
  const since = new Date(Date.parse(ctx.now) - FORGOTTEN_AFTER_MS).toISOString();
  for (let attempt = 0; ; attempt++) {
    const rows = await ctx.db.all(failuresOf([account, ...(address ? [address] : [])]));
    const known = (subject: string | null): (Failures & { subject: string }) | undefined =>
      rows.find((row) => row.subject === subject);
    const waits = [
      waitUntil(known(account), limits.account, limits.longest, ctx.now),
      waitUntil(known(address), limits.address, limits.longest, ctx.now),
    ];
    const until = waits
      .filter((wait) => wait !== null)
      .sort()
      .at(-1);
    if (until) return until;
    try {
      await commit(
        ctx,
        null,
        countGuess({ subject: account, expects: known(account)?.failures ?? 0, now: ctx.now, since }),
        address ? countGuess({ subject: address, expects: null, now: ctx.now, since }) : null,
      );
      return null;
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      // Somebody else guesses at the same account in the same moment: look again, then wait.
      if (attempt >= ATTEMPTS) return new Date(Date.parse(ctx.now) + 1_000).toISOString();
    }
  }
}
