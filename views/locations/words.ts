import type { LocationKind } from '../../src/locations/forms.ts';

export const KIND_WORDS: Readonly<Record<LocationKind, string>> = {
  site: 'Site',
  depot: 'Depot',
  vehicle: 'Vehicle',
  vendor: 'Vendor',
  room: 'Room',
  cart: 'Cart',
};

export const TYPE_WORDS: Readonly<Record<string, string>> = {
  elementary: 'Elementary school',
  middle: 'Middle school',
  high: 'High school',
  library: 'Library',
  office: 'Office',
  other: 'Other',
};

export const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
