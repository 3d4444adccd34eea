import { type Html, safe } from './html.ts';

const counts = new Intl.NumberFormat('en-US');

/** A whole number with thousands, twenty times cheaper than by a formatter. */
function grouped(number: number): string {
  if (number < 1_000) return String(number);
  return `${grouped(Math.floor(number / 1_000))},${String(number % 1_000).padStart(3, '0')}`;
}

const signs: Record<string, string> = { USD: '$', EUR: '€', GBP: '£', CAD: 'CA$' };

/** Cents as text: '41.50', '1,840' (no cents from 100 up). With a currency its sign stands before it. */
export function moneyText(cents: number, currency?: string): string {
  const amount = Math.round(Math.abs(cents));
  const digits =
    amount >= 10_000
      ? grouped(Math.round(amount / 100))
      : `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
  const sign = currency ? (signs[currency] ?? `${currency} `) : '';
  return `${cents < 0 ? '-' : ''}${sign}${digits}`;
}

/** Cents to the cent, without a sign: '2,065.40'. For columns and sums that somebody adds up. */
export function amountText(cents: number): string {
  const amount = Math.round(Math.abs(cents));
  const digits = `${grouped(Math.floor(amount / 100))}.${String(amount % 100).padStart(2, '0')}`;
  return cents < 0 ? `-${digits}` : digits;
}

/** A count with thousands: 12,431. */
export function countText(count: number): string {
  return Number.isInteger(count) && count >= 0 && count < 1e15 ? grouped(count) : counts.format(count);
}

/** `moneyText` as markup; null is a quiet dash. */
export function money(cents: number | null | undefined, currency?: string): Html {
  if (cents === null || cents === undefined) return safe('<span class="none">-</span>');
  return safe(`<span class="num">${moneyText(cents, currency)}</span>`);
}

export interface MoneyProps {
  cents: number | null | undefined;
  /** ISO 4217, as 'USD' */
  currency?: string;
}

export function Money({ cents, currency }: MoneyProps) {
  return money(cents, currency);
}
