import { createHash } from 'node:crypto';
import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { writeSetting } from '../settings/changes.ts';
import { insertFile, releaseFiles, setFile } from './inbox-changes.ts';
import { type InboxFile, takenAs } from './inbox-queries.ts';

const TAKEN_ON = 'inbox.taken_on';

/** Whether the inbox was looked at today. */
export function wasTaken(ctx: Ctx): boolean {
  return ctx.district.settings[TAKEN_ON] === ctx.today;
}

export function noteTaken(ctx: Ctx): Promise<null> {
  return commit(ctx, null, writeSetting(TAKEN_ON, ctx.today));
}

/** What a file holds, as one kind of import: it is known again if the server stops before it is out of the way. */
export async function digestOf(source: AsyncIterable<Uint8Array>, kind: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of source) hash.update(piece);
  return `${kind}:${hash.digest('base64url')}`;
}

/** Whether this was taken in already, and only lies there still. */
export async function isTaken(ctx: Ctx, digest: string): Promise<boolean> {
  return (await ctx.db.first(takenAs(digest))) !== undefined;
}

/** The file becomes this import, in the import's own commit. */
export function noteFile(ctx: Ctx, importId: string, name: string, digest: string): Change {
  return insertFile(importId, name, digest, ctx.now);
}

/** The files are out of the way. */
export function noteGone(ctx: Ctx, digests: readonly string[]): Promise<null> {
  return commit(ctx, null, releaseFiles(digests));
}

/** The file is at its end, or waits for a person. */
export function settleFile(
  ctx: Ctx,
  importId: string,
  state: InboxFile['state'],
  reason = '',
): Promise<null> {
  return commit(ctx, null, setFile(importId, state, reason));
}
