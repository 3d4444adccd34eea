import type { Change } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { record } from '../history/record.ts';

/** Asks whoever may decide it for what was typed, to be agreed to or refused on the page of proposals. */
export function askFor(
  asked: {
    /** as its domain has registered it in routes.tsx */
    kind: string;
    /** what it is about, and what that is called in the history; null where it is not there yet */
    about: { thing: string; kind: string } | null;
    content: Readonly<Record<string, unknown>>;
    /** free text: why */
    reason?: string;
    by: string | null;
  },
  now: string,
): Change {
  const id = newId();
  const { kind, about, content, reason = '', by } = asked;
  return [
    q.insertInto('proposals').values({
      id,
      kind,
      thing: about?.thing ?? null,
      content: JSON.stringify(content),
      reason,
      proposed_by: by,
      at: now,
    }),
    record({
      thing: about?.thing ?? id,
      kind: about?.kind ?? 'proposal',
      verb: 'proposed',
      data: { what: kind, ...content },
      text: reason,
      ...(about ? {} : { first: true }),
    }),
  ];
}
