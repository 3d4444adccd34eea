/** The tree of locations, the bins, and which technician serves which site. */
import {
  address,
  cartName,
  centre,
  depotNames,
  position,
  rooms,
  type SiteSeed,
  shelves,
  sites,
  vendors,
} from './data-places.ts';
import type { PlanBin, PlanLocation, PlanSize } from './plan-types.ts';
import { Random } from './random.ts';

export const CART_SLOTS = 30;

export type Technician = {
  nth: number;
  level: 1 | 2 | 3;
  intern: boolean;
  /** Bin of the own vehicle, or null for those at a bench. */
  bin: string | null;
  /** The depot whose bench and shelves he uses. */
  depot: string;
  main: string[];
  backup: string[];
};

export type SitePlace = SiteSeed & {
  nth: number;
  rooms: string[];
  desk: string;
  storage: string;
  depot: string;
  technician: number;
  backup: number;
};

const roomCounts = { elementary: 24, middle: 30, high: 42, library: 6, office: 8 } as const;

/** Everything that lies somewhere, but for carts: how many a site has is known from its devices. */
export class Places {
  readonly sites: readonly SitePlace[];
  readonly technicians: readonly Technician[];
  readonly depots: readonly PlanLocation[];
  readonly #size: PlanSize;

  constructor(size: PlanSize) {
    this.#size = size;
    const random = new Random(size.seed, 'depots');
    this.depots = Array.from({ length: size.depots }, (_, i) =>
      location(`D${i + 1}`, depotNames[i] ?? `Depot ${i + 1}`, 'depot', null, {
        address: address(random),
        ...position(random),
      }),
    );
    this.technicians = technicians(size);
    this.sites = this.#sites();
  }

  /** Locations, parents before what lies in them; `carts` is the number of carts of each site. */
  *locations(carts: readonly number[]): Generator<PlanLocation> {
    yield* this.depots;
    for (let i = 1; i <= this.#size.vehicles; i++)
      yield location(vehicleCode(i), `Van ${i}`, 'vehicle', null);
    for (const [i, [name]] of vendors.entries()) yield location(`X${i + 1}`, name, 'vendor', null);
    for (const site of this.sites) {
      const { kind, address: where, latitude, longitude } = site;
      yield {
        ...location(site.code, site.name, 'site', null, { address: where, latitude, longitude }),
        siteKind: kind,
      };
      const names = rooms(kind, site.rooms.length);
      for (const [i, code] of site.rooms.entries()) yield location(code, names[i] ?? code, 'room', site.code);
      for (let cart = 1; cart <= (carts[site.nth] ?? 0); cart++) {
        const room = site.rooms[4 + ((cart * 3) % Math.max(1, site.rooms.length - 4))] ?? site.desk;
        yield { ...location(cartCode(site.code, cart), cartName(cart), 'cart', room), slots: CART_SLOTS };
      }
    }
  }

  /** Shelves of the depots and a bin in each vehicle; `firstPerson` is the person of technician 0. */
  *bins(firstPerson: number): Generator<PlanBin> {
    for (const depot of this.depots)
      for (const [i, [name]] of shelves.entries())
        yield {
          code: shelfCode(depot.code, i),
          name: `${depot.name}, ${name}`,
          location: depot.code,
          keeper: null,
        };
    for (const technician of this.technicians)
      if (technician.bin !== null)
        yield {
          code: technician.bin,
          name: `Van ${technician.nth + 1}`,
          location: technician.bin,
          keeper: firstPerson + technician.nth,
        };
  }

  /** Sites with their rooms, their depot and technicians: neighbours (by direction from the centre) share one. */
  #sites(): SitePlace[] {
    const seeds = sites(this.#size.sites);
    const direction = (site: SiteSeed) =>
      Math.atan2(site.longitude - centre.longitude, site.latitude - centre.latitude);
    const order = seeds.map((site, nth) => ({ nth, turn: direction(site) })).sort((a, b) => a.turn - b.turn);
    const drivers = this.technicians.filter((technician) => technician.bin !== null);
    const served = new Map<number, { main: Technician; backup: Technician; depot: string }>();
    for (const [i, { nth }] of order.entries()) {
      const at = Math.floor((i * drivers.length) / order.length);
      const main = drivers[at] as Technician;
      const backup = drivers[(at + 1) % drivers.length] as Technician;
      const code = seeds[nth]?.code ?? '';
      main.main.push(code);
      backup.backup.push(code);
      served.set(nth, { main, backup, depot: main.depot });
    }
    return seeds.map((site, nth) => {
      const by = served.get(nth);
      const codes = Array.from({ length: roomCounts[site.kind] }, (_, i) => roomCode(site.code, i + 1));
      return {
        ...site,
        nth,
        rooms: codes,
        desk: codes[0] as string,
        storage: codes[1] as string,
        depot: by?.depot ?? 'D1',
        technician: by?.main.nth ?? 0,
        backup: by?.backup.nth ?? 0,
      };
    });
  }
}

/** The shelf of a depot on which parts of this kind lie. */
export function shelfFor(depot: string, kind: string): string {
  const at = shelves.findIndex(([, kinds]) => kinds.includes(kind));
  return shelfCode(depot, at < 0 ? shelves.length - 1 : at);
}

export function cartCode(site: string, nth: number): string {
  return `${site}-C${String(nth).padStart(2, '0')}`;
}

function roomCode(site: string, nth: number): string {
  return `${site}-R${String(nth).padStart(2, '0')}`;
}

function shelfCode(depot: string, nth: number): string {
  return `${depot}-${'ABCDEF'[nth] ?? 'Z'}`;
}

function vehicleCode(nth: number): string {
  return `V${String(nth).padStart(3, '0')}`;
}

// The first three are the cast's specialists I, II and III; then the drivers' levels in turn, then the benches:
// an intern first, since the cast has one.
function technicians(size: PlanSize): Technician[] {
  const drivers = Math.min(size.vehicles, size.technicians - 1);
  const levels = [1, 2, 3, 1, 2, 1, 2, 1, 1, 2] as const;
  return Array.from({ length: size.technicians }, (_, nth): Technician => {
    const drives = nth < drivers;
    const bench = nth - drivers;
    const intern = !drives && bench % 3 === 0;
    const level = drives ? (levels[nth % levels.length] ?? 1) : intern ? 1 : bench % 3 === 1 ? 3 : 2;
    const depot = drives ? Math.floor((nth * size.depots) / drivers) : bench % size.depots;
    return {
      nth,
      level,
      intern,
      bin: drives ? vehicleCode(nth + 1) : null,
      depot: `D${depot + 1}`,
      main: [],
      backup: [],
    };
  });
}

function location(
  code: string,
  name: string,
  kind: PlanLocation['kind'],
  parent: string | null,
  where: Partial<Pick<PlanLocation, 'address' | 'latitude' | 'longitude'>> = {},
): PlanLocation {
  return {
    code,
    name,
    kind,
    siteKind: null,
    parent,
    address: '',
    latitude: null,
    longitude: null,
    slots: null,
    ...where,
  };
}
