/** What the list of devices is filtered by, as its URL says; '' where a filter is not set. */
export interface DeviceFilter {
  /** the site that answers for it, and the site where it is: id or code */
  home: string;
  at: string;
  place: string;
  model: string;
  kind: string;
  use: string;
  state: string;
  holder: string;
  /** the person, and the room or cart, that it is issued to */
  assigned: string;
  room: string;
  /** how a tag or serial begins, normalized */
  tag: string;
  serial: string;
  due: '' | 'overdue' | 'week' | 'any';
  /** updates end before this day */
  aue: string;
  /** purchased from and to, both included */
  from: string;
  to: string;
  funding: string;
  unidentified: '' | '1';
  /** a custom field's id and the value it has */
  field: string;
  value: string;
}

export const NO_FILTER: DeviceFilter = {
  home: '',
  at: '',
  place: '',
  model: '',
  kind: '',
  use: '',
  state: '',
  holder: '',
  assigned: '',
  room: '',
  tag: '',
  serial: '',
  due: '',
  aue: '',
  from: '',
  to: '',
  funding: '',
  unidentified: '',
  field: '',
  value: '',
};

/** What the rows are sorted by; the last four only as the order that a filter's index has. */
export type Order = 'tag' | 'serial' | 'purchased' | 'due' | 'aue' | 'made' | 'field' | 'slot';
export const SORTS = ['tag', 'serial', 'purchased', 'due'] as const satisfies readonly Order[];

/** A filter may be sorted without an index where it leaves at most so many rows. */
export const FEW = 2_000;

/** The filters that the tallies count, each with how many devices it leaves by itself. */
export type Tallied = Partial<Record<'model' | 'use' | 'state' | 'kind', number>>;

/** The index that a list is read by, and the order that it has. */
export interface Driver {
  index: string;
  order: Order;
}

const by = (index: string, order: Order = 'tag'): Driver => ({ index, order });

/**
 * The index that leaves the fewest rows: one person's or one place's first, then a home with its thousand or so,
 * then the tallied ones by their numbers, where two of them have to be weighed.
 */
export function driverOf(filter: DeviceFilter, tallied: Tallied = {}): Driver {
  if (filter.holder) return by('devices_holder');
  if (filter.assigned) return by('devices_assigned_person');
  if (filter.room) return by('devices_assigned_location', 'slot');
  if (filter.place) return by('devices_place');
  if (filter.unidentified) return by('devices_unidentified', 'made');
  if (filter.home) return by(filter.state ? 'devices_home_state' : 'devices_home');
  if (filter.at) return by('devices_at_site');
  if (filter.serial.length >= 5) return by('devices_serial', 'serial');
  if (filter.due) return by('devices_due', 'due');
  if (filter.field && filter.value) return by('custom_values_value', 'field');
  const counted = talliedDriver(filter, tallied);
  if (counted) return counted;
  if (filter.serial) return by('devices_serial', 'serial');
  if (filter.funding) return by('devices_funding');
  if (filter.from || filter.to) return by('devices_purchased', 'purchased');
  if (filter.aue) return by('devices_model', 'aue');
  return by('devices_tag');
}

/** True where the driver cannot be chosen well before the tallies are read. */
export function needsTallies(filter: DeviceFilter): boolean {
  const set = [filter.model, filter.use, filter.state, filter.kind].filter(Boolean).length;
  return set > 1 && ['devices_tag', ...TALLIED_INDEXES].includes(driverOf(filter).index);
}

const TALLIED_INDEXES = [
  'devices_model',
  'devices_model_state',
  'devices_use',
  'devices_state',
  'devices_kind',
];

/** Without numbers: a model is a few thousand, a kind is nearly all. */
const GUESS = { model: 4_000, use: 20_000, state: 10_000, kind: 100_000 } as const;

function talliedDriver(filter: DeviceFilter, tallied: Tallied): Driver | null {
  let best: keyof Tallied | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const name of ['model', 'use', 'state', 'kind'] as const) {
    const rows = tallied[name] ?? GUESS[name];
    if (filter[name] && rows < fewest) {
      best = name;
      fewest = rows;
    }
  }
  if (best === null) return null;
  if (best === 'model') return by(filter.state ? 'devices_model_state' : 'devices_model');
  return by(`devices_${best}`);
}

export interface Sorting {
  order: Order;
  descending: boolean;
  /** the index has this order; else the rows, few as they are, are sorted */
  indexed: boolean;
}

/**
 * The order of the list: what was asked for where the index has it or few rows are left, else the index's own.
 * @param sort 'tag', '-tag' for the other way round, ''
 * @param rows that the filter leaves, null where nobody has counted
 */
export function sortingOf(driver: Driver, sort: string, rows: number | null): Sorting {
  const descending = sort.startsWith('-');
  const asked = SORTS.find((name) => name === (descending ? sort.slice(1) : sort));
  if (asked === driver.order) return { order: asked, descending, indexed: true };
  if (asked && rows !== null && rows <= FEW) return { order: asked, descending, indexed: false };
  // A room's devices are few: they stand in the order of its slots, which may be empty.
  return { order: driver.order, descending: false, indexed: driver.order !== 'slot' };
}

/** True where the tallies give the exact number: no filter but what they count. */
export function countedByTallies(filter: DeviceFilter): boolean {
  const counted = new Set(['home', 'model', 'kind', 'use', 'state', 'aue']);
  return Object.entries(filter).every(([name, value]) => value === '' || counted.has(name));
}
