/** Maker part numbers: the public ones, and the pattern by which the rest are made up. */
import type { PartKind } from '../repairs/starting-list.ts';
import type { ModelSeed } from './data-models.ts';
import type { Random } from './random.ts';

export type PartCondition = 'new' | 'refurbished' | 'harvested';

/** Public examples by group code: the numbers on one line are one part under several numbers. */
export const knownNumbers: Readonly<Record<string, readonly string[]>> = {
  'lcd:11.6': ['NT116WHM-N21'],
  'battery:dell-3100': ['FY8XM', '51KD7', 'YWD3C', 'Y07HK'],
  'palm-rest:dell-3100': ['9X8D7'],
  'palm-rest:dell-3100:touch': ['TK87M'],
  'palm-rest:dell-3100:2-in-1': ['34Y6Y'],
  'palm-rest:lenovo-100e-g2': ['5CB0T79741'],
  'battery:lenovo-100e-g2': ['5B10S73396'],
  'lcd-touch:lenovo-300e-g2': ['5D10N24832'],
  'palm-rest:acer-c732': ['6B.GUKN7.001'],
  'battery:acer-c732': ['KT.00304.008'],
};

const lenovoPrefix: Partial<Record<PartKind, string>> = {
  'palm-rest': '5CB0',
  battery: '5B10',
  lcd: '5D10',
  'lcd-touch': '5D10',
  'lcd-cable': '5C10',
  lid: '5CB0',
  bezel: '5B30',
  bottom: '5CB0',
  hinge: '5H50',
  mainboard: '5B20',
  keyboard: '5N20',
  trackpad: '5T60',
};

const letters = 'BCDFGHJKLMNPRTVWXY';

/** A made-up number in the maker's pattern; `running` keeps any two of them apart. */
export function makerNumber(
  maker: ModelSeed['maker'],
  kind: PartKind,
  running: number,
  random: Random,
): string {
  const tail = String(running).padStart(4, '0');
  const any = (count: number, from: string) =>
    Array.from({ length: count }, () => random.pick([...from])).join('');
  if (kind === 'lcd') return `${random.pick(['N116B', 'B116X', 'M116N', 'LP116'])}${any(2, letters)}-${tail}`;
  if (maker === 'Dell') return `${any(1, letters)}${tail}`;
  if (maker === 'Lenovo')
    return `${lenovoPrefix[kind] ?? '5F30'}${any(1, letters)}${any(1, '123456789')}${tail}`;
  if (maker === 'HP') return `L${any(1, '123456789')}${tail}-001`;
  return kind === 'battery' ? `KT.0${tail}.0${any(2, '123456789')}` : `6B.${any(3, letters)}N7.${tail}`;
}

/** What the nth number of a group is: another source, refurbished, or taken from a retired device. */
export function restock(
  kind: PartKind,
  nth: number,
): { condition: PartCondition; share: number; note: string } {
  // Panels have several acceptable new ones; of other kinds the second number is a refurbished one.
  const turn = kind === 'lcd' || kind === 'lcd-touch' ? (nth + 2) % 4 : nth % 4;
  if (nth > 0 && turn === 1) return { condition: 'refurbished', share: 0.7, note: `refurbished${lot(nth)}` };
  if (nth > 1 && turn === 2) return { condition: 'harvested', share: 0.1, note: `harvested${lot(nth)}` };
  return { condition: 'new', share: 1 - (nth % 3) * 0.05, note: nth === 0 ? '' : `source ${nth + 1}` };
}

function lot(nth: number): string {
  return nth < 4 ? '' : `, lot ${1 + Math.floor(nth / 4)}`;
}

/** First letters of a SKU by kind of part. */
export const skuPrefix: Readonly<Record<PartKind, string>> = {
  lcd: 'LCD',
  'lcd-touch': 'TCH',
  'lcd-cable': 'CBL',
  bezel: 'BZL',
  lid: 'LID',
  hinge: 'HNG',
  'hinge-cover': 'HCV',
  keyboard: 'KBD',
  keycap: 'KEY',
  'palm-rest': 'PLM',
  trackpad: 'TPD',
  battery: 'BAT',
  port: 'PRT',
  'io-board': 'IOB',
  mainboard: 'MBD',
  camera: 'CAM',
  speaker: 'SPK',
  microphone: 'MIC',
  wifi: 'WIF',
  bottom: 'BTM',
  feet: 'FT',
  charger: 'CHG',
  screws: 'SCR',
  tape: 'TAP',
};
