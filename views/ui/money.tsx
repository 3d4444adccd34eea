import { type Html, safe } from './html.ts';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const counts = new Intl.NumberFormat('en-US');

const signs: Record<string, string> = { USD: '$', EUR: '€', GBP: '£', CAD: 'CA$' };

/** Cents as text: '41.50', '1,840' (no cents from 100 up). With a currency its sign stands before it. */
export function moneyText(cents: number, currency?: string): string {
  const amount = Math.abs(cents) / 100;
  const digits = amount >= 100 ? whole.format(amount) : exact.format(amount);
  const sign = currency ? (signs[currency] ?? `${currency} `) : '';
  return `${cents < 0 ? '-' : ''}${sign}${digits}`;
}

/** A count with thousands: 12,431. */
export function countText(count: number): string {
  return counts.format(count);
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
