import type { SupplierKind } from '../../src/purchasing/forms.ts';
import type { LeadTimes } from '../../src/purchasing/lead-rules.ts';
import type { Tone } from '../../src/web/frame.ts';

export const SUPPLIER_WORDS: Readonly<Record<SupplierKind, string>> = {
  distributor: 'Distributor',
  maker: 'Maker',
  refurbisher: 'Refurbisher',
  marketplace: 'Marketplace',
  other: 'Other',
};

export const ORDER_WORDS: Readonly<Record<string, string>> = {
  draft: 'Draft',
  proposed: 'Proposed',
  approved: 'Approved',
  sent: 'Sent',
  closed: 'Closed',
  cancelled: 'Cancelled',
};

export const ORDER_TONES: Readonly<Record<string, Tone>> = {
  draft: 'plain',
  proposed: 'wait',
  approved: 'note',
  sent: 'note',
  closed: 'good',
  cancelled: 'plain',
};

export const RETURN_WORDS: Readonly<Record<string, string>> = {
  open: 'To be sent',
  sent: 'Sent back',
  credited: 'Credited',
  refused: 'Refused',
};

export const RETURN_TONES: Readonly<Record<string, Tone>> = {
  open: 'wait',
  sent: 'note',
  credited: 'good',
  refused: 'bad',
};

export const REASON_WORDS: Readonly<Record<string, string>> = {
  wrong: 'Wrong part',
  damaged: 'Damaged on arrival',
  dead: 'Dead on arrival',
  warranty: 'Warranty',
};

/** '9 days, 9 of 10 within 14 (23 arrivals)' */
export function leadText(lead: LeadTimes): string {
  if (lead.median === null) return 'nothing measured yet';
  const days = lead.median === 1 ? '1 day' : `${lead.median} days`;
  const arrivals = lead.receipts === 1 ? '1 arrival' : `${lead.receipts} arrivals`;
  return `${days}, 9 of 10 within ${lead.ninetieth} (${arrivals})`;
}

/** '$1,234.50': on orders and bills every cent is said. */
export function exactText(cents: number, currency: string): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(cents / 100);
}

export const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** A list's URL with its filters, and a cursor. */
export function hrefOf(path: string, set: Readonly<Record<string, string | null | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(set)) if (value) query.set(name, value);
  return query.size > 0 ? `${path}?${query}` : path;
}
