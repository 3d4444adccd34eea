import { addDays, monthNumber, monthText } from '../months.ts';
import type { Factor, GroupForecast } from './fleet-rules.ts';
import type { PlanLine } from './plan-rules.ts';

const thousands = (n: number) => String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',');

/** How a forecast was made, in words. */
export const HOW_WORDS: Readonly<Record<GroupForecast['how'], string>> = {
  starter: 'Starter estimate: there is no use of it yet',
  'installed base': 'From the devices in service; under a year of use',
  'base and history': 'From the devices in service and past use',
  history: 'From past use alone: no device is known',
};

export interface Known {
  how: GroupForecast['how'];
  factors: readonly Factor[];
  /** of models by id */
  names: ReadonlyMap<string, string>;
  /** units in the last twelve months */
  lastYear: number;
}

/** Devices, how they break against the others, and the season: '1,840 devices, 1.4 times the usual rate'. */
export function reasonText({ how, factors, names, lastYear }: Known, month: string): string {
  const there = factors.filter((factor) => factor.devices > 0);
  const devices = there.reduce((sum, factor) => sum + factor.devices, 0);
  if (devices === 0) {
    if (lastYear > 0) return `${used(lastYear)}; no device is known for it`;
    return how === 'starter'
      ? 'No use yet, and no device that it fits: nothing is ordered ahead'
      : 'No use in the last year';
  }
  const first = [...there].sort((a, b) => expected(b) - expected(a))[0];
  const name = first?.model ? names.get(first.model) : undefined;
  const of = there.length === 1 && name ? `${thousands(devices)} ${name}` : `${thousands(devices)} devices`;
  const rest = [rateText(there), seasonText(there, month), how === 'starter' ? 'starter estimate' : ''];
  return [of, ...rest].filter(Boolean).join(', ');
}

function used(units: number): string {
  return `${thousands(units)} used in a year`;
}

function expected({ devices, hazard, age }: Factor): number {
  return devices * hazard * age;
}

/** Their rate against that of all models of this kind of part. */
export function rateOf(factors: readonly Factor[]): number | null {
  const usual = factors.reduce((sum, { devices, average }) => sum + devices * average, 0);
  if (usual <= 0) return null;
  return factors.reduce((sum, factor) => sum + expected(factor), 0) / usual;
}

function rateText(factors: readonly Factor[]): string {
  const rate = rateOf(factors);
  if (rate === null || (rate > 0.87 && rate < 1.15)) return '';
  return `${rate < 1 ? rate.toFixed(2).replace(/0$/, '') : rate.toFixed(1)} times the usual rate`;
}

function seasonText(factors: readonly Factor[], month: string): string {
  const at = monthNumber(month) % 12;
  const two = factors.flatMap((f) => [f.month[at], f.month[(at + 1) % 12]]).filter((n) => n !== undefined);
  if (two.length === 0) return '';
  const mean = two.reduce((sum, n) => sum + n, 0) / two.length;
  return mean > 1.2 ? 'busy months ahead' : mean < 0.8 ? 'quiet months ahead' : '';
}

/** What a line asks to heed, or why nothing is ordered; '' where its figures say enough. */
export function stopText(line: PlanLine, run: { today: string; month: string }): string {
  if (line.stop?.kind === 'leaving') {
    const when =
      line.stop.month === null ? 'soon' : `in ${monthText(monthAfter(run.month, line.stop.month - 1))}`;
    return `most of its devices leave ${when}: ${thousands(line.stop.most)} will do until then`;
  }
  if (line.stop) return `the last time it can be bought: ${thousands(line.stop.most)} for all that is ahead`;
  if (line.marks.includes('no price')) return 'no supplier has a price, and neither has the catalogue';
  return '';
}

function monthAfter(month: string, more: number): string {
  const number = monthNumber(month) + more;
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
}

/** Nothing at all is known of it: the sentence that says so. */
export const UNKNOWN_TEXT =
  'Nothing is known of it yet: it was never used, fits no device in service and has no price. Nothing of it is ordered until it is used or fits a device.';

/** The day by which it has to be ordered; null beyond the horizon. @param today YYYY-MM-DD */
export function placeBy(line: PlanLine, today: string): string | null {
  if (line.needBy === null) return null;
  return addDays(today, Math.max(0, line.needBy - line.lead[1]));
}

/** The day on which the shelf may be empty. */
export function needBy(line: PlanLine, today: string): string | null {
  return line.needBy === null ? null : addDays(today, line.needBy);
}

/** What one less would cost: '0.3 more repairs wait, about 5 device-days'. */
export function oneLessText(last: { units: number; removed: number }, delay: number): string {
  const each = last.removed / last.units;
  const days = each * delay;
  const number = (n: number) => (n >= 10 ? thousands(n) : n >= 0.95 ? n.toFixed(1) : n.toFixed(2));
  return `${number(each)} more repairs wait, about ${number(days)} device-days`;
}

/** An exception in words, with how many lines have it. */
export function markText(mark: string, lines: number): string {
  const one = lines === 1;
  const words: Record<string, string> = {
    out: `${lines} will run out before ${one ? 'it' : 'they'} can arrive`,
    leaving: `${lines} ${one ? 'line stops: its' : 'lines stop: their'} devices leave`,
    price: `${lines} ${one ? 'price has' : 'prices have'} jumped`,
    late: `${lines} ${one ? 'delivery is' : 'deliveries are'} late`,
    last: `${lines} can be bought for the last time`,
    'no supplier': `${lines} without a supplier: the catalogue’s price stands in`,
    'no price': `${lines} without a price`,
  };
  return words[mark] ?? `${lines} ${mark}`;
}
