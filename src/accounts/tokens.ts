import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { StorageFull } from '../errors.ts';
import { record } from '../history/record.ts';
import { newSecret, secretHash } from './secret.ts';
import { insertToken, revokeTokenRow, setTokenUsed } from './token-changes.ts';

/** What every token of ours begins with, so that scanners for leaked secrets know it. */
const PREFIX = 'spudger_';

/**
 * A token for a program that acts as the person. It is kept as a digest only.
 * @returns the token itself, to be shown once
 */
export async function createToken(
  ctx: Ctx,
  person: string,
  name: string,
): Promise<{ id: string; token: string }> {
  const token = `${PREFIX}${newSecret()}`;
  const id = newId();
  // What is kept with the submission must not hold the token.
  await commit(
    ctx,
    { id },
    insertToken({ id, person, name, hash: secretHash(token), hint: token.slice(-4) }, ctx.now),
    record({ thing: person, kind: 'user', verb: 'made a token', data: { token: id } }),
  );
  return { id, token };
}

/** Ends a token of the person. @throws Conflict it is none of theirs, or has ended */
export async function revokeToken(ctx: Ctx, person: string, id: string): Promise<{ person: string }> {
  return commit(
    ctx,
    { person },
    must('the token works', {
      sql: 'SELECT 1 FROM api_tokens WHERE id = ? AND person = ? AND revoked_at IS NULL',
      parameters: [id, person],
    }),
    revokeTokenRow(id, ctx.now),
    record({ thing: person, kind: 'user', verb: 'ended a token', data: { token: id } }),
  );
}

/** Once a day for each token. A full disk keeps nobody from reading. */
export async function noteTokenUse(ctx: Ctx, id: string): Promise<void> {
  try {
    await commit({ ...ctx, submission: null }, null, setTokenUsed(id, ctx.today));
  } catch (error) {
    if (!(error instanceof StorageFull)) throw error;
  }
}
