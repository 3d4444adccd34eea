import type { Hint, Value } from './kind.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** What systems write where there is no date. */
const NO_DATE = /^(never|0000-00-00.*|0001-01-01.*|1969-12-31.*|1970-01-01.*|0|-)$/i;
const DAY_MS = 86_400_000;

/** 03/04/2026 and its like: which of the two is the month, only the whole column can say. */
const SLASHED = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:\D.*)?$/;

/**
 * Which comes first in the dates of a column: the month, the day, or `ask` where nothing in it decides or its
 * dates contradict one another. Null where it has no date of which that must be known.
 */
export function dateOrder(texts: Iterable<string>): 'month' | 'day' | 'ask' | null {
  let seen = false;
  let month = false;
  let day = false;
  for (const text of texts) {
    const match = SLASHED.exec(text.trim());
    if (!match || match[2] === '.') continue;
    seen = true;
    if (Number(match[1]) > 12) day = true;
    if (Number(match[3]) > 12) month = true;
  }
  if (!seen) return null;
  if (month === day) return 'ask';
  return month ? 'month' : 'day';
}

/** A day as YYYY-MM-DD in any way that the known systems write it; of a month alone its first day. */
export function readDate(text: string, hint: Hint): Value {
  const typed = text.trim().replace(/\s+/g, ' ');
  if (typed === '' || NO_DATE.test(typed)) return { value: '' };
  const slashed = SLASHED.exec(typed);
  if (slashed) return slashedDay(slashed, hint, typed);
  return isoLike(typed) ?? counted(typed) ?? named(typed, hint) ?? monthAlone(typed, hint) ?? notADate(typed);
}

const notADate = (typed: string): Value => ({ problem: `${shortened(typed)} is not a date` });

/** Short enough to be read in a message. */
export function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function slashedDay(match: RegExpExecArray, hint: Hint, typed: string): Value {
  const [, a = '', mark, b = '', year = ''] = match;
  const order = mark === '.' ? 'day' : Number(a) > 12 ? 'day' : Number(b) > 12 ? 'month' : hint.dates;
  if (order === null && a !== b)
    return { problem: `${typed}: say whether the month or the day comes first in this column` };
  return order === 'day' ? day(year, b, a, hint, typed) : day(year, a, b, hint, typed);
}

/** 2026-08-28, 2026/8/28, 20260828, each with whatever time behind it. */
function isoLike(typed: string): Value | null {
  const match =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(typed) ??
    /^((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)$/.exec(typed);
  return match ? existing(Number(match[1]), Number(match[2]), Number(match[3]), typed) : null;
}

/** Milliseconds or seconds since 1970, and a spreadsheet's days since 1900. */
function counted(typed: string): Value | null {
  const number = Number(typed);
  if (/^\d{11,13}$/.test(typed)) return instant(number, typed);
  if (/^\d{10}$/.test(typed)) return instant(number * 1_000, typed);
  if (/^[2-7]\d{4}(\.\d+)?$/.test(typed))
    return instant(Date.UTC(1899, 11, 30) + Math.floor(number) * DAY_MS, typed);
  return null;
}

function instant(milliseconds: number, typed: string): Value {
  const time = new Date(milliseconds);
  return existing(time.getUTCFullYear(), time.getUTCMonth() + 1, time.getUTCDate(), typed);
}

/** Aug 28, 2026; 28-Aug-26; Fri Aug 28 2026 09:08. */
function named(typed: string, hint: Hint): Value | null {
  const bare = typed.replace(/^[a-z]{3,9},? (?=[a-z\d])/i, (weekday) =>
    /^(mon|tue|wed|thu|fri|sat|sun)/i.test(weekday) ? '' : weekday,
  );
  const monthFirst = /^([a-z]{3,9})\.?[ -](\d{1,2})(?:st|nd|rd|th)?,?[ -](\d{4}|\d{2})(?!\d)/i.exec(bare);
  if (monthFirst) return ofMonth(monthFirst[1], monthFirst[3], monthFirst[2], hint, typed);
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th|\.)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})(?!\d)/i.exec(bare);
  return dayFirst ? ofMonth(dayFirst[2], dayFirst[3], dayFirst[1], hint, typed) : null;
}

/** 2022-06, 06/2022, Jun 2022, Jun-22. */
function monthAlone(typed: string, hint: Hint): Value | null {
  const yearFirst = /^(\d{4})[-/.](\d{1,2})$/.exec(typed);
  if (yearFirst) return existing(Number(yearFirst[1]), Number(yearFirst[2]), 1, typed);
  const monthFirst = /^(\d{1,2})[-/.](\d{4})$/.exec(typed);
  if (monthFirst) return existing(Number(monthFirst[2]), Number(monthFirst[1]), 1, typed);
  const words = /^([a-z]{3,9})\.?,?[ -]?(\d{4}|\d{2})$/i.exec(typed);
  return words ? ofMonth(words[1], words[2], '1', hint, typed) : null;
}

function ofMonth(name = '', year = '', dayOfMonth = '', hint: Hint, typed: string): Value | null {
  const lower = name.toLowerCase();
  const month = MONTHS.findIndex((one) => lower.startsWith(one)) + 1;
  return month === 0 ? null : day(year, String(month), dayOfMonth, hint, typed);
}

function day(year: string, month: string, dayOfMonth: string, hint: Hint, typed: string): Value {
  return existing(fullYear(year, hint), Number(month), Number(dayOfMonth), typed);
}

/** 31 is 2031, 98 is 1998: nothing in these files is known more than 20 years ahead. */
function fullYear(year: string, hint: Hint): number {
  if (year.length > 2) return Number(year);
  const ahead = Number(hint.today.slice(0, 4)) + 20;
  const here = 2000 + Number(year);
  return here > ahead ? here - 100 : here;
}

function existing(year: number, month: number, dayOfMonth: number, typed: string): Value {
  const time = new Date(Date.UTC(year, month - 1, dayOfMonth));
  const is = time.getUTCMonth() === month - 1 && time.getUTCDate() === dayOfMonth;
  if (!is) return { problem: `${shortened(typed)}: there is no such day` };
  if (year < 1971 || year > 2199) return { problem: `${shortened(typed)}: a year that cannot be right` };
  return { value: time.toISOString().slice(0, 10) };
}

/** A moment of a past day: its noon, or now where that is still to come. @param now ISO, UTC */
export function noonOf(day: string, now: string): string {
  const noon = `${day}T12:00:00.000Z`;
  return noon < now ? noon : now;
}
