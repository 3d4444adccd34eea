import { attribute, type XmlHandlers, xmlReader } from './read-xml.ts';
import { entriesOf, refuseLarge, unpacked, type ZipEntry } from './read-zip.ts';
import { IMPORT_LIMITS, Unreadable } from './table.ts';

/** The parts of a workbook that reading its first sheet needs. */
export interface Workbook {
  /** the sheet's pieces, unpacked as they are asked for */
  sheet: Iterable<Uint8Array>;
  strings: readonly string[];
  /** by style number: whether it shows a number as a day */
  days: readonly boolean[];
  /** days are counted from 1904 */
  since1904: boolean;
}

/** @throws Unreadable damaged, hidden behind a password, too large when unpacked */
export function openWorkbook(bytes: Uint8Array): Workbook {
  const entries = entriesOf(bytes);
  refuseLarge(entries, IMPORT_LIMITS.sheetBytes);
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  const part = (name: string): ZipEntry | undefined => byName.get(name.replace(/^\//, '').toLowerCase());
  const read = (entry: ZipEntry | undefined, on: Partial<XmlHandlers>): void => {
    if (entry) parse(unpacked(bytes, entry), on);
  };
  const book = [...byName.values()].find((entry) => /^xl\/workbook\d*\.xml$/i.test(entry.name));
  if (!book) throw new Unreadable('This is a zip, but no workbook: save it as .xlsx or .csv');
  const sheets: { id: string; hidden: boolean }[] = [];
  let since1904 = false;
  read(book, {
    open: (name, tag) => {
      if (name === 'workbookPr') since1904 = /^(1|true)$/.test(attribute(tag, 'date1904'));
      if (name === 'sheet')
        sheets.push({ id: relation(tag), hidden: attribute(tag, 'state').includes('idden') });
    },
  });
  const targets = new Map<string, string>();
  read(part(book.name.replace(/([^/]+)$/, '_rels/$1.rels')), {
    open: (name, tag) => {
      if (name === 'Relationship') targets.set(attribute(tag, 'Id'), attribute(tag, 'Target'));
    },
  });
  const shown = sheets.find((sheet) => !sheet.hidden) ?? sheets[0];
  const target = shown ? targets.get(shown.id) : undefined;
  const sheet = target ? part(target.startsWith('/') ? target : `xl/${target}`) : undefined;
  if (!sheet) throw new Unreadable('The workbook has no sheet');
  return {
    sheet: unpacked(bytes, sheet),
    strings: stringsOf(part('xl/sharedStrings.xml'), read),
    days: daysOf(part('xl/styles.xml'), read),
    since1904,
  };
}

type Read = (entry: ZipEntry | undefined, on: Partial<XmlHandlers>) => void;

/** Reads a part to its end. */
export function parse(pieces: Iterable<Uint8Array>, on: Partial<XmlHandlers>): void {
  const none = () => undefined;
  const xml = xmlReader({ open: on.open ?? none, close: on.close ?? none, text: on.text ?? none });
  const decoder = new TextDecoder();
  for (const piece of pieces) xml.push(decoder.decode(piece, { stream: true }));
  xml.push(decoder.decode());
  xml.end();
}

function relation(tag: string): string {
  return /\s[\w.]+:id\s*=\s*["']([^"']*)["']/i.exec(tag)?.[1] ?? '';
}

/** Texts that cells name by number; how their sound is written beside them (rPh) is left out. */
function stringsOf(entry: ZipEntry | undefined, read: Read): string[] {
  const strings: string[] = [];
  let parts: string[] = [];
  let inText = false;
  let sound = 0;
  read(entry, {
    open: (name) => {
      if (name === 'si') parts = [];
      if (name === 't') inText = true;
      if (name === 'rPh') sound += 1;
    },
    text: (text) => {
      if (inText && sound === 0) parts.push(text);
    },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') sound -= 1;
      if (name === 'si') strings.push(unescaped(parts.join('')));
    },
  });
  return strings;
}

/** Formats of days that every workbook knows by number. */
const DAY_FORMATS: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

function daysOf(entry: ZipEntry | undefined, read: Read): boolean[] {
  const own = new Map<number, boolean>();
  const days: boolean[] = [];
  let inCells = false;
  read(entry, {
    open: (name, tag) => {
      if (name === 'numFmt')
        own.set(Number(attribute(tag, 'numFmtId')), showsDay(attribute(tag, 'formatCode')));
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const format = Number(attribute(tag, 'numFmtId'));
      days.push(own.get(format) ?? DAY_FORMATS.some(([from, to]) => format >= from && format <= to));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return days;
}

function showsDay(format: string): boolean {
  const bare = format.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare);
}

/** Characters that XML cannot hold are written as _x000D_. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
