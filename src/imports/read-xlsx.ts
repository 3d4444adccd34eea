import { EncryptedFileError, HucreError } from 'hucre';
import { type CellValue, streamXlsxRows } from 'hucre/xlsx';
import { MOST_ROWS, type TableRead, tidied } from './table.ts';

/** What all files inside may unpack to. */
const MOST_UNPACKED = 200_000_000;

/** The rows of an XLSX file's first sheet. */
export async function readXlsx(bytes: Uint8Array): Promise<TableRead> {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    return {
      ok: false,
      words: 'An old .xls file or one with a password: save it as .xlsx or .csv without one',
    };
  if (!isZip(bytes)) return { ok: false, words: 'This is not an XLSX file' };
  if (unpackedSize(bytes) > MOST_UNPACKED) return { ok: false, words: 'The file is too large when unpacked' };
  const rows: string[][] = [];
  try {
    for await (const row of streamXlsxRows(bytes, { sheet: 0 })) {
      rows.push(row.values.map(textOf));
      if (rows.length > MOST_ROWS) break;
    }
  } catch (error) {
    if (error instanceof EncryptedFileError)
      return { ok: false, words: 'The file has a password: save it without one' };
    if (error instanceof HucreError) return { ok: false, words: 'The file is damaged or is no workbook' };
    throw error;
  }
  if (rows.length === 0) return { ok: false, words: 'The first sheet is empty' };
  return { ok: true, rows: tidied(rows.slice(0, MOST_ROWS)), cut: rows.length > MOST_ROWS };
}

/** Whether the bytes begin as a ZIP file does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

function textOf(value: CellValue): string {
  if (value === null) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  // 0.1 + 0.2 is stored as 0.30000000000000004; a sheet shows 15 digits.
  if (typeof value === 'number') return String(Number(value.toPrecision(15)));
  return String(value);
}

/** What the central directory says that the files inside unpack to, in bytes; Infinity where it cannot be read. */
function unpackedSize(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) return Number.POSITIVE_INFINITY;
  let at = view.getUint32(end + 16, true);
  let size = 0;
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return Number.POSITIVE_INFINITY;
    size += view.getUint32(at + 24, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return size;
}
