import type { Row, Value } from '../db/engine.ts';
import { quoted } from './cells.ts';
import type { Table, TableColumn } from './tables-rules.ts';

/** What cannot stand between two commas as it is: a quote, a comma, a break, an edge, or what a spreadsheet runs. */
const NEEDS_CARE = /^[=+\-@\s']|[",\r\n]|\s$/;

/**
 * A row of a table as a line. Nothing between the commas is no value, "" is an empty text. A text that a
 * spreadsheet would run, or that begins with an apostrophe, has an apostrophe in front: one is taken off again.
 */
export function lineOf(columns: readonly TableColumn[], row: Row): string {
  let line = '';
  for (let i = 0; i < columns.length; i++) {
    const { name, blank } = columns[i] as TableColumn;
    const value = blank ? null : row[name];
    if (i > 0) line += ',';
    if (typeof value === 'number') line += value;
    else if (typeof value === 'string') line += NEEDS_CARE.test(value) ? careful(value) : value || '""';
  }
  return `${line}\n`;
}

const careful = (text: string) => quoted(/^[=+\-@\t\r\n']/.test(text) ? `'${text}` : text);

/** A field of such a file; null where nothing stands between the commas. */
type Field = string | null;

const [QUOTE, COMMA, FEED, RETURN] = [34, 44, 10, 13];

/** The lines of such a file, as many at a time as a piece of it ends. @throws Error it is cut off or damaged */
export async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Field[][]> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of source) {
    const { lines, left } = wholeLines(rest + decoder.decode(bytes, { stream: true }));
    rest = left;
    if (lines.length > 0) yield lines;
  }
  if (rest !== '') throw new Error('The file is cut off');
}

function wholeLines(text: string): { lines: Field[][]; left: string } {
  const lines: Field[][] = [];
  for (let start = 0; ; ) {
    const line: Field[] = [];
    const end = readLine(text, start, line);
    if (end < 0) return { lines, left: text.slice(start) };
    lines.push(line);
    start = end;
  }
}

/** @returns where the next line begins, -1 where this one does not end in the text */
function readLine(text: string, start: number, line: Field[]): number {
  for (let at = start; ; at++) {
    let end = at;
    if (text.charCodeAt(at) === QUOTE) {
      end = closing(text, at);
      if (end < 0) return -1;
      line.push(text.slice(at + 1, end - 1).replaceAll('""', '"'));
    } else {
      let code = text.charCodeAt(end);
      while (code !== COMMA && code !== FEED && end < text.length) code = text.charCodeAt(++end);
      const last = code === FEED && text.charCodeAt(end - 1) === RETURN ? end - 1 : end;
      line.push(last > at ? text.slice(at, last) : null);
    }
    if (end >= text.length) return -1;
    if (text.charCodeAt(end) === RETURN) end += 1;
    if (end >= text.length) return -1;
    if (text.charCodeAt(end) === FEED) return end + 1;
    if (text.charCodeAt(end) !== COMMA) throw new Error('The file is damaged: a quote stands inside a text');
    at = end;
  }
}

/** Behind the quote that ends a text; -1 where the text goes on, or another quote may follow. */
function closing(text: string, open: number): number {
  for (let at = open + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0 || at + 1 >= text.length) return -1;
    if (text.charCodeAt(at + 1) !== QUOTE) return at + 1;
  }
}

/** The values of a line, by the types of the table's columns. @throws Error a number is none */
export function valuesOf(table: Table, fields: readonly Field[]): Value[] {
  if (fields.length !== table.columns.length)
    throw new Error(`A line of ${table.name} has ${fields.length} fields, not ${table.columns.length}`);
  return fields.map((text, i) => {
    const { name = '', type } = table.columns[i] ?? {};
    if (text === null || text === '') return text;
    if (type === 'TEXT') return text.charCodeAt(0) === APOSTROPHE ? text.slice(1) : text;
    const number = Number(text);
    if (!Number.isFinite(number))
      throw new Error(`${table.name}.${name}: '${text.slice(0, 40)}' is no number`);
    return number;
  });
}

const APOSTROPHE = 39;
