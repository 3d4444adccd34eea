import { decodeCursor, encodeCursor, type Page } from '../web/paging.ts';

/** A page of a list that is short enough to be read as a whole. */
export function pageOfWhole<T>(
  rows: readonly T[],
  { limit, cursor }: { limit: number; cursor: string },
): Page<T> {
  const [start = 0] = (decodeCursor(cursor, 'n') ?? [0]) as number[];
  const end = start + limit;
  return { items: rows.slice(start, end), next: end < rows.length ? encodeCursor([end]) : null };
}
