import type { Change } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';

/** Ends one session of a person. */
export function deleteSession(person: string, session: string): Change {
  return { sql: 'DELETE FROM sessions WHERE id = ? AND user_id = ?', parameters: [session, person] };
}

/** Ends all sessions of a person. @param but the one that stays, null for none */
export function deleteSessions(person: string, but: string | null): Change {
  return { sql: 'DELETE FROM sessions WHERE user_id = ? AND id IS NOT ?', parameters: [person, but] };
}

/** A session of our own making, as the sign-in library makes them. @param token as the cookie carries it */
export function insertSession(
  person: string,
  token: string,
  { userAgent, address, days }: { userAgent: string; address: string; days: number },
  now: string,
): Change {
  return q.insertInto('sessions').values({
    id: newId(),
    token,
    user_id: person,
    expires_at: new Date(Date.parse(now) + days * 86_400_000).toISOString(),
    ip_address: address,
    user_agent: userAgent.slice(0, 300),
    created_at: now,
    updated_at: now,
  });
}
