import { readCsv } from './read-csv.ts';
import { isZip, readXlsx } from './read-xlsx.ts';
import type { TableRead } from './table.ts';

const MOST_BYTES = 12_000_000;

/** The rows of a CSV or XLSX file, told apart by how it begins and not by its name. */
export async function readTable(file: Blob): Promise<TableRead> {
  if (file.size > MOST_BYTES) return { ok: false, words: 'At most 12 MB' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const old = bytes[0] === 0xd0 && bytes[1] === 0xcf;
  return isZip(bytes) || old ? readXlsx(bytes) : readCsv(bytes);
}
