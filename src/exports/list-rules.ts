import type { Action } from '../accounts/permissions.ts';

/** Where a list stands, who sees it, and how it is narrowed to what is a person's own. */
export interface ListPlace {
  path: string;
  needs: readonly Action[];
  /** the filters that leave one's own rows; what has none, an intern does not export */
  own?: (query: Readonly<Record<string, string>>, person: string) => Record<string, string>;
}

const same = (query: Readonly<Record<string, string>>) => ({ ...query });

/** Every list that can be exported, by its name. */
export const PLACES = {
  devices: { path: '/devices', needs: ['device.see'] },
  people: { path: '/people', needs: ['device.see'] },
  locations: { path: '/locations', needs: ['location.see'] },
  models: { path: '/models', needs: ['model.see'] },
  loans: { path: '/loans', needs: ['device.see'] },
  repairs: {
    path: '/repairs',
    needs: ['repair.see'],
    own: (query) => ({ ...query, technician: 'me' }),
  },
  'vendor-batches': { path: '/vendor-batches', needs: ['claim.see'] },
  'at-the-vendor': { path: '/vendor-batches/away', needs: ['claim.see'] },
  covered: { path: '/vendor-batches/covered', needs: ['claim.see'] },
  parts: { path: '/stock/parts', needs: ['stock.see'] },
  bins: { path: '/stock/bins', needs: ['stock.see'] },
  groups: { path: '/stock/groups', needs: ['stock.see'] },
  fits: { path: '/stock/fits', needs: ['stock.see'] },
  kits: { path: '/stock/kits', needs: ['stock.see'] },
  movements: {
    path: '/stock/movements',
    needs: ['stock.see'],
    own: (query, person) => ({ ...query, person }),
  },
  value: { path: '/stock/value', needs: ['stock.see'] },
  transfers: { path: '/stock/transfers', needs: ['stock.see'] },
  'to-count': {
    path: '/stock/counts/parts',
    needs: ['stock.see'],
    own: (query, person) => ({ ...query, bin: '', person }),
  },
  counts: { path: '/stock/counts/past', needs: ['stock.see'] },
  vehicles: { path: '/stock/vehicles', needs: ['stock.see'] },
  orders: { path: '/purchasing/orders', needs: ['order.see'] },
  receipts: { path: '/purchasing/receive', needs: ['order.see'] },
  'back-orders': { path: '/purchasing/back-orders', needs: ['order.see'] },
  suppliers: { path: '/purchasing/suppliers', needs: ['order.see'] },
  invoices: { path: '/purchasing/invoices', needs: ['order.see'] },
  returns: { path: '/purchasing/returns', needs: ['order.see'] },
  budgets: { path: '/purchasing/budgets', needs: ['order.see'] },
  lots: { path: '/disposal/lots', needs: ['disposal.see'] },
  audits: { path: '/audits', needs: ['audit.see'] },
  'due-audits': { path: '/audits/due', needs: ['audit.see'] },
  visits: { path: '/visits', needs: ['visit.see'], own: same },
  proposals: {
    path: '/proposals',
    needs: ['proposal.decide', 'device.propose', 'catalog.propose', 'stock.count', 'audit.propose'],
    own: same,
  },
  'write-back': { path: '/directory/write-back', needs: ['import.run'] },
  leavers: { path: '/people/leavers/all', needs: ['import.run'] },
  history: { path: '/history', needs: ['history.see'] },
  users: { path: '/users', needs: ['users.manage'] },
} as const satisfies Record<string, ListPlace>;

export type ListName = keyof typeof PLACES;

/** The place of a list; undefined where there is no such list. */
export function placeOf(name: string): ListPlace | undefined {
  return Object.hasOwn(PLACES, name) ? PLACES[name as ListName] : undefined;
}

/** What a URL carries besides filters. */
const NO_FILTERS = new Set(['cursor', 'done', 'scan', 'format', 'columns', 'idempotency_key']);
const LONGEST = 200;

/** The filters that stand in a URL. */
export function filtersIn(query: Readonly<Record<string, string>>): Record<string, string> {
  const set: Record<string, string> = {};
  for (const [name, value] of Object.entries(query))
    if (value !== '' && !NO_FILTERS.has(name)) set[name] = value.slice(0, LONGEST);
  return set;
}
