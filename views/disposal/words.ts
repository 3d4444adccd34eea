import type { Tone } from '../../src/web/frame.ts';

export const LOT_STATES: Readonly<Record<string, readonly [Tone, string]>> = {
  draft: ['note', 'Being gathered'],
  proposed: ['wait', 'Waits for approval'],
  approved: ['good', 'Approved: may leave'],
  closed: ['plain', 'Gone'],
  withdrawn: ['plain', 'Withdrawn'],
};

export function deviceLabel(device: { tag: string; serial: string }): string {
  return device.tag || device.serial || 'unidentified';
}

export function countOf(devices: number): string {
  return devices === 1 ? 'one device' : `${devices} devices`;
}
