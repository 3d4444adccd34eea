import { csvText } from '../audits/csv-rules.ts';
import type { Database } from '../db/database.ts';
import { WHY_HEAD } from './mapping-rules.ts';
import { type Import, previewRows } from './queries.ts';

/** Rows of one piece: a page of the database. */
const AT_ONCE = 1_000;
/** The mark at the start of a file, and the end of a head without columns. */
const EMPTY_HEAD = 3;

/** The rows that are wrong as a file that can be mended and sent back in: as they stand, each with why at its end. */
export function wrongRows(db: Database, it: Import): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  // A file that came back has the column already.
  const width = it.head.at(-1) === WHY_HEAD ? it.head.length - 1 : it.head.length;
  const heads = Array.from({ length: width }, (_, i) => it.head[i] || `Column ${i + 1}`);
  let cursor: string | undefined;
  let begun = false;
  return new ReadableStream({
    async pull(controller) {
      const page = await previewRows(db, it.n, { does: 'reject', cursor, limit: AT_ONCE });
      const rows = page.items.map((row) => [
        ...heads.map((_, i) => row.cells[i] ?? ''),
        row.problems.map((one) => one.message).join('. '),
      ]);
      controller.enqueue(
        encoder.encode(begun ? csvText([], rows).slice(EMPTY_HEAD) : csvText([...heads, WHY_HEAD], rows)),
      );
      begun = true;
      cursor = page.next ?? undefined;
      if (!page.next) controller.close();
    },
  });
}
