import { commit } from '../db/commit.ts';
import { NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { atStep, count, insertRows, setImport } from './changes.ts';
import type { FileStore } from './file-store.ts';
import { type Import, rowsAfter, type StagedRow } from './queries.ts';
import { readRows } from './read-rows.ts';
import { LONGEST_LIST, MOST_AT_ONCE, partName, partNames } from './state-rules.ts';
import { LONGEST_CELL, Unreadable } from './table.ts';
import { asAsker, type Work } from './work.ts';

/** The uploaded file, from the parts that it came in. */
export async function* partsOf(
  files: FileStore,
  it: { id: string; parts: number },
): AsyncGenerator<Uint8Array> {
  for (let part = 1; part <= it.parts; part += 1) yield* files.open(partName(it.id, part));
}

/**
 * Reads the file's rows into the database, from where the step before has come to. A file that cannot be read ends
 * the import with the reason.
 */
export async function readOn(work: Work, before: Import): Promise<void> {
  let it = before;
  let batch: StagedRow[] = [];
  let size = 0;
  const keep = async () => {
    if (batch.length > 0) it = await keepRows(work, it, batch);
    batch = [];
    size = 0;
    await work.breathe();
  };
  let nr = 0;
  try {
    for await (const cells of readRows(partsOf(work.files, it), it.kind)) {
      nr += 1;
      if (nr <= it.doneTo || cells.length === 0) continue;
      const row = { nr, cells: cells.map(plainCell) };
      const length = cells.reduce((sum, cell) => sum + Math.min(cell.length, LONGEST_CELL) + 3, 8);
      if (batch.length >= MOST_AT_ONCE || (batch.length > 0 && size + length > LONGEST_LIST)) {
        await keep();
        if (work.tired()) return;
      }
      batch.push(row);
      size += length;
    }
    await keep();
  } catch (error) {
    if (!(error instanceof Unreadable || error instanceof NotFound)) throw error;
    await fail(work, it, error.message);
    await work.files.remove(partNames(it));
    return;
  }
  await endReading(work, it);
  // Whatever comes later is done with its rows: names of people lie in one place less.
  await work.files.remove(partNames(it));
}

/** What we put before a text that a spreadsheet would take for a formula is taken off again. */
function plainCell(cell: string): string {
  const own = cell.slice(0, LONGEST_CELL);
  return /^'[=+\-@\t\r]/.test(own) ? own.slice(1) : own;
}

async function keepRows(work: Work, it: Import, rows: readonly StagedRow[]): Promise<Import> {
  const ctx = asAsker(await work.ctx(), it);
  const doneTo = rows.at(-1)?.nr ?? it.doneTo;
  await commit(
    ctx,
    null,
    atStep(it),
    insertRows(it.n, rows),
    count(it.n, { row_count: rows.length }, doneTo),
  );
  return { ...it, doneTo, rows: it.rows + rows.length };
}

/** The first row that is filled names the columns; a single title above them is passed over. */
async function endReading(work: Work, it: Import): Promise<void> {
  const ctx = asAsker(await work.ctx(), it);
  const first = await rowsAfter(ctx.db, it.n, 0, 2);
  const titled = first.length === 2 && first[0]?.cells.length === 1 && (first[1]?.cells.length ?? 0) > 1;
  const head = titled ? first[1] : first[0];
  const below = it.rows - (titled ? 2 : 1);
  if (!head || below < 1) {
    await fail(work, it, 'The file has no row below the names of its columns');
    return;
  }
  await commit(
    ctx,
    null,
    atStep(it),
    setImport(it.n, {
      state: 'mapping',
      head: JSON.stringify(head.cells.map((name) => name.slice(0, 100))),
      head_nr: head.nr,
      row_count: below,
      done_to: 0,
    }),
  );
}

/** @param failure why, in words for people */
async function fail(work: Work, it: Import, failure: string): Promise<void> {
  const ctx = asAsker(await work.ctx(), it);
  await commit(
    ctx,
    null,
    atStep(it),
    setImport(it.n, { state: 'failed', failure, ended_at: ctx.now }),
    record({ thing: it.id, kind: 'import', verb: 'import failed', text: failure }),
  );
}
