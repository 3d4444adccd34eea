/** Rows of a table that are read, or written, before others have their turn: some milliseconds in a large district. */
export const ROWS_AT_ONCE = 250;

/** Others are served before the next slice. */
export type Breathe = () => Promise<void>;

export const breathe: Breathe = () => new Promise((resume) => setTimeout(resume));

/** A list in slices of at most so many. */
export function inSlices<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  );
}

/**
 * Walks through a table: each slice begins after the last row of the one before, and others are served between two.
 * @param read at most ROWS_AT_ONCE rows after this one; null for the first
 */
export async function walk<T>(
  read: (after: T | null) => Promise<T[]>,
  each: (rows: readonly T[]) => Promise<void> | void,
): Promise<void> {
  let last: T | null = null;
  for (;;) {
    const rows: T[] = await read(last);
    if (rows.length > 0) await each(rows);
    await breathe();
    if (rows.length < ROWS_AT_ONCE) return;
    last = rows.at(-1) ?? null;
  }
}
