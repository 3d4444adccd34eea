import { quoted } from './cells.ts';
import type { Table } from './tables-rules.ts';

type Value = string | number | null;

/**
 * A row of a table as a line. Nothing between the commas is no value, "" is an empty text. A text that a
 * spreadsheet would run, or that begins with an apostrophe, has an apostrophe in front: one is taken off again.
 */
export function lineOf(values: readonly Value[]): string {
  let line = '';
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? null;
    if (i > 0) line += ',';
    if (typeof value === 'number') line += String(value);
    else if (value === '') line += '""';
    else if (value !== null) line += quoted(/^[=+\-@\t\r\n']/.test(value) ? `'${value}` : value);
  }
  return line;
}

/** A field as it stands in the file. */
interface Field {
  text: string;
  quoted: boolean;
}

/** The lines of such a file, field by field. @throws Error a quote is not closed */
export async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Field[]> {
  const decoder = new TextDecoder();
  let fields: Field[] = [];
  let text = '';
  let wasQuoted = false;
  let inside = false;
  /** a quote has just closed: another one is a quote of the text */
  let closed = false;
  for await (const bytes of source) {
    const lines: Field[][] = [];
    for (const char of decoder.decode(bytes, { stream: true })) {
      if (inside && char !== '"') text += char;
      else if (char === '"') {
        if (closed) text += '"';
        closed = inside;
        inside = !inside;
        wasQuoted = true;
      } else {
        closed = false;
        if (char === ',' || char === '\n') {
          fields.push({ text, quoted: wasQuoted });
          text = '';
          wasQuoted = false;
          if (char === '\n') {
            lines.push(fields);
            fields = [];
          }
        } else if (char !== '\r') text += char;
      }
    }
    yield* lines;
  }
  if (inside || text !== '' || fields.length > 0) throw new Error('The file is cut off');
}

/** The values of a line, by the types of the table's columns. @throws Error a number is none */
export function valuesOf(table: Table, fields: readonly Field[]): Value[] {
  if (fields.length !== table.columns.length)
    throw new Error(`A line of ${table.name} has ${fields.length} fields, not ${table.columns.length}`);
  return table.columns.map(({ name, type }, i) => {
    const { text = '', quoted: withQuotes = false } = fields[i] ?? {};
    if (text === '') return withQuotes ? '' : null;
    if (type === 'TEXT') return text.startsWith("'") ? text.slice(1) : text;
    const number = Number(text);
    if (!Number.isFinite(number))
      throw new Error(`${table.name}.${name}: '${text.slice(0, 40)}' is no number`);
    return number;
  });
}
