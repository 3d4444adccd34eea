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

/** Sizes that storage is sold in, GB. */
const SOLD = [8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096] as const;
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1e-9,
  byte: 1e-9,
  bytes: 1e-9,
  kb: 1e-6,
  mb: 1e-3,
  mib: 1.048576e-3,
  gb: 1,
  g: 1,
  gib: 1.073741824,
  tb: 1_000,
  tib: 1_099.511627776,
};

/**
 * The size of a device's storage in whole GB, as text: "32 GB", "0.5 TB", bytes, or "free / total" in one cell, of
 * which the larger is the size. What a system counts of a store of 32 GB (31.3) is 32.
 */
export function readStorage(text: string): Value {
  const typed = text.trim();
  if (typed === '') return { value: '' };
  const sizes = typed.split('/').map(amountOf);
  const known = sizes.filter((size) => size !== null);
  if (known.length !== sizes.length || known.length > 2) return { problem: 'A size, as 32 GB' };
  const largest = known.reduce((a, b) => (b.number * b.factor > a.number * a.factor ? b : a));
  const size = largest.number * (largest.bare ? bareFactor(largest.number) : largest.factor);
  if (size > MOST_GB) return { problem: 'No storage is that large' };
  if (size === 0) return { value: '' };
  const sold = SOLD.find((one) => size <= one * 1.02 && size >= one * 0.9);
  return { value: String(sold ?? Math.max(1, Math.round(size))) };
}

const MOST_GB = 16_000;

/** A number without a unit is GB where a store may be that large, else MB, else bytes. */
function bareFactor(number: number): number {
  if (number <= MOST_GB) return 1;
  return number <= MOST_GB * 1_000 ? 1e-3 : 1e-9;
}

function amountOf(text: string): { number: number; factor: number; bare: boolean } | null {
  const [, digits = '', unit = ''] = /^([\d.,\s]*\d)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const factor = UNITS[unit.toLowerCase()];
  const plain = digits.replace(/[,\s](?=\d{3}(\D|$))/g, '').replace(',', '.');
  if (factor === undefined || !/^\d+(\.\d+)?$/.test(plain)) return null;
  return { number: Number(plain), factor, bare: unit === '' };
}
