/** A column as its table's definition has it. */
export interface TableColumn {
  name: string;
  type: 'TEXT' | 'INTEGER' | 'REAL';
  needed: boolean;
  /** place in the primary key, from 1; 0 is none */
  key: number;
  /** the table that it names a row of */
  refers: string | null;
  /** it is empty outside */
  blank: boolean;
}

export interface Table {
  name: string;
  columns: readonly TableColumn[];
  /** what its rows are ordered by: the primary key, or the row's number */
  order: readonly string[];
}

/**
 * Tables that do not go along: what opens doors (passwords, sessions, links, tokens), what waits to be sent
 * elsewhere, and what never holds a row. Decision 26 says why.
 */
export const LEFT_OUT: ReadonlySet<string> = new Set([
  'guards',
  'sessions',
  'verifications',
  'one_time_links',
  'sign_in_failures',
  'calendar_links',
  'credentials',
  'passkeys',
  'api_tokens',
  'outbox',
  'webhooks',
  'webhook_subscriptions',
  'webhook_deliveries',
  'webhook_attempts',
  'district_exports',
]);

/** Of these the passwords, passkeys and tokens go along where somebody asks for them. */
export const LOGINS: ReadonlySet<string> = new Set(['credentials', 'passkeys', 'api_tokens']);

/** Columns that are empty outside: links are made of another server's secret, files lie on another server. */
const BLANK: Readonly<Record<string, readonly string[]>> = {
  saved_exports: ['file', 'bytes', 'made_at', 'link', 'token_hash', 'making_at'],
};

export interface Definition {
  name: string;
  sql: string;
}

/** The tables that go along, those that others name first. @param definitions as sqlite_schema has them */
export function tablesOf(definitions: readonly Definition[], logins: boolean): Table[] {
  return tablesThat(definitions, (name) => !LEFT_OUT.has(name) || (logins && LOGINS.has(name)));
}

/** Every table, those that others name first. */
export function allTables(definitions: readonly Definition[]): Table[] {
  return tablesThat(definitions, () => true);
}

function tablesThat(definitions: readonly Definition[], goes: (name: string) => boolean): Table[] {
  const search = new Set(
    definitions.filter(({ sql }) => /^CREATE VIRTUAL/i.test(sql)).map(({ name }) => name),
  );
  const shadow = (name: string) => [...search].some((fts) => name === fts || name.startsWith(`${fts}_`));
  const tables = definitions
    .filter(({ name }) => !shadow(name) && goes(name))
    .map(tableOf)
    .map((table) => ({ ...table, columns: table.columns.map((column) => blanked(table.name, column, goes)) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return parentsFirst(tables);
}

/** What names a row that does not go along is empty as well. */
function blanked(table: string, column: TableColumn, goes: (name: string) => boolean): TableColumn {
  const alone = column.refers !== null && !goes(column.refers);
  return { ...column, blank: alone || (BLANK[table]?.includes(column.name) ?? false) };
}

function parentsFirst(tables: readonly Table[]): Table[] {
  const known = new Set(tables.map(({ name }) => name));
  const done: Table[] = [];
  const names = new Set<string>();
  let left = [...tables];
  while (left.length > 0) {
    const ready = left.filter(({ name, columns }) =>
      columns.every(({ refers }) => !refers || refers === name || names.has(refers) || !known.has(refers)),
    );
    // Tables that name each other in a circle would go in any order; there are none.
    const next = ready.length > 0 ? ready : left;
    done.push(...next);
    for (const { name } of next) names.add(name);
    left = left.filter(({ name }) => !names.has(name));
  }
  return done;
}

const NO_COLUMN = /^(CONSTRAINT|PRIMARY|UNIQUE|CHECK|FOREIGN)\b/i;

/** Reads a CREATE TABLE as our migrations write it, with what ALTER TABLE has added. */
export function tableOf({ name, sql }: Definition): Table {
  const plain = sql.replace(/--[^\n]*/g, '');
  const parts = piecesOf(plain.slice(plain.indexOf('(') + 1, plain.lastIndexOf(')')));
  const keyPart = parts.find((part) => /^(CONSTRAINT \w+ )?PRIMARY KEY/i.test(part));
  const keys: string[] = keyPart ? namesIn(keyPart.slice(keyPart.indexOf('('))) : [];
  const columns = parts
    .filter((part) => !NO_COLUMN.test(part) && !/\bGENERATED ALWAYS\b|\bAS \(/i.test(part))
    .map((part): TableColumn => {
      const [, column = '', type = ''] = /^"?(\w+)"?\s+(\w+)/.exec(part) ?? [];
      const own = /\bPRIMARY KEY\b/i.test(part) ? 1 : 0;
      return {
        name: column,
        type: type === 'INTEGER' || type === 'REAL' ? type : 'TEXT',
        needed: own > 0 || /\bNOT NULL\b/i.test(part),
        key: own || keys.indexOf(column) + 1,
        refers: /\bREFERENCES (\w+)/i.exec(part)?.[1] ?? null,
        blank: false,
      };
    });
  const order = columns.filter(({ key }) => key > 0).sort((a, b) => a.key - b.key);
  return { name, columns, order: order.length > 0 ? order.map((column) => column.name) : ['rowid'] };
}

/** What stands between commas that are in no brackets. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let piece = '';
  for (const char of text) {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (char === ',' && depth === 0) {
      pieces.push(piece);
      piece = '';
    } else piece += char;
  }
  return [...pieces, piece].map((one) => one.trim().replace(/\s+/g, ' ')).filter(Boolean);
}

const namesIn = (text: string): string[] => text.match(/\w+/g) ?? [];
