import type { Tone } from '../../src/web/frame.ts';

export const DEVICE_KIND_WORDS: Readonly<Record<string, string>> = {
  chromebook: 'Chromebook',
  laptop: 'Laptop',
  tablet: 'Tablet',
  desktop: 'Desktop',
  printer: 'Printer',
  hotspot: 'Hotspot',
  other: 'Other',
};

export const USE_WORDS: Readonly<Record<string, string>> = {
  one_to_one: 'One to one',
  cart: 'Cart',
  staff: 'Staff',
  loaner: 'Loaner',
  spare: 'Spare',
  testing: 'Testing',
};

export const STATE_WORDS: Readonly<Record<string, string>> = {
  in_service: 'In service',
  lost: 'Lost',
  stolen: 'Stolen',
  retired: 'Retired',
  disposed: 'Disposed of',
};

export const STATE_TONES: Readonly<Record<string, Tone>> = {
  in_service: 'good',
  lost: 'bad',
  stolen: 'bad',
  retired: 'plain',
  disposed: 'plain',
};

export const CONDITION_WORDS: Readonly<Record<string, string>> = {
  new: 'New',
  good: 'Good',
  fair: 'Fair',
  poor: 'Poor',
};

export const RETIRE_WORDS: Readonly<Record<string, string>> = {
  updates: 'Updates have ended',
  worn: 'Worn out',
  damaged: 'Not worth the repair',
  surplus: 'Not needed any more',
  other: 'Other',
};

export const REPAIR_STATE_WORDS: Readonly<Record<string, string>> = {
  reported: 'Reported',
  accepted: 'Accepted',
  in_work: 'In work',
  on_hold: 'On hold',
  at_vendor: 'At the vendor',
  ready: 'Ready',
  closed: 'Closed',
  withdrawn: 'Withdrawn',
};

export const REPAIR_STATE_TONES: Readonly<Record<string, Tone>> = {
  reported: 'bad',
  accepted: 'wait',
  in_work: 'wait',
  on_hold: 'wait',
  at_vendor: 'note',
  ready: 'good',
  closed: 'plain',
  withdrawn: 'plain',
};

export const ACCESSORY_WORDS: Readonly<Record<string, string>> = {
  charger: 'charger',
  case: 'case',
  hotspot: 'hotspot',
};

/** 'accident, on purpose', from codes with commas between. */
export const causeWords = (codes: string | null) => codes?.replaceAll(',', ', ').replaceAll('_', ' ') ?? '';

export const repairNumber = (number: number) => `R-${String(number).padStart(6, '0')}`;

export const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** What a device is called: its tag, else its serial, else that it has neither. */
export const deviceName = (device: { tag: string; serial: string }) =>
  device.tag || device.serial || 'Unidentified device';

/** A device's page, by the shortest name that finds it. */
export const deviceHref = (device: { id: string; tag: string }) =>
  `/devices/${device.tag ? encodeURIComponent(device.tag) : device.id}`;
