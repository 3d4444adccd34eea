import { CsvError, parse } from 'csv-parse/sync';
import { MOST_ROWS, type TableRead, tidied } from './table.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * The rows of a CSV file: UTF-8, UTF-16 with its mark, or else Windows-1252; separated by comma, semicolon, tab
 * or bar, whichever its first lines agree on.
 */
export function readCsv(bytes: Uint8Array): TableRead {
  const text = decoded(bytes);
  if (text.includes('\0')) return { ok: false, words: 'This is not a text file' };
  if (text.trim() === '') return { ok: false, words: 'The file is empty' };
  try {
    const rows = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 200_000,
      to: MOST_ROWS + 1,
    }) as string[][];
    return { ok: true, rows: tidied(rows.slice(0, MOST_ROWS)), cut: rows.length > MOST_ROWS };
  } catch (error) {
    if (error instanceof CsvError) return { ok: false, words: wordsOf(error) };
    throw error;
  }
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The one that stands most often, outside quotes, in the first lines. */
function delimiterOf(text: string): string {
  const start = text.slice(0, 20_000).replace(/"(?:[^"]|"")*"/g, '');
  const lines = start.split(/\r\n|\r|\n/, 21).filter((line) => line.trim() !== '');
  let best: { delimiter: string; count: number } = { delimiter: ',', count: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const [first = 0] = counts;
    // A decimal comma stands in some lines, a delimiter in all of them alike.
    const alike = counts.filter((n) => n === first).length;
    const count = first === 0 ? 0 : first * (alike / counts.length);
    if (count > best.count) best = { delimiter, count };
  }
  return best.delimiter;
}

function wordsOf(error: CsvError): string {
  const line = typeof error.lines === 'number' ? ` near line ${error.lines}` : '';
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return `A row${line} is longer than any table's: is a quote missing?`;
  return `The file cannot be read${line}: a quotation mark is not closed or stands inside a value`;
}
