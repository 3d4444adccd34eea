import { type Change, must } from '../db/commit.ts';
import { q } from '../db/query.ts';
import type { LinkPurpose } from './link-queries.ts';

interface NewLink {
  id: string;
  purpose: LinkPurpose;
  hash: string;
  person: string | null;
  madeBy: string | null;
  expiresAt: string;
}

export function insertLink(link: NewLink, now: string): Change {
  return q.insertInto('one_time_links').values({
    id: link.id,
    purpose: link.purpose,
    token_hash: link.hash,
    person: link.person,
    made_by: link.madeBy,
    at: now,
    expires_at: link.expiresAt,
  });
}

/** A newer link, or a chosen password, ends the ones before it. */
export function withdrawLinks(person: string | null, now: string): Change {
  return q
    .updateTable('one_time_links')
    .set({ withdrawn_at: now })
    .where('person', 'is', person)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null);
}

/** Once is once: the second of two uses finds nothing. */
export function useLink(id: string, now: string): Change {
  return [
    must('the link can still be used', {
      sql: `SELECT 1 FROM one_time_links
            WHERE id = ? AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > ?`,
      parameters: [id, now],
    }),
    q.updateTable('one_time_links').set({ used_at: now }).where('id', '=', id),
  ];
}
