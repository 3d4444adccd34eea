import { openWorkbook, unescaped, type Workbook } from './read-workbook.ts';
import { attribute, xmlReader } from './read-xml.ts';
import { isZip } from './read-zip.ts';
import { IMPORT_LIMITS, Unreadable } from './table.ts';

const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;
/** Characters that a cell may hold, with room. */
const LONGEST_TEXT = 40_000;
const DAY_MS = 86_400_000;

/**
 * The rows of an XLSX file's first sheet that is not hidden, one by one, rows that are not there as empty ones.
 * Cells are texts: numbers as they are seen (15 digits), days as YYYY-MM-DD with their time where they have one,
 * of a formula what it came to.
 * @throws Unreadable no workbook, damaged, with a password, larger than IMPORT_LIMITS
 */
export function* xlsxRows(bytes: Uint8Array): Generator<string[]> {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    throw new Unreadable('An old .xls file or one with a password: save it as .xlsx or .csv without one');
  if (!isZip(bytes)) throw new Unreadable('This is not an XLSX file');
  const book = openWorkbook(bytes);
  const decoder = new TextDecoder();
  const rows = sheetReader(book);
  let next = 1;
  function* filled(): Generator<string[]> {
    for (const { nr, cells } of rows.ready()) {
      if (nr < next) continue;
      for (; next < nr; next++) yield [];
      next = nr + 1;
      yield cells;
    }
  }
  for (const piece of book.sheet) {
    rows.push(decoder.decode(piece, { stream: true }));
    yield* filled();
  }
  rows.push(decoder.decode());
  yield* filled();
  if (next === 1) throw new Unreadable('The first sheet is empty');
}

interface SheetRow {
  nr: number;
  cells: string[];
}

/** Takes the sheet's XML in pieces and gives the rows that are whole; those with nothing in them are left out. */
function sheetReader(book: Workbook): { push(text: string): void; ready(): SheetRow[] } {
  const ready: SheetRow[] = [];
  let nr = 0;
  let cells: string[] = [];
  let column = 0;
  let type = '';
  let style = -1;
  let text = '';
  /** `v` and `t` hold what a cell shows; `f` its formula and `rPh` how it is said */
  let inside = false;
  let sound = 0;
  const xml = xmlReader({
    open: (name, tag) => {
      if (name === 'row') {
        nr = Number(attribute(tag, 'r')) || nr + 1;
        if (nr > LAST_ROW) throw new Unreadable('The sheet has rows beyond what a sheet can have');
        cells = [];
        column = 0;
      } else if (name === 'c') {
        column = columnOf(attribute(tag, 'r')) || column + 1;
        if (column > LAST_COLUMN) throw new Unreadable('The sheet has columns beyond what a sheet can have');
        type = attribute(tag, 't');
        style = Number(attribute(tag, 's') || -1);
        text = '';
      } else if (name === 'v' || name === 't') inside = true;
      else if (name === 'rPh') sound += 1;
    },
    text: (more) => {
      if (!inside || sound > 0) return;
      text += more;
      if (text.length > LONGEST_TEXT) throw new Unreadable(`A cell in row ${nr} is longer than any table's`);
    },
    close: (name) => {
      if (name === 'v' || name === 't') inside = false;
      else if (name === 'rPh') sound -= 1;
      else if (name === 'c') {
        const shown = shownAs(text, type, style, book);
        if (shown === '') return;
        if (column > IMPORT_LIMITS.columns)
          throw new Unreadable(`Row ${nr} has ${column} columns: at most ${IMPORT_LIMITS.columns}`);
        while (cells.length < column - 1) cells.push('');
        cells[column - 1] = shown;
      } else if (name === 'row' && cells.length > 0) ready.push({ nr, cells });
    },
  });
  return { push: xml.push, ready: () => ready.splice(0) };
}

/** 28 of AB7; 0 where nothing is said. */
function columnOf(reference: string): number {
  let column = 0;
  for (const char of reference) {
    const letter = char.charCodeAt(0) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column;
}

function shownAs(text: string, type: string, style: number, book: Workbook): string {
  if (type === 's') return book.strings[Number(text)] ?? '';
  if (type === 'str' || type === 'inlineStr') return unescaped(text);
  if (type === 'b') return text === '1' ? 'true' : 'false';
  if (type === 'e' || type === 'd' || text === '') return text;
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  if (book.days[style]) return dayOf(number, book.since1904);
  // 0.1 + 0.2 is stored as 0.30000000000000004; a sheet shows 15 digits.
  return String(Number(number.toPrecision(15)));
}

/** The day, and the time where it has one, of a sheet's count of days. */
function dayOf(count: number, since1904: boolean): string {
  // Sheets take 1900 for a leap year: before March of it they are a day behind.
  const days = since1904 ? count : count < 60 ? count + 1 : count;
  const start = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const time = new Date(start + Math.round(days * 86_400) * 1_000);
  if (count < 0 || Number.isNaN(time.getTime()) || time.getUTCFullYear() > 9999) return String(count);
  const iso = time.toISOString();
  if (count < 1) return iso.slice(11, 16);
  return (time.getTime() - start) % DAY_MS === 0
    ? iso.slice(0, 10)
    : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}
