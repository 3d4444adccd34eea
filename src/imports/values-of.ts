import { spreadsheetDamage } from '../devices/identifier-rules.ts';
import { readIdentifier } from '../devices/rules.ts';
import { readMac } from '../fields.ts';
import type { Column, Hint, Value } from './kind.ts';
import { readMoney, readStorage, readWhole, readYes } from './values-amounts.ts';
import { readDate, shortened } from './values-dates.ts';

/** What a formula came to that failed. */
const FAILED = /^#(n\/a|ref!|value!|name\?|div\/0!|null!|num!|spill!|calc!)$/i;
/** What is written where nothing is known; in a free text it is left as it is. */
const NOTHING = /^(-+|–|—|n\/?a|n\.a\.|none|null|nil|undefined|unknown|tbd|\(blank\)|#n\/a)$/i;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * A cell as it is kept, by its column's type ('' = empty), or what is wrong with it. Money is in cents, a date and a
 * month YYYY-MM-DD (a month's first day), yes and no are 'yes' and 'no', an e-mail address is in lower case, tags
 * and serials are as the fleet keeps them.
 */
export function readValue(column: Pick<Column, 'type' | 'choices'>, text: string, hint: Hint): Value {
  const typed = cleaned(text);
  const { type } = column;
  if (typed === '' || (type !== 'text' && NOTHING.test(typed))) return { value: '' };
  if (FAILED.test(typed)) return { problem: `${typed}: the spreadsheet could not work this out` };
  switch (type) {
    case 'text':
      return { value: typed };
    case 'code':
      return readCode(typed);
    case 'tag':
    case 'serial':
      return readIdentifier(type, typed);
    case 'date':
    case 'month':
      return readDate(typed, hint);
    case 'money':
      return readMoney(typed);
    case 'whole':
      return readWhole(typed);
    case 'yes':
      return readYes(typed);
    case 'email':
      return EMAIL.test(typed) && typed.length <= 200
        ? { value: typed.toLowerCase() }
        : { problem: `${shortened(typed)} is not an e-mail address` };
    case 'mac':
      return readMac(typed);
    case 'storage':
      return readStorage(typed);
    case 'choice':
      return readChoice(typed, column.choices ?? {});
  }
}

/** Numbers of people, parts and places: on one line, not ruined by a spreadsheet. */
function readCode(typed: string): Value {
  const damage = spreadsheetDamage(typed);
  if (damage === 'exponent' || damage === 'rounded' || damage === 'overflow')
    return { problem: `${shortened(typed)}: a spreadsheet has ruined this number` };
  return { value: typed.replace(/\s+/g, ' ') };
}

function readChoice(typed: string, choices: Readonly<Record<string, string>>): Value {
  const wanted = lettersOf(typed);
  for (const [written, kept] of Object.entries(choices))
    if (lettersOf(written) === wanted || lettersOf(kept) === wanted) return { value: kept };
  const known = [...new Set(Object.values(choices))].slice(0, 8).join(', ');
  return { problem: `${shortened(typed)} is not one of these: ${known}` };
}

const lettersOf = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** Trimmed, in Unicode's composed form, without characters that cannot be seen. */
function cleaned(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\u200b\u200e\u200f\u2060\ufeff]/gu, (char) =>
      char === '\n' || char === '\t' ? char : '',
    )
    .trim();
}

/**
 * Whether a number has lost the zeros before it: nearly all numbers of its kind have one length, and this one is
 * shorter. @param lengths how many of the fleet's numbers of digits alone have each length
 */
export function zerosLost(value: string, lengths: ReadonlyMap<number, number>): string | null {
  if (!/^[1-9]\d*$/.test(value)) return null;
  const all = [...lengths.values()].reduce((sum, n) => sum + n, 0);
  const [usual] = [...lengths].sort((a, b) => b[1] - a[1]);
  if (!usual || all < 20 || usual[1] < all * 0.9) return null;
  const missing = usual[0] - value.length;
  return missing > 0 && missing <= 4 ? value.padStart(usual[0], '0') : null;
}
