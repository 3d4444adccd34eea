/** Rows of one page, and where the next one starts. */
export interface Page<T> {
  items: T[];
  /** null on the last page */
  next: string | null;
}

type Key = string | number;

/** A cursor for URLs: the sort values of the last row shown. */
export function encodeCursor(keys: readonly Key[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(keys));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/**
 * @param shape 's' for a text and 'n' for a number, one letter for each sort value
 * @returns null where the cursor is absent or is not one of ours: the first page
 */
export function decodeCursor(text: string | undefined, shape: string): Key[] | null {
  if (!text || text.length > 400) return null;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    const keys: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (!Array.isArray(keys) || keys.length !== shape.length) return null;
    const fits = keys.every((key, i) => (shape[i] === 's' ? typeof key === 'string' : Number.isFinite(key)));
    return fits ? (keys as Key[]) : null;
  } catch {
    return null;
  }
}

/** Cuts rows that were read with `limit + 1` to a page. */
export function pageOf<T>(rows: readonly T[], limit: number, keysOf: (row: T) => readonly Key[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? encodeCursor(keysOf(last)) : null };
}

/** A count that stops: "1,000+" costs no more than a thousand rows. */
export interface Count {
  n: number;
  more: boolean;
}

export const COUNT_CAP = 1_000;

export function cappedCount(n: number): Count {
  return n > COUNT_CAP ? { n: COUNT_CAP, more: true } : { n, more: false };
}
