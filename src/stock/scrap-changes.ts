import type { Change } from '../db/commit.ts';
import { q } from '../db/query.ts';
import { post } from './posting.ts';

export interface Scrap {
  /** id of the new scraps row; the movement's source */
  id: string;
  part: string;
  bin: string;
  quantity: number;
  reason: string;
  note: string;
  by: string | null;
}

/** Parts are thrown away: off the books with what they were worth. @throws Conflict CHECK stock_not_negative */
export function scrapPart(x: Scrap, now: string): Change {
  const { id, part, bin, quantity, reason, note, by } = x;
  return [
    q.insertInto('scraps').values({ id, part, bin, quantity, reason, note, at: now, by }),
    post([{ part, bin, quantity: -quantity, why: 'scrap', source: id, by }], now),
  ];
}
