import type { TargetRow } from '../../src/custody/target-queries.ts';
import type { Option } from '../ui/field-props.ts';

export const WHY_WORDS: Readonly<Record<string, string>> = {
  created: 'Entered',
  check_out: 'Checked out',
  check_in: 'Checked in',
  move: 'Moved',
  loan: 'Lent',
  return: 'Returned',
  repair: 'Taken in for repair',
  swap: 'Swapped',
  found: 'Found',
  lost: 'Reported lost',
  collection: 'Collected',
  hand_back: 'Handed back',
  vendor: 'Sent to the vendor',
  undo: 'Taken back',
};

export const ACCESSORY_WORDS: Readonly<Record<string, string>> = {
  charger: 'Charger',
  case: 'Case',
  hotspot: 'Hotspot',
};

/** What to call a device: its tag, else its serial. */
export function deviceName(device: { tag: string; serial: string }): string {
  return device.tag || device.serial || 'Unidentified device';
}

const SORT_WORDS: Readonly<Record<string, string>> = {
  student: 'student',
  staff: 'staff',
  site: 'site',
  depot: 'depot',
  vehicle: 'vehicle',
  vendor: 'vendor',
  room: 'room',
  cart: 'cart',
};

/** People and places as the buttons of a choice. */
export function targetOptions(rows: readonly TargetRow[]): Option[] {
  return rows.map((row) => ({
    value: `${row.kind}:${row.id}`,
    label: row.name,
    hint: [
      row.grade ? `grade ${row.grade}` : (SORT_WORDS[row.sort] ?? row.sort),
      row.siteName === row.name ? null : row.siteName,
    ]
      .filter(Boolean)
      .join(', '),
  }));
}

/** '1 charger, 2 cases'; '' for none. */
export function countsText(counts: { chargers: number; cases: number; hotspots: number }): string {
  const words: [number, string][] = [
    [counts.chargers, 'charger'],
    [counts.cases, 'case'],
    [counts.hotspots, 'hotspot'],
  ];
  return words
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${n} ${word}${n === 1 ? '' : 's'}`)
    .join(', ');
}
