import { type Change, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';

/** An account of a provider that opens a login from now on: one of each provider, no tokens. */
export function linkAccount(person: string, provider: string, account: string, now: string): Change {
  return [
    must('no other account is linked', {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM credentials WHERE user_id = ? AND provider_id = ?)`,
      parameters: [person, provider],
    }),
    q.insertInto('credentials').values({
      id: newId(),
      account_id: account,
      provider_id: provider,
      user_id: person,
      created_at: now,
      updated_at: now,
    }),
    q.updateTable('users').set({ email_verified: 1 }).where('id', '=', person),
  ];
}

/** The account opens the login no more. */
export function unlinkAccount(person: string, provider: string): Change {
  return [
    must('the account is linked', {
      sql: "SELECT 1 FROM credentials WHERE user_id = ? AND provider_id = ? AND provider_id <> 'credential'",
      parameters: [person, provider],
    }),
    q.deleteFrom('credentials').where('user_id', '=', person).where('provider_id', '=', provider),
  ];
}
