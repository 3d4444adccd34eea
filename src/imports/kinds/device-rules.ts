import type { FieldShape, KeptValue } from '../../custom-fields/rules.ts';

/** What is written down about a device, as it is stored. */
export interface Facts {
  kind: string;
  model: string;
  variant: string | null;
  home: string;
  condition: string;
  purchased_on: string | null;
  cost_cents: number | null;
  order_number: string;
  funding_source: string;
  federal_share: number | null;
  warranty_until: string | null;
  coverage_plan: string | null;
  coverage_until: string | null;
  wifi_mac: string;
  ethernet_mac: string;
  storage_gb: number | null;
  note: string;
}

export const FACTS = [
  'kind',
  'model',
  'variant',
  'home',
  'condition',
  'purchased_on',
  'cost_cents',
  'order_number',
  'funding_source',
  'federal_share',
  'warranty_until',
  'coverage_plan',
  'coverage_until',
  'wifi_mac',
  'ethernet_mac',
  'storage_gb',
  'note',
] as const satisfies readonly (keyof Facts)[];

export interface KnownDevice extends Facts {
  id: string;
  version: number;
  tag: string;
  serial: string;
  use: string;
  state: string;
}

/** A field of the district's own, of one kind of device. */
export interface OwnField extends FieldShape {
  name: string;
  deviceKind: string;
}

/** A value of a device's own field from now on (null: none), and what it was. */
export interface OwnValue extends KeptValue {
  label: string;
  was: { value: string; number: number | null } | null;
}

/** What stands between a device and another state. */
export interface StateFacts {
  id: string;
  place: string | null;
  assignment: string | null;
  repair: number;
  lot: number;
}

/** Another state than the one that the file was made with, as `apply` takes it. */
export interface StateChange {
  from: string;
  to: 'retired' | 'in_service';
  /** the assignment that ends with it */
  ends: string | null;
  /** nobody had it: it is at its home from now on */
  appears: boolean;
}
