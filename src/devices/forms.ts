export const DEVICE_KINDS = [
  'chromebook',
  'laptop',
  'tablet',
  'desktop',
  'printer',
  'hotspot',
  'other',
] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

/** What a device is for. */
export const USES = ['one_to_one', 'cart', 'staff', 'loaner', 'spare', 'testing'] as const;
export type Use = (typeof USES)[number];

export const STATES = ['in_service', 'lost', 'stolen', 'retired', 'disposed'] as const;
export type DeviceState = (typeof STATES)[number];

export const CONDITIONS = ['new', 'good', 'fair', 'poor'] as const;
