import type { Change } from '../db/commit.ts';
import { q } from '../db/query.ts';

interface NewToken {
  id: string;
  person: string;
  name: string;
  hash: string;
  hint: string;
}

export function insertToken(token: NewToken, now: string): Change {
  return q.insertInto('api_tokens').values({
    id: token.id,
    person: token.person,
    name: token.name,
    token_hash: token.hash,
    hint: token.hint,
    created_at: now,
  });
}

export function revokeTokenRow(id: string, now: string): Change {
  return q.updateTable('api_tokens').set({ revoked_at: now }).where('id', '=', id);
}

/** Every token of a person that still works. */
export function revokeTokensOf(person: string, now: string): Change {
  return q
    .updateTable('api_tokens')
    .set({ revoked_at: now })
    .where('person', '=', person)
    .where('revoked_at', 'is', null);
}

/** The day on which a program last used the token. @param today YYYY-MM-DD */
export function setTokenUsed(id: string, today: string): Change {
  return q.updateTable('api_tokens').set({ last_used_on: today }).where('id', '=', id);
}
