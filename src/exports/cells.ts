import type { Cell, CellType } from './list.ts';

/**
 * A text that a spreadsheet would run as a formula gets an apostrophe in front: it is a text then, everywhere.
 * The characters are those of OWASP's page on CSV injection.
 */
export function harmless(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
}

/** A cell as CSV has it, quoted where it must be. Times are the district's wall clock. */
export function csvCell(cell: Cell, type: CellType, zone: string): string {
  if (cell === null || cell === '') return '';
  if (type === 'number') return String(cell);
  if (type === 'money') return (Number(cell) / 100).toFixed(2);
  if (type === 'yes') return cell ? 'yes' : 'no';
  if (type === 'time') return wallClock(String(cell), zone);
  return quoted(harmless(String(cell)));
}

/** A field of CSV that may hold anything. */
export function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** What a cell of a workbook may hold at most. */
const LONGEST = 32_767;
// XML has no place for these.
const UNWRITABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A cell as a workbook has it: numbers and dates are such, a text is never a formula. */
export function bookCell(cell: Cell, type: CellType, zone: string): string | number | Date | null {
  if (cell === null || cell === '') return null;
  if (type === 'number') return Number(cell);
  if (type === 'money') return Number(cell) / 100;
  if (type === 'yes') return cell ? 'yes' : 'no';
  const text = String(cell);
  // A workbook knows no zones: what stands on the wall is put in as it stands.
  if (type === 'time') return new Date(`${wallClock(text, zone).replace(' ', 'T')}:00Z`);
  if (type === 'date' && DAY.test(text)) return new Date(`${text}T00:00:00Z`);
  return text.slice(0, LONGEST).replace(UNWRITABLE, '');
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** A moment as the district's clock shows it: '2027-03-31 14:05'. @param at ISO UTC */
export function wallClock(at: string, zone: string): string {
  let clock = clocks.get(zone);
  if (!clock) {
    // Sweden writes dates as ISO does.
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    clocks.set(zone, clock);
  }
  return clock.format(new Date(at));
}
