import type { Change } from '../db/commit.ts';

/** Ends one session of a person. */
export function deleteSession(person: string, session: string): Change {
  return { sql: 'DELETE FROM sessions WHERE id = ? AND user_id = ?', parameters: [session, person] };
}

/** Ends all sessions of a person. @param but the one that stays, null for none */
export function deleteSessions(person: string, but: string | null): Change {
  return { sql: 'DELETE FROM sessions WHERE user_id = ? AND id IS NOT ?', parameters: [person, but] };
}
