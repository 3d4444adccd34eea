import type { Engine, Row } from '../db/engine.ts';
import { compiled, type Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { columnWords } from './dictionary.ts';
import { tablesIn } from './district.ts';
import { rowsOfTable } from './table-queries.ts';
import { TABLE_WORDS } from './table-words-rules.ts';
import type { Table } from './tables-rules.ts';

const ROWS_A_READ = 500;

/** The columns that name people. */
const naming = ({ columns, name }: Table): string[] =>
  columns
    .filter(
      (column) =>
        column.refers === 'people' ||
        column.refers === 'users' ||
        (name === 'people' && column.name === 'id'),
    )
    .map((column) => column.name);

/**
 * Everything that is held about a person, as one JSON document: the rows of every table that name them, with the
 * words of the dictionary, and the lines of history that are about them or by them. Passwords and tokens are not in it.
 * @throws NotFound
 */
export async function personData(
  engine: Engine,
  id: string,
  now: string,
): Promise<AsyncGenerator<Uint8Array>> {
  const [found = []] = await engine.read([{ sql: 'SELECT 1 FROM people WHERE id = ?', parameters: [id] }]);
  if (found.length === 0) throw new NotFound();
  return documentOf(engine, id, now);
}

async function* documentOf(engine: Engine, id: string, now: string): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(`{"person":${JSON.stringify(id)},"made":${JSON.stringify(now)},"tables":{`);
  let first = true;
  for (const table of await tablesIn(engine, false)) {
    const columns = naming(table);
    if (columns.length === 0) continue;
    let open = false;
    for await (const rows of pagesOf(engine, table, columns, id)) {
      if (rows.length === 0) continue;
      const lines = rows.map((row) => JSON.stringify(shown(table, row))).join(',\n');
      yield encoder.encode(open ? `,\n${lines}` : `${first ? '' : '\n,'}${headOf(table, columns)}${lines}`);
      open = true;
      first = false;
    }
    if (open) yield encoder.encode(']}');
  }
  yield encoder.encode('\n},"history":[');
  yield* history(engine, id, encoder);
  yield encoder.encode(']}\n');
}

function headOf(table: Table, columns: readonly string[]): string {
  const words = Object.fromEntries(
    table.columns.map((column) => [column.name, columnWords(table.name, column)]),
  );
  const meaning = TABLE_WORDS[table.name] ?? table.name.replaceAll('_', ' ');
  const head = { meaning, namedIn: columns, columns: words };
  return `${JSON.stringify(table.name)}:${JSON.stringify(head).slice(0, -1)},"rows":[\n`;
}

const shown = (table: Table, row: Row): Row =>
  Object.fromEntries(
    table.columns.filter(({ blank }) => !blank).map(({ name }) => [name, row[name] ?? null]),
  );

async function* pagesOf(
  engine: Engine,
  table: Table,
  columns: readonly string[],
  id: string,
): AsyncGenerator<Row[]> {
  let after: (string | number)[] | null = null;
  for (;;) {
    const query: Query<Row> = rowsOfTable(table, after, ROWS_A_READ, { columns, value: id });
    const [rows = []]: Row[][] = await engine.read([compiled(query)]);
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_A_READ) return;
    after = table.order.map((key) => last[key] ?? '');
    await new Promise((resolve) => setTimeout(resolve));
  }
}

const HISTORY = `SELECT r.n, r.thing, r.kind, r.verb, r.at, r.done_at, r.person, r.source, r.site, r.data, t.text
  FROM records AS r LEFT JOIN record_texts AS t ON t.thing = r.thing AND t.seq = r.seq
  WHERE r.n > ? AND (r.person = ? OR r.thing = ? OR instr(r.data, ?) > 0) ORDER BY r.n LIMIT ?`;

async function* history(engine: Engine, id: string, encoder: TextEncoder): AsyncGenerator<Uint8Array> {
  let after = 0;
  for (;;) {
    const [rows = []] = await engine.read([{ sql: HISTORY, parameters: [after, id, id, id, ROWS_A_READ] }]);
    const lines = rows.map((row) =>
      JSON.stringify({ ...row, data: JSON.parse(String(row.data)) as unknown }),
    );
    if (lines.length > 0) yield encoder.encode(`${after > 0 ? ',' : ''}\n${lines.join(',\n')}`);
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_A_READ) return;
    after = Number(last.n);
    await new Promise((resolve) => setTimeout(resolve));
  }
}
