import { OPEN_LOGIN } from '../accounts/open-rules.ts';
import type { Query } from '../db/query.ts';

export function openLink(person: string): Query<{ id: string; at: string }> {
  return {
    sql: 'SELECT id, at FROM calendar_links WHERE person = ? AND revoked_at IS NULL',
    parameters: [person],
  };
}

/** Whose calendar an address opens. */
export function linkByHash(hash: string): Query<{ person: string; name: string }> {
  return {
    sql: `SELECT c.person, u.name FROM calendar_links AS c JOIN users AS u ON u.id = c.person
          WHERE c.token_hash = ? AND c.revoked_at IS NULL AND ${OPEN_LOGIN}`,
    parameters: [hash],
  };
}
