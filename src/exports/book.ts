import type { CellType } from './list.ts';

/** Rows that a sheet may have. */
export const MOST_ROWS = 1_048_576;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATED = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** How a column's cells are shown: the place of its format in `styles`. */
const STYLES: Partial<Record<CellType, number>> = { money: 1, date: 2, time: 3 };
const HEAD_STYLE = 4;

/** What begins a sheet: the first row stays when one scrolls. */
export const SHEET_HEAD = `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><sheetData>`;
export const SHEET_END = '</sheetData></worksheet>';

/** 'A' of 0, 'AA' of 26. */
export function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}

// XML has no place for these, nor for half of a pair.
const UNWRITABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/** All but `&`, `<`, `>`, control characters and pairs, and spaces at the edges. */
const PLAIN = /^(?! )[ -%'-;=?-\ud7ff\ue000-\ufffd]*(?<! )$/;
const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

/** A text as an element; edges and breaks stay. */
function textElement(text: string): string {
  if (PLAIN.test(text)) return `<t>${text}</t>`;
  const plain = text.replace(UNWRITABLE, '').replace(/[&<>\r]/g, (mark) => MARKS[mark] ?? mark);
  return `<t xml:space="preserve">${plain}</t>`;
}

/** What all rows of a sheet share: the openings of their cells up to the row's number. */
export function columnsOf(types: readonly CellType[]) {
  return types.map((type, i) => ({
    open: `<c r="${letters(i)}`,
    style: STYLES[type] ? `" s="${STYLES[type]}"><v>` : '"><v>',
  }));
}

/** A row as XML. @param nr from 1 */
export function rowXml(
  columns: ReturnType<typeof columnsOf>,
  cells: readonly (string | number | null)[],
  nr: number,
): string {
  let xml = `<row r="${nr}">`;
  for (let i = 0; i < columns.length; i++) {
    const cell = cells[i] ?? null;
    const column = columns[i];
    if (cell === null || !column) continue;
    if (typeof cell === 'string')
      xml += `${column.open}${nr}" t="inlineStr"><is>${textElement(cell)}</is></c>`;
    else if (Number.isFinite(cell)) xml += `${column.open}${nr}${column.style}${cell}</v></c>`;
  }
  return `${xml}</row>`;
}

/** The row of the columns' names. */
export function headXml(heads: readonly string[]): string {
  const cells = heads.map(
    (head, i) => `<c r="${letters(i)}1" s="${HEAD_STYLE}" t="inlineStr"><is>${textElement(head)}</is></c>`,
  );
  return `<row r="1">${cells.join('')}</row>`;
}

/** A sheet's name: at most 31 letters, none that a workbook forbids. @param nr from 1 */
function sheetName(name: string, nr: number): string {
  const tail = nr > 1 ? `_${nr}` : '';
  const plain = name
    .replace(/[\\/?*[\]:]/g, ' ')
    .replace(/^'|'$/g, ' ')
    .slice(0, 31 - tail.length);
  return `${plain.replace(/[&<>"]/g, (mark) => MARKS[mark] ?? '&quot;')}${tail}`;
}

/** The files around the sheets, by their paths. */
export function bookFiles(name: string, sheets: number): (readonly [path: string, text: string])[] {
  const of = (one: (nr: number) => string) => Array.from({ length: sheets }, (_, i) => one(i + 1)).join('');
  return [
    ['xl/styles.xml', styles()],
    [
      'xl/workbook.xml',
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATED}"><sheets>${of((nr) => `<sheet name="${sheetName(name, nr)}" sheetId="${nr}" r:id="rId${nr}"/>`)}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${XML}<Relationships xmlns="${PACKAGE}/relationships">${of((nr) => `<Relationship Id="rId${nr}" Type="${RELATED}/worksheet" Target="worksheets/sheet${nr}.xml"/>`)}<Relationship Id="rId${sheets + 1}" Type="${RELATED}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      '_rels/.rels',
      `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      '[Content_Types].xml',
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${of((nr) => `<Override PartName="/xl/worksheets/sheet${nr}.xml" ContentType="${TYPE}.worksheet+xml"/>`)}</Types>`,
    ],
  ];
}

/** The formats in the order that STYLES counts them. */
function styles(): string {
  const xf = (format: number, font = 0) =>
    `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0"${format ? ' applyNumberFormat="1"' : ''}${font ? ' applyFont="1"' : ''}/>`;
  return `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/><numFmt numFmtId="165" formatCode="yyyy-mm-dd hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">${xf(0)}${xf(4)}${xf(164)}${xf(165)}${xf(0, 1)}</cellXfs></styleSheet>`;
}
