/** What was read of a file: rows of texts, or why not, in words for people. */
export type TableRead =
  | { ok: true; rows: string[][] /** more rows were there than are read */; cut: boolean }
  | { ok: false; words: string };

/** Rows that are read at most, the head included. */
export const MOST_ROWS = 20_001;
export const MOST_COLUMNS = 100;
/** Characters of a cell; what is longer is no table. */
export const LONGEST_CELL = 2_000;

/** Trimmed, without empty rows, every row as wide as it is filled. */
export function tidied(rows: readonly (readonly string[])[]): string[][] {
  const kept: string[][] = [];
  for (const row of rows) {
    const cells = row.slice(0, MOST_COLUMNS).map((cell) => cell.trim().slice(0, LONGEST_CELL));
    while (cells.length > 0 && cells.at(-1) === '') cells.pop();
    if (cells.length > 0) kept.push(cells);
  }
  return kept;
}
