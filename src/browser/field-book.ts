import { normalizeSerial, normalizeTag, parseScan } from '../devices/identifier-rules.ts';
import { type PartOffer, rankOffers } from '../stock/offer-rules.ts';
import type { CarriedList } from './audit-decide.ts';
import type { CopyPart, Manifest, Table } from './copy-store.ts';
import { readAll } from './kept-db.ts';

export interface BookDevice {
  id: string;
  tag: string;
  serial: string;
  model: string;
  variant: string | null;
  use: string;
  state: string;
  home: string;
  place: string | null;
  at: string | null;
  slot: number | null;
  due: string | null;
  condition: string;
  warranty: string | null;
  covered: string | null;
  seen: string | null;
  holder: string | null;
  holderId: string | null;
  issued: string | null;
  assignedPerson: string | null;
  assignedLocation: string | null;
  custody: string | null;
  repair: string | null;
  number: number | null;
  repairState: string | null;
  /** [id, fault, symptom, done] of the open repair */
  lines: readonly (readonly [string, string | null, string | null, 0 | 1])[] | null;
  former: readonly string[] | null;
  repairs: number;
  last: string | null;
  /** the server's time of what stands here */
  asOf: string;
}

export interface BookFault {
  code: string;
  name: string;
  level: 1 | 2 | 3;
  minutes: number;
  remedy: string | null;
  partKind: string | null;
}

export interface BookRemedy {
  code: string;
  name: string;
  minutes: number | null;
  takesPart: 'part' | 'none' | 'either';
  outcome: 'repaired' | 'no_fault' | 'not_worth';
}

export interface BookPlace {
  id: string;
  code: string;
  name: string;
  kind: string;
  top: string;
  slots: number | null;
  mine: number;
}

export interface BookPerson {
  id: string;
  badge: string | null;
  name: string;
  kind: string;
  grade: string | null;
}

/** A line of a kit. */
export interface BookKitLine {
  kit: string;
  name: string;
  fault: string | null;
  part: string | null;
  group: string | null;
  line: string;
  quantity: number;
  counted: number;
  /** some model is known to take it */
  bound: number;
}

interface Fit {
  model: string;
  variant: string | null;
  fault: string;
  group: string | null;
  part: string | null;
  confirmed: number;
}

interface Part {
  id: string;
  sku: string;
  name: string;
  group: string | null;
  touch: number | null;
  kind: string;
  condition: string;
  counted: number;
}

export interface Lists {
  models: { id: string; name: string; number: string; aue: string | null }[];
  variants: { id: string; model: string; name: string; touch: number | null }[];
  faults: BookFault[];
  tallies: { model: string; fault: string; n: number }[];
  remedies: BookRemedy[];
  symptoms: { code: string; name: string }[];
  fits: Fit[];
  kits: BookKitLine[];
  parts: Part[];
  bins: { id: string; name: string; location: string; mine: number }[];
  stock: { bin: string; part: string; n: number }[];
  places: BookPlace[];
  sites: { id: string; name: string }[];
}

const LISTS = [
  'models',
  'variants',
  'faults',
  'tallies',
  'remedies',
  'symptoms',
  'fits',
  'kits',
  'parts',
  'bins',
] as const;
const MORE_LISTS = ['stock', 'places', 'sites'] as const;

function objects<T>({ columns, rows }: Table, more: object = {}): T[] {
  return rows.map((row) => {
    const made: Record<string, unknown> = { ...more };
    for (const [i, name] of columns.entries()) made[name] = row[i];
    return made as T;
  });
}

/** The copy of the district's data that this phone carries, opened for looking things up. */
export class Book {
  readonly manifest: Manifest | null;
  readonly lists: Lists;
  readonly devices: BookDevice[] = [];
  readonly people: BookPerson[] = [];
  /** lists of the audits that are carried, by their ids */
  readonly audits = new Map<string, CarriedList>();
  private readonly byId = new Map<string, BookDevice>();
  private readonly byTag = new Map<string, BookDevice>();
  private readonly bySerial = new Map<string, BookDevice>();
  private readonly names = new Map<string, string>();

  constructor(parts: readonly CopyPart[]) {
    const data = new Map(parts.map((part) => [part.part, part]));
    this.manifest = (data.get('manifest')?.data as Manifest | undefined) ?? null;
    const tables = { ...tablesOf(data, 'catalog'), ...tablesOf(data, 'stock'), ...tablesOf(data, 'places') };
    const empty: Table = { columns: [], rows: [] };
    const lists = [...LISTS, ...MORE_LISTS].map((name) => [name, objects(tables[name] ?? empty)]);
    this.lists = Object.fromEntries(lists) as unknown as Lists;
    for (const { part, at, data: value } of parts) {
      if (part.startsWith('site:'))
        for (const one of objects<BookDevice>(value as Table, { asOf: at })) this.add(one);
      if (part.startsWith('audit:')) this.audits.set(part.slice('audit:'.length), value as CarriedList);
      if (part.startsWith('people:'))
        this.people.push(...objects<BookPerson>((value as { people: Table }).people));
    }
    const { places, sites, models, faults, symptoms } = this.lists;
    for (const { id, name } of [...sites, ...places, ...models]) this.names.set(id, name);
    for (const { code, name } of [...symptoms, ...faults]) this.names.set(code, name);
  }

