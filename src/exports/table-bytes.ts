import { createHash } from 'node:crypto';
import type { Engine, Row } from '../db/engine.ts';
import { compiled } from '../db/query.ts';
import { lineOf } from './table-csv.ts';
import { rowsOfTable } from './table-queries.ts';
import type { Table } from './tables-rules.ts';

/** How far a table is read: the key of its last row, and how many rows the next read takes. */
export interface Reach {
  after: (string | number)[] | null;
  limit: number;
}

/** A read begins small: rows differ from thirty bytes to a megabyte. */
export const FROM_START: Reach = { after: null, limit: 50 };
const MOST_ROWS = 20_000;
/** What one read should come to, in characters: some 30 ms of work, between which others are served. */
const READ_CHARS = 1_000_000;

const encoder = new TextEncoder();

/** The line that names a table's columns. */
export function headBytes(table: Table): Uint8Array {
  return encoder.encode(`${table.columns.map(({ name }) => name).join(',')}\n`);
}

/** The next rows of a table as CSV, in the order of its key. `next` is null behind the last one. */
export async function readTable(
  engine: Engine,
  table: Table,
  { after, limit }: Reach,
): Promise<{ bytes: Uint8Array; rows: number; next: Reach | null }> {
  const [rows = []]: Row[][] = await engine.read([compiled(rowsOfTable(table, after, limit))]);
  let text = '';
  for (const row of rows) text += lineOf(table.columns, row);
  const last = rows.at(-1);
  const next =
    last && rows.length === limit
      ? {
          after: table.order.map((key) => last[key] ?? ''),
          limit: Math.max(20, Math.min(MOST_ROWS, Math.floor((READ_CHARS * rows.length) / text.length))),
        }
      : null;
  return { bytes: encoder.encode(text), rows: rows.length, next };
}

/** A table as CSV. @param count gets the number of rows and the digest of the bytes */
export async function* tableBytes(
  engine: Engine,
  table: Table,
  count: { rows: number; sha256: string },
): AsyncGenerator<Uint8Array> {
  const head = headBytes(table);
  const digest = createHash('sha256').update(head);
  yield head;
  for (let reach: Reach | null = FROM_START; reach; ) {
    const { bytes, rows, next }: Awaited<ReturnType<typeof readTable>> = await readTable(
      engine,
      table,
      reach,
    );
    digest.update(bytes);
    count.rows += rows;
    if (rows > 0) yield bytes;
    reach = next;
    // Others are served between the reads.
    if (reach) await new Promise((resolve) => setTimeout(resolve));
  }
  count.sha256 = digest.digest('hex');
}
