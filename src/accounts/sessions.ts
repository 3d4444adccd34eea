import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { record } from '../history/record.ts';
import { deleteSession, deleteSessions } from './session-changes.ts';

/** Signs out: the session of this browser ends. */
export async function endSession(ctx: Ctx, session: string): Promise<void> {
  const { person } = ctx.actor;
  if (person) await commit({ ...ctx, submission: null }, null, deleteSession(person, session));
}

/** Ends one session, of oneself or (by an admin) of somebody else. @throws Conflict it has ended already */
export function revokeSession(ctx: Ctx, person: string, session: string): Promise<{ person: string }> {
  return commit(
    ctx,
    { person },
    must('the session is open', {
      sql: 'SELECT 1 FROM sessions WHERE id = ? AND user_id = ?',
      parameters: [session, person],
    }),
    deleteSession(person, session),
    record({ thing: person, kind: 'user', verb: 'signed out', data: { session } }),
  );
}

/** Ends every session of a person. @param but the one that stays open */
export function revokeSessions(ctx: Ctx, person: string, but: string | null): Promise<{ person: string }> {
  return commit(
    ctx,
    { person },
    deleteSessions(person, but),
    record({ thing: person, kind: 'user', verb: 'signed out', data: { all: true } }),
  );
}
