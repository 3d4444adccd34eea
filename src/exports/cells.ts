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

/** A cell as a workbook has it: numbers, and days since the end of 1899 for dates and times; the rest is text. */
export function bookCell(cell: Cell, type: CellType, zone: string): string | number | null {
  if (cell === null || cell === '') return null;
  if (type === 'text') return typeof cell === 'string' ? cell.slice(0, LONGEST) : String(cell);
  if (type === 'number') return Number(cell);
  if (type === 'money') return Number(cell) / 100;
  if (type === 'yes') return cell ? 'yes' : 'no';
  const text = String(cell);
  // A workbook knows no zones: what stands on the wall is put in as it stands.
  if (type === 'time') return daysOf(`${wallClock(text, zone).replace(' ', 'T')}:00Z`) ?? text;
  return (DAY.test(text) ? daysOf(`${text}T00:00:00Z`) : null) ?? text;
}

const DAY_MS = 86_400_000;
/** From 30 December 1899, where a workbook counts from, to 1970. */
const DAYS_TO_1970 = 25_569;

function daysOf(moment: string): number | null {
  const days = Date.parse(moment) / DAY_MS + DAYS_TO_1970;
  return Number.isFinite(days) ? days : null;
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
