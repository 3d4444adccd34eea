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

/** @throws NotFound there is no such person */
export async function personIsThere(engine: Engine, id: string): Promise<void> {
  const [found = []] = await engine.read([{ sql: 'SELECT 1 FROM people WHERE id = ?', parameters: [id] }]);
  if (found.length === 0) throw new NotFound();
}

/**
 * Everything that is held about a person, as one JSON document: the rows of every table that name them, with the
 * words of the dictionary, and the lines of history that are about them or by them. Passwords and tokens are not in it.
 */
export async function* personData(engine: Engine, id: string, now: string): AsyncGenerator<Uint8Array> {
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
  WHERE r.n > ? AND r.n <= ? AND (r.person = ? OR r.thing = ? OR instr(r.data, ?) > 0) ORDER BY r.n`;
/** Lines that one read looks at, not that it finds: none takes long. */
const LINES_A_READ = 20_000;

async function* history(engine: Engine, id: string, encoder: TextEncoder): AsyncGenerator<Uint8Array> {
  const [ends = []] = await engine.read([{ sql: 'SELECT max(n) AS n FROM records', parameters: [] }]);
  const end = Number(ends[0]?.n ?? 0);
  let told = false;
  for (let after = 0; after < end; after += LINES_A_READ) {
    const parameters = [after, after + LINES_A_READ, id, id, id];
    const [rows = []] = await engine.read([{ sql: HISTORY, parameters }]);
    const lines = rows.map((row) =>
      JSON.stringify({ ...row, data: JSON.parse(String(row.data)) as unknown }),
    );
    if (lines.length > 0) yield encoder.encode(`${told ? ',' : ''}\n${lines.join(',\n')}`);
    told ||= lines.length > 0;
    await new Promise((resolve) => setTimeout(resolve));
  }
}