  static async open(): Promise<Book> {
    return new Book(await readAll<CopyPart>('copy'));
  }

  private add(device: BookDevice): void {
    this.devices.push(device);
    this.byId.set(device.id, device);
    if (device.tag) this.byTag.set(device.tag, device);
    if (device.serial) this.bySerial.set(device.serial, device);
    for (const value of device.former ?? []) {
      if (!this.byTag.has(value)) this.byTag.set(value, device);
      if (!this.bySerial.has(value)) this.bySerial.set(value, device);
    }
  }

  /** The device that an id or a scanned or typed text names; former tags and serials too. */
  find(text: string): BookDevice | null {
    const known =
      this.byId.get(text) ?? this.byTag.get(normalizeTag(text)) ?? this.bySerial.get(normalizeSerial(text));
    if (known) return known;
    for (const { kind, value } of parseScan(text)) {
      const found =
        kind === 'tag' ? this.byTag.get(value) : kind === 'serial' ? this.bySerial.get(value) : undefined;
      if (found) return found;
    }
    return null;
  }

  /** A model's, a place's, a fault's or a symptom's name. */
  name(id: string | null): string {
    return id === null ? '' : (this.names.get(id) ?? '');
  }

  /** The person with this badge, or the place with this code. */
  target(text: string): { value: string; label: string } | null {
    for (const { kind, value } of parseScan(text)) {
      const person = kind === 'person' ? this.people.find((one) => one.badge === value) : undefined;
      if (person) return { value: `person:${person.id}`, label: person.name };
      const place = kind === 'location' ? this.lists.places.find((one) => one.code === value) : undefined;
      if (place) return { value: `location:${place.id}`, label: place.name };
    }
    return null;
  }

  /** The faults, this model's commonest first. */
  faultsFor(model: string | null): BookFault[] {
    const tallies = this.lists.tallies.filter((one) => one.model === model);
    const found = new Map(tallies.map(({ fault, n }) => [fault, n]));
    const order = new Map(this.lists.faults.map(({ code }, i) => [code, i]));
    return [...this.lists.faults].sort(
      (a, b) =>
        (found.get(b.code) ?? 0) - (found.get(a.code) ?? 0) ||
        (order.get(a.code) ?? 0) - (order.get(b.code) ?? 0),
    );
  }

  /** The parts that fit, the handiest first: the rule of the repair page, on what this phone carries. */
  offersFor(model: string | null, variant: string | null, fault: string): PartOffer[] {
    const { fits, parts, bins, stock, variants } = this.lists;
    const mineBin = bins.find((bin) => bin.mine)?.id ?? null;
    const best = new Map<string, PartOffer>();
    for (const fit of fits) {
      if (fit.model !== model || fit.fault !== fault) continue;
      if (fit.variant && variant && fit.variant !== variant) continue;
      for (const part of parts.filter(
        (one) => one.id === fit.part || (fit.group && one.group === fit.group),
      )) {
        const lies = stock.filter((row) => row.part === part.id);
        const mine = lies.find((row) => row.bin === mineBin)?.n ?? 0;
        const depots = lies.filter((row) => row.bin !== mineBin).sort((a, b) => b.n - a.n);
        const key = `${part.id} ${fit.variant ?? ''}`;
        const confirmed = fit.confirmed === 1 || best.get(key)?.fit === 'confirmed';
        best.set(key, {
          part: part.id,
          sku: part.sku,
          name: part.name,
          group: part.group,
          groupName: null,
          condition: part.condition,
          counted: part.counted === 1,
          priceCents: 0,
          fit: confirmed ? 'confirmed' : 'proposed',
          variant: fit.variant,
          variantName: variants.find((one) => one.id === fit.variant)?.name ?? null,
          mine,
          mineBin,
          depot: depots.reduce((sum, row) => sum + row.n, 0),
          depotBin: depots[0]?.bin ?? null,
          others: 0,
          reserved: 0,
        });
      }
    }
    return rankOffers([...best.values()]);
  }

  /** My vehicle first, then the places of the device's site, then the rest. */
  placesFor(site: string | null): BookPlace[] {
    const rank = (place: BookPlace) => (place.mine ? 0 : place.top === site ? 1 : 2);
    return [...this.lists.places].sort((a, b) => rank(a) - rank(b));
  }
}

function tablesOf(data: ReadonlyMap<string, CopyPart>, part: string): Record<string, Table> {
  return (data.get(part)?.data as Record<string, Table> | undefined) ?? {};
}
