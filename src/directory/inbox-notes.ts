import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { writeSetting } from '../settings/changes.ts';
import { insertFile, setFile } from './inbox-changes.ts';
import type { InboxFile } from './inbox-queries.ts';

const TAKEN_ON = 'inbox.taken_on';

/** Whether the inbox was looked at today. */
export function wasTaken(ctx: Ctx): boolean {
  return ctx.district.settings[TAKEN_ON] === ctx.today;
}

export function noteTaken(ctx: Ctx): Promise<null> {
  return commit(ctx, null, writeSetting(TAKEN_ON, ctx.today));
}

/** The file became this import. */
export function noteFile(ctx: Ctx, importId: string, name: string): Promise<null> {
  return commit(ctx, null, insertFile(importId, name, ctx.now));
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
