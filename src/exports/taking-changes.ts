import { type Change, must } from '../db/commit.ts';
import { q } from '../db/query.ts';
import type { Taking } from './taking-queries.ts';

export function insertTaking(x: { id: string; person: string | null; photos: boolean }, now: string): Change {
  const { id, person, photos } = x;
  return q
    .insertInto('district_exports')
    .values({ id, person, photos: photos ? 1 : 0, state: 'asked', asked_at: now });
}

/** What is so of it from now on; fails where somebody else wrote on, or ended it. */
export function wroteOn(
  before: Pick<Taking, 'id' | 'makingAt' | 'parts'>,
  after: {
    makingAt: string | null;
    parts?: number;
    bytes?: number;
    state?: Taking['state'];
    madeAt?: string;
    failure?: string;
  },
): Change {
  const { makingAt, madeAt, ...rest } = after;
  return [
    must('nobody else writes it, or has ended it', {
      sql: `SELECT 1 FROM district_exports WHERE id = ? AND state = 'asked' AND making_at IS ? AND parts = ?`,
      parameters: [before.id, before.makingAt, before.parts],
    }),
    q
      .updateTable('district_exports')
      .set({ ...rest, making_at: makingAt, ...(madeAt ? { made_at: madeAt } : {}) })
      .where('id', '=', before.id),
  ];
}

export function endTaking(id: string, now: string): Change {
  return [
    must('it has not been removed yet', {
      sql: 'SELECT 1 FROM district_exports WHERE id = ? AND ended_at IS NULL',
      parameters: [id],
    }),
    q
      .updateTable('district_exports')
      .set({ state: 'ended', ended_at: now, making_at: null })
      .where('id', '=', id),
  ];
}
