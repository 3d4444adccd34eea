import { readRows } from './read-rows.ts';
import { MOST_ROWS, type TableRead, tidied, Unreadable } from './table.ts';

const MOST_BYTES = 12_000_000;

/** The rows of a CSV or XLSX file of a price list, told apart by how it begins and not by its name. */
export async function readTable(file: Blob): Promise<TableRead> {
  if (file.size > MOST_BYTES) return { ok: false, words: 'At most 12 MB' };
  const rows: string[][] = [];
  let cut = false;
  try {
    for await (const row of readRows(file.stream())) {
      const [kept] = tidied([row]);
      if (!kept) continue;
      cut = rows.length === MOST_ROWS;
      if (cut) break;
      rows.push(kept);
    }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, words: error.message };
    throw error;
  }
  return { ok: true, rows, cut };
}
