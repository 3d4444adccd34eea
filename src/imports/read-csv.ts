import { Buffer } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/stream';
import { textOf } from './read-text.ts';
import { type Bytes, IMPORT_LIMITS, Unreadable } from './table.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
/** Characters by which the delimiter is told. */
const LOOKED_AT = 20_000;

/**
 * The rows of a CSV file as they arrive, an empty line as an empty row: separated by comma, semicolon, tab or bar,
 * whichever its first lines agree on; lines end in LF, CRLF or CR. It holds one part of the file at a time.
 * @throws Unreadable no text, larger or wider than IMPORT_LIMITS, a quotation mark that is not closed
 */
export async function* csvRows(source: Bytes): AsyncGenerator<string[]> {
  const texts = textOf(limited(source));
  let start = '';
  let more = true;
  while (more && start.length < LOOKED_AT) {
    const next = await texts.next();
    if (next.done) more = false;
    else start += next.value;
  }
  if (start.trim() === '' && !more) throw new Unreadable('The file is empty');
  const parser = parse({
    // Excel's own way of saying it.
    delimiter: /^sep=(.)\r?\n/.exec(start)?.[1] ?? delimiterOf(start),
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: IMPORT_LIMITS.rowCharacters,
  });
  const writer = parser.writable.getWriter();
  const feeding = feed(writer, start.replace(/^sep=.\r?\n/, ''), texts);
  try {
    for await (const row of parser.readable as ReadableStream<string[]>) {
      if (row.length > IMPORT_LIMITS.columns) throw tooWide(row.length);
      yield row.length === 1 && row[0] === '' ? [] : row;
    }
  } catch (error) {
    throw error instanceof CsvError ? new Unreadable(wordsOf(error)) : error;
  } finally {
    await feeding;
  }
}

export function tooWide(columns: number): Unreadable {
  return new Unreadable(`A row has ${columns} columns: at most ${IMPORT_LIMITS.columns}`);
}

async function feed(
  writer: WritableStreamDefaultWriter<Buffer>,
  start: string,
  texts: AsyncGenerator<string>,
): Promise<void> {
  // The reading side tells what went wrong; this side only stops.
  writer.closed.catch(() => undefined);
  try {
    await writer.write(Buffer.from(start));
    for await (const text of texts) await writer.write(Buffer.from(text));
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
  } finally {
    await texts.return(undefined);
  }
}

async function* limited(source: Bytes): Bytes & AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    if (length > IMPORT_LIMITS.csvBytes)
      throw new Unreadable(`At most ${IMPORT_LIMITS.csvBytes / 1_000_000} MB: split it into several files`);
    // The parser hands on all rows of a part at once.
    for (let at = 0; at < chunk.length; at += PART) yield chunk.subarray(at, at + PART);
  }
}

const PART = 65_536;

/** The one that stands most often, outside quotes, in the first lines. */
function delimiterOf(text: string): string {
  const start = text.slice(0, LOOKED_AT).replace(/"(?:[^"]|"")*"/g, '');
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
    return `A row${line} is longer than any table's: is a quotation mark missing?`;
  return `The file cannot be read${line}: a quotation mark is not closed or stands inside a value`;
}
