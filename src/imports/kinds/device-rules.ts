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
