import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { readTable } from '../imports/read-table.ts';
import { MOST_ROWS } from '../imports/table.ts';
import type { ApplyList, Mapping, RowKind, UploadForm } from './price-list-forms.ts';
import { chunksOf, findPriceList, knownOf, type PriceList } from './price-list-queries.ts';
import { codesOf, type JudgedRow, judgeRows } from './price-list-rules.ts';
import { setInStock, setPrices } from './supplier-changes.ts';
import { findSupplier } from './supplier-queries.ts';

/** Rows of one commit, and characters of one stored value. */
const ROWS_AT_ONCE = 500;
const LONGEST_CHUNK = 300_000;
/** Chunks that one request applies; D1 allows so many statements. */
const CHUNKS_AT_ONCE = 20;

/** A file is read and kept until its columns are chosen and its prices applied. @throws NotFound, Invalid no table */
export async function uploadPriceList(
  ctx: Ctx,
  supplier: string,
  file: File | undefined,
  form: UploadForm,
): Promise<{ id: string }> {
  const { id: seller } = await findSupplier(ctx.db, supplier);
  if (!file) throw new Invalid({ file: 'Choose a file' });
  const read = await readTable(file);
  if (!read.ok) throw new Invalid({ file: read.words });
  if (read.cut) throw new Invalid({ file: `More than ${MOST_ROWS - 1} rows: split it into several files` });
  const [first = [], ...others] = read.rows;
  const rows = form.headless ? read.rows : others;
  if (rows.length === 0) throw new Invalid({ file: 'The file has no row below its head' });
  const width = Math.max(...read.rows.slice(0, 50).map((row) => row.length));
  const names = Array.from({ length: width }, (_, i) =>
    form.headless ? `Column ${i + 1}` : first[i] || `Column ${i + 1}`,
  );
  const chunks = chunked(rows);
  const id = newId();
  return commit(
    ctx,
    { id },
    q.insertInto('price_imports').values({
      id,
      supplier: seller,
      file_name: file.name.slice(0, 200),
      head: JSON.stringify({ names, headless: form.headless }),
      chunks: chunks.length,
      row_count: rows.length,
      at: ctx.now,
      person: ctx.actor.person,
    }),
    chunks.map((cells, chunk) =>
      q.insertInto('price_import_chunks').values({ import: id, chunk, cells: JSON.stringify(cells) }),
    ),
    record({
      thing: seller,
      kind: 'supplier',
      verb: 'price list uploaded',
      data: { list: id, rows: rows.length },
      text: file.name,
    }),
  );
}

function chunked(rows: readonly string[][]): string[][][] {
  const chunks: string[][][] = [];
  let size = 0;
  for (const row of rows) {
    const length = JSON.stringify(row).length;
    const last = chunks.at(-1);
    if (!last || last.length >= ROWS_AT_ONCE || size + length > LONGEST_CHUNK) {
      chunks.push([row]);
      size = length;
    } else {
      last.push(row);
      size += length;
    }
  }
  return chunks;
}

/** Which column is what. @throws NotFound, Invalid a column that there is not, Conflict it was applied already */
export async function mapPriceList(ctx: Ctx, id: string, form: Mapping): Promise<{ id: string }> {
  const list = await findPriceList(ctx.db, id);
  const columns = ['sku', 'maker', 'theirs', 'price', 'pack', 'inStock'] as const;
  for (const name of columns)
    if ((form[name] ?? 0) >= list.head.length) throw new Invalid({ [name]: 'The file has no such column' });
  return commit(
    ctx,
    { id },
    must('nothing of the list was applied yet', {
      sql: 'SELECT 1 FROM price_imports WHERE id = ? AND applied = 0',
      parameters: [id],
    }),
    q
      .updateTable('price_imports')
      .set({ mapping: JSON.stringify(form) })
      .where('id', '=', id),
    record({
      thing: list.supplier,
      kind: 'supplier',
      verb: 'price list mapped',
      data: { list: id, ...form },
    }),
  );
}

