import { monthText } from '../../src/months.ts';
import { countText } from '../ui/money.tsx';

/** '31 (22-44)': what is expected, and between what it lies in eight of ten cases. */
export function rangeText(mean: number, low: number, high: number): string {
  return `${numberText(mean)} (${countText(low)}-${countText(high)})`;
}

/** Whole from 10 up, one digit below: 0.4 is not 0. */
export function numberText(value: number): string {
  if (value >= 9.95) return countText(Math.round(value));
  return value < 0.05 ? '0' : value.toFixed(1).replace('.0', '');
}

export function percentText(share: number): string {
  if (!Number.isFinite(share)) return '-';
  const percent = share * 100;
  return `${percent > 99 && percent < 100 ? percent.toFixed(1) : Math.round(percent)} %`;
}

/** 'Nov 26' where a whole name does not fit. */
export function shortMonth(month: string): string {
  return `${monthText(month).slice(0, 3)} ${month.slice(2, 4)}`;
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'];
const LAST = ['October', 'November', 'December'];

export function monthName(month: string): string {
  return [...MONTHS, ...LAST][Number(month.slice(5, 7)) - 1] ?? '';
}
