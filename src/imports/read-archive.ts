import { csvRows } from './read-csv.ts';
import { entriesOf, unpacked, type ZipEntry } from './read-zip.ts';
import { type Bytes, IMPORT_LIMITS, Unreadable } from './table.ts';

/** By kind of import, the tables of a roster that have it, best first. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  people: ['users'],
  locations: ['orgs', 'classes'],
};
const FIRST = ['users', 'orgs', 'classes'];
/** Tables of a roster that say nothing of people, places or devices. */
const PASSED_OVER = new Set(['manifest', 'demographics']);

/**
 * The rows of one CSV file in a zip. Of a roster's users, what OneRoster 1.2 says in roles.csv stands at the end of
 * each row as `role` and `orgSourcedIds`, as 1.1 has it; a user whom no role places is placed by enrollments.csv.
 * @throws Unreadable no CSV file in it, or several of which none is the one that is asked for
 */
export async function* archiveRows(bytes: Uint8Array, kind: string): AsyncGenerator<string[]> {
  const tables = tablesOf(bytes);
  const name = chosen([...tables.keys()], kind);
  const rows = rowsOf(bytes, tables.get(name));
  if (name !== 'users') {
    yield* rows;
    return;
  }
  const placed = await rolesOf(bytes, tables);
  let head: Map<string, number> | null = null;
  for await (const row of rows) {
    if (head === null && row.length > 1) {
      head = columnsOf(row);
      const more = ['role', 'orgSourcedIds'].filter((column) => !head?.has(column.toLowerCase()));
      yield [...row, ...more];
      if (more.length === 0) {
        yield* rows;
        return;
      }
      head.set('width', row.length);
      continue;
    }
    const role = placed.get(row[head?.get('sourcedid') ?? -1] ?? '');
    const width = head?.get('width') ?? row.length;
    const cells = row
      .slice(0, width)
      .concat(Array.from({ length: Math.max(0, width - row.length) }, () => ''));
    const said: string[] = [];
    if (!head?.has('role')) said.push(role?.role ?? '');
    if (!head?.has('orgsourcedids')) said.push(role?.org ?? '');
    yield [...cells, ...said];
  }
}

function tablesOf(bytes: Uint8Array): Map<string, ZipEntry> {
  const tables = new Map<string, ZipEntry>();
  for (const entry of entriesOf(bytes)) {
    const match = /^(?!__MACOSX\/)(?:.*\/)?([^/]+)\.(?:csv|txt|tsv)$/i.exec(entry.name);
    const name = match?.[1]?.toLowerCase() ?? '';
    if (name !== '' && !name.startsWith('.') && !PASSED_OVER.has(name)) tables.set(name, entry);
  }
  return tables;
}

function chosen(names: readonly string[], kind: string): string {
  if (names.length === 0) throw new Unreadable('The zip holds no CSV file with people, places or devices');
  const [only] = names;
  if (only !== undefined && names.length === 1) return only;
  const wanted = [...(TABLES[kind] ?? []), ...(kind === '' ? FIRST : []), kind];
  const found = wanted.find((name) => names.includes(name));
  if (found) return found;
  throw new Unreadable(
    `The zip holds ${names.slice(0, 12).join(', ')}: send the file of these that you mean`,
  );
}

async function* rowsOf(bytes: Uint8Array, entry: ZipEntry | undefined): AsyncGenerator<string[]> {
  if (!entry) return;
  if (entry.size > IMPORT_LIMITS.csvBytes)
    throw new Unreadable(`${entry.name.slice(0, 100)} unpacks to more than 200 MB`);
  yield* csvRows(pieces(bytes, entry));
}

async function* pieces(bytes: Uint8Array, entry: ZipEntry): Bytes & AsyncGenerator<Uint8Array> {
  yield* unpacked(bytes, entry);
}

interface Role {
  role: string;
  org: string;
  first: boolean;
}

async function rolesOf(bytes: Uint8Array, tables: ReadonlyMap<string, ZipEntry>): Promise<Map<string, Role>> {
  const roles = new Map<string, Role>();
  const names = [
    { table: 'roles', org: 'orgsourcedid' },
    { table: 'enrollments', org: 'schoolsourcedid' },
  ];
  for (const { table, org } of names) {
    let head: Map<string, number> | null = null;
    for await (const row of rowsOf(bytes, tables.get(table))) {
      if (head === null) {
        if (row.length > 1) head = columnsOf(row);
        continue;
      }
      const columns = head;
      const at = (name: string) => row[columns.get(name) ?? -1]?.trim() ?? '';
      if (at('status').toLowerCase() === 'tobedeleted') continue;
      const user = at('usersourcedid');
      const before = roles.get(user);
      const first = at('roletype').toLowerCase() === 'primary';
      if (before && (before.first || !first)) continue;
      roles.set(user, { role: at('role'), org: at(org), first: first || table === 'enrollments' });
      // They are held in memory, and no more users than these are read.
      if (roles.size > IMPORT_LIMITS.rows)
        throw new Unreadable(
          `${table}.csv names more than ${IMPORT_LIMITS.rows.toLocaleString('en-US')} users`,
        );
    }
  }
  return roles;
}

function columnsOf(head: readonly string[]): Map<string, number> {
  return new Map(head.map((name, i) => [name.trim().toLowerCase(), i]));
}