/** What each row of a list means, a list for each chunk. @throws Conflict its columns are not chosen yet */
export async function judgeList(ctx: Ctx, list: PriceList): Promise<JudgedRow[][]> {
  const { mapping } = list;
  if (!mapping) throw new Conflict('must', 'the columns of the list are chosen');
  const chunks = await chunksOf(ctx.db, list.id);
  const codes = chunks.map((rows) => {
    const all = rows.map((cells) => codesOf(cells, mapping));
    const of = (kind: 'sku' | 'maker') => [...new Set(all.map((one) => one[kind]).filter(Boolean))];
    return { sku: of('sku'), maker: of('maker') };
  });
  const known = await knownOf(ctx.db, list.supplier, codes);
  // Together, because a part that stands twice may stand in two chunks.
  const judged = judgeRows(chunks.flat(), mapping, known, list.headless ? 1 : 2);
  let start = 0;
  return chunks.map((rows) => {
    const part = judged.slice(start, start + rows.length);
    start += rows.length;
    return part;
  });
}

/** How many rows are of each kind. */
export function countKinds(rows: readonly JudgedRow[]): Record<RowKind, number> {
  const counts = { new: 0, changed: 0, same: 0, doubtful: 0, unmatched: 0, wrong: 0 };
  for (const { kind } of rows) counts[kind] += 1;
  return counts;
}

/**
 * Applies what is new and changed (and doubtful, where it is ticked), a chunk of at most 500 rows in each commit, each
 * once. A long list takes several calls.
 * @returns how many chunks are applied now, of how many
 * @throws NotFound, Conflict
 */
export async function applyPriceList(
  ctx: Ctx,
  id: string,
  form: ApplyList,
): Promise<{ id: string; applied: number; chunks: number }> {
  const list = await findPriceList(ctx.db, id);
  if (form.seen !== '' && form.seen !== JSON.stringify(list.mapping))
    throw new Conflict('must', 'the columns of the list are as you saw them: look at its rows once more');
  const judged = await judgeList(ctx, list);
  // Each chunk's own guard lets it in once; the submission's key could be kept with one of them only.
  const each = { ...ctx, submission: null };
  const end = Math.min(list.chunks, list.applied + CHUNKS_AT_ONCE);
  for (let chunk = list.applied; chunk < end; chunk += 1) {
    await applyChunk(each, list, chunk, judged[chunk] ?? [], form.doubtful);
  }
  return { id, applied: end, chunks: list.chunks };
}

async function applyChunk(
  ctx: Ctx,
  list: PriceList,
  chunk: number,
  rows: readonly JudgedRow[],
  doubtful: boolean,
): Promise<void> {
  const fromOn = list.mapping?.fromOn ?? ctx.today;
  const prices = rows.flatMap(({ kind, part, now }) =>
    part && now && (kind === 'new' || kind === 'changed' || (kind === 'doubtful' && doubtful))
      ? [{ part: part.id, ...now, fromOn }]
      : [],
  );
  const held = rows.flatMap(({ kind, part, now, was }) =>
    kind === 'same' && part && now && now.inStock !== was?.inStock
      ? [{ part: part.id, inStock: now.inStock }]
      : [],
  );
  await commit(
    ctx,
    null,
    must('nobody else applied this part of the list, or chose its columns anew', {
      sql: 'SELECT 1 FROM price_imports WHERE id = ? AND applied = ? AND mapping = ?',
      parameters: [list.id, chunk, JSON.stringify(list.mapping)],
    }),
    setPrices(list.supplier, prices, ctx.actor.person, ctx.now),
    setInStock(list.supplier, held),
    {
      sql: `UPDATE price_imports SET applied = applied + 1, changed = changed + ?,
              done_at = CASE WHEN applied + 1 = chunks THEN ? END WHERE id = ?`,
      parameters: [prices.length, ctx.now, list.id],
    },
    record({
      thing: list.supplier,
      kind: 'supplier',
      verb: 'price list applied',
      data: { list: list.id, chunk: chunk + 1, of: list.chunks, prices: prices.length, fromOn, doubtful },
    }),
  );
}
