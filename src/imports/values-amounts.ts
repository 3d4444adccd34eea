import type { Value } from './kind.ts';
import { shortened } from './values-dates.ts';

const SIGNS = /^(?:US\$|CA\$|A\$|USD|EUR|GBP|CAD|AUD|[$€£])\s*|\s*(?:USD|EUR|GBP|CAD|AUD|[$€£])$/gi;
const POINT = /^(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?$/;
const COMMA = /^(?:\d{1,3}(?:[. ]\d{3})+|\d+)(?:,\d{1,2})?$/;

/** Money as cents ("4150"), whatever marks thousands and cents. */
export function readMoney(text: string): Value {
  const bare = text
    .trim()
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(SIGNS, '')
    .trim();
  if (bare === '') return { value: '' };
  if (/^\(.*\)$|^[-−]|[-−]$/.test(bare)) return { problem: `${shortened(text)}: an amount below zero` };
  const plain =
    POINT.test(bare) && /\d/.test(bare)
      ? bare.replaceAll(',', '')
      : COMMA.test(bare)
        ? bare.replace(/[. ]/g, '').replace(',', '.')
        : null;
  if (plain === null) return { problem: `${shortened(text)} is not an amount` };
  const [whole = '', fraction = ''] = plain.split('.');
  if (whole.length > 9) return { problem: `${shortened(text)}: no amount is that high` };
  // In whole numbers, so that 1.005 is not made 1.00 by the way numbers are stored.
  const cents = Math.floor((Number(whole) * 1_000 + Number(fraction.slice(0, 3).padEnd(3, '0')) + 5) / 10);
  return { value: String(cents) };
}

/** A whole number; 12.0 and 1,200 are such. */
export function readWhole(text: string): Value {
  const typed = text.trim();
  if (typed === '') return { value: '' };
  if (/^[\d.,]+\s*\D{0,3}\s*\/\s*[\d.,]+/.test(typed))
    return { problem: `${shortened(typed)}: two numbers in one cell` };
  const plain = typed.replace(/,(?=\d{3}(\D|$))/g, '').replace(/[.,]0+$/, '');
  if (!/^-?\d{1,9}$/.test(plain)) return { problem: `${shortened(typed)} is not a whole number` };
  return { value: String(Number(plain)) };
}

const YES = /^(yes|y|true|t|1|on|x|✓|✔|active|enabled|ja|si)$/i;
const NO = /^(no|n|false|f|0|off|inactive|disabled|nein)$/i;

/** 'yes' or 'no'. */
export function readYes(text: string): Value {
  const typed = text.trim();
  if (typed === '') return { value: '' };
  if (YES.test(typed)) return { value: 'yes' };
  return NO.test(typed) ? { value: 'no' } : { problem: `${shortened(typed)} is neither yes nor no` };
}
