import { archiveRows } from './read-archive.ts';
import { csvRows } from './read-csv.ts';
import { xlsxRows } from './read-xlsx.ts';
import { entriesOf, isZip } from './read-zip.ts';
import { type Bytes, collected, IMPORT_LIMITS, peeked, Unreadable } from './table.ts';

/** What nobody has to know here: passwords, and what a district's files say of race, sex and birth. */
const NEVER_READ =
  /^(password|passwd|pwd|passcode|pin|ssn|socialsecuritynumber|birthdate|dateofbirth|dob|sex|gender|race|ethnicity|americanindianoralaskanative|asian|blackorafricanamerican|nativehawaiianorotherpacificislander|white|demographicracetwoormoreraces|hispanicorlatinoethnicity|countryofbirthcode|stateofbirthabbreviation|cityofbirth|publicschoolresidencestatus|pronouns)$/;

/**
 * The rows of a file as it arrives, told by how it begins and not by its name: CSV in any of the usual encodings,
 * XLSX (its first sheet), or a zip of CSV files as rostering systems write it. An empty line is an empty row, so
 * that rows count as a spreadsheet counts them; cells are trimmed and rows end with their last filled cell. Columns
 * of passwords and demographics come empty.
 * @param kind what is imported: of a zip, the table that has it ('people' are in users.csv)
 * @param most rows below the head
 * @throws Unreadable with words for people, as soon as it is seen
 */
export async function* readRows(
  source: Bytes,
  kind = '',
  most: number = IMPORT_LIMITS.rows,
): AsyncGenerator<string[]> {
  const { start, all } = await peeked(source, 4_096);
  let filled = 0;
  let never: Set<number> | null = null;
  for await (const raw of rowsOf(start, all, kind)) {
    const row = trimmed(raw);
    if (row.length > 0) {
      // The head, a line of titles above it, and so many rows.
      filled += 1;
      if (filled > most + 2)
        throw new Unreadable(`More than ${most.toLocaleString('en-US')} rows: split it into several files`);
      if (never === null) {
        if (row.length > 1) never = neverRead(row);
      } else if (never.size > 0) {
        const hidden = never;
        yield trimmed(row.map((cell, i) => (hidden.has(i) ? '' : cell)));
        continue;
      }
    }
    yield row;
  }
  if (filled === 0) throw new Unreadable('The file is empty');
}

async function* rowsOf(start: Uint8Array, all: Bytes, kind: string): AsyncGenerator<string[]> {
  const old = start[0] === 0xd0 && start[1] === 0xcf;
  if (!isZip(start) && !old) {
    yield* csvRows(all);
    return;
  }
  const bytes = await collected(all, IMPORT_LIMITS.packedBytes);
  if (old || entriesOf(bytes).some((entry) => /^xl\//i.test(entry.name))) yield* xlsxRows(bytes);
  else yield* archiveRows(bytes, kind);
}

function trimmed(row: readonly string[]): string[] {
  const cells = row.map((cell) => cell.trim());
  while (cells.length > 0 && cells.at(-1) === '') cells.pop();
  return cells;
}

function neverRead(head: readonly string[]): Set<number> {
  const columns = new Set<number>();
  head.forEach((name, i) => {
    if (NEVER_READ.test(name.toLowerCase().replace(/[^a-z]/g, ''))) columns.add(i);
  });
  return columns;
}
