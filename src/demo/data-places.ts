/** Made-up places for the demo: sites of trees, birds and rivers, an invented town, a centre in the open sea. */
import { Random } from './random.ts';

export type SiteKind = 'elementary' | 'middle' | 'high' | 'library' | 'office';

export type SiteSeed = {
  kind: SiteKind;
  /** One letter for the kind and a running number: E001. */
  code: string;
  name: string;
  address: string;
  latitude: number;
  longitude: number;
};

const trees =
  'Maple Birch Alder Rowan Linden Hazel Cedar Aspen Willow Juniper Hawthorn Larch Sycamore Beech Spruce Tamarack Chestnut Walnut Cypress Magnolia Laurel Myrtle Poplar Hemlock Redbud Sassafras Tupelo Mulberry Buckeye Hornbeam Catalpa Elderberry Ironwood Basswood Butternut Hackberry Persimmon Serviceberry Sourwood Yellowwood Witchhazel Blackthorn Whitebeam Boxwood Medlar';
const birds =
  'Heron Wren Kestrel Plover Finch Osprey Starling Thrush Tern Lapwing Sandpiper Egret Nuthatch Bunting Pipit Curlew Whimbrel Grebe Avocet Kingfisher Bittern Warbler Dunlin Siskin Redstart Wheatear Linnet Merlin Harrier Goshawk Swift Martin Oriole Tanager Vireo Phoebe Kinglet Creeper Grosbeak Crossbill Waxwing Dipper Snipe Rail Petrel Shearwater Cormorant Pelican Puffin Jaeger';
const waters =
  'Silverbrook Longwater Stillwater Fernbrook Otterbrook Millrace Reedwater Clearbrook Stonebrook Willowrun Amberbrook Foxrun Deerbrook Mistwater Swiftwater Greenbrook Highwater Coldspring Fairbrook Moonbrook Ashwater Ravenbrook Troutbeck Minnowbrook Cloudwater Thornbrook Brightwater Sedgewater Mosswater Pebblebrook Heatherbrook Mallowbrook Drakewater Lilybrook Windwater Copperbrook Larkwater Saltbrook Peatwater Rushwater';
/** Tree, bird, water, tree, bird, water, ...: neighbours in the list do not sound alike. */
const stems = interleave(trees.split(' '), birds.split(' '), waters.split(' '));

const streets =
  'Wren Lane,Acorn Street,Lantern Road,Orchard Way,Quarry Street,Windmill Lane,Bellflower Road,Harvest Street,Pinecone Drive,Ferry Road,Gosling Lane,Copper Street,Meadowlark Way,Bramble Road,Lighthouse Street,Teasel Lane,Cobble Street,Firefly Way,Thistle Road,Barley Street,Juniper Hill,Old Mill Road,Puddle Lane,Kite Street';
const towns = 'Fernhollow,Quillbrook,Osier Bend,Lanternfield,Upper Thistledown,Marrowby,Pebblewick,Otterden';

const kindNames: Readonly<Record<SiteKind, string>> = {
  elementary: 'Elementary',
  middle: 'Middle',
  high: 'High',
  library: 'Library',
  office: 'Office',
};

/** Where the invented district lies: out at sea, so that no real place is meant. Degrees north and east. */
export const centre = { latitude: 36.5, longitude: -61.5 };

function interleave(...lists: string[][]): string[] {
  const out: string[] = [];
  for (let i = 0; i < Math.max(...lists.map((list) => list.length)); i++)
    for (const list of lists) if (list[i] !== undefined) out.push(list[i] as string);
  return out;
}

/** How many sites of each kind a district of so many has: about six schools in ten elementary. */
export function siteKinds(count: number): Record<SiteKind, number> {
  const office = Math.max(count > 4 ? 1 : 0, Math.round(count * 0.035));
  const library = Math.round(count * 0.07);
  const high = Math.max(1, Math.round(count * 0.13));
  const middle = Math.max(1, Math.round(count * 0.19));
  return { elementary: Math.max(1, count - office - library - high - middle), middle, high, library, office };
}

/** So many sites (1 to 210), always the same for the same count. */
export function sites(count: number): SiteSeed[] {
  const random = new Random('places', count);
  const kinds = siteKinds(count);
  const out: SiteSeed[] = [];
  let stem = 0;
  for (const kind of Object.keys(kinds) as SiteKind[]) {
    for (let nth = 1; nth <= kinds[kind]; nth++) {
      // A round of stems later the kind is another one, so that "Maple Elementary" and "Maple High" may both be.
      const name = `${stems[stem++ % stems.length]} ${kindNames[kind]}`;
      const code = `${kind[0]?.toUpperCase()}${String(nth).padStart(3, '0')}`;
      out.push({ kind, code, name, address: address(random), ...position(random) });
    }
  }
  return out;
}

/** A made-up address in an invented town, without state or postal code. */
export function address(random: Random): string {
  return `${random.int(1, 980)} ${random.pick(streets.split(','))}, ${random.pick(towns.split(','))}`;
}

/** A point near the centre, denser inside, at most about 30 km away. Degrees, five places. */
export function position(random: Random): { latitude: number; longitude: number } {
  const far = 0.27 * Math.sqrt(random.next() * random.next());
  const turn = random.next() * 2 * Math.PI;
  const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;
  return {
    latitude: round(centre.latitude + far * Math.cos(turn)),
    longitude: round(centre.longitude + (far * Math.sin(turn)) / Math.cos((centre.latitude * Math.PI) / 180)),
  };
}

/** Names of a site's rooms: the ones every site has, then numbered ones. The first takes in broken devices. */
export function rooms(kind: SiteKind, count: number): string[] {
  const own: Record<SiteKind, string[]> = {
    elementary: ['Technology desk', 'Storage', 'Front office', 'Library'],
    middle: ['Technology desk', 'Storage', 'Front office', 'Library', 'Science lab'],
    high: ['Technology desk', 'Storage', 'Front office', 'Library', 'Science lab', 'Testing room'],
    library: ['Service desk', 'Storage', 'Reading room', 'Study room'],
    office: ['Technology desk', 'Storage', 'Reception', 'Meeting room'],
  };
  const names = own[kind].slice(0, Math.max(2, count));
  for (let room = 0; names.length < count; room++)
    names.push(`Room ${100 + (room % 24) + 100 * Math.floor(room / 24)}`);
  return names;
}

/** Name of a site's nth cart, from 1: "Cart 1". */
export function cartName(nth: number): string {
  return `Cart ${nth}`;
}

export const depotNames = [
  'North Depot',
  'River Depot',
  'Orchard Depot',
  'Quarry Depot',
  'Ferry Depot',
] as const;

/** Shelves of a depot and the kinds of part that lie on each; the last takes what no other names. */
export const shelves: readonly (readonly [name: string, kinds: readonly string[]])[] = [
  ['Shelf A, screens', ['lcd', 'lcd-touch', 'lcd-cable', 'bezel', 'lid']],
  ['Shelf B, keyboards and cases', ['keyboard', 'palm-rest', 'bottom', 'trackpad', 'hinge', 'hinge-cover']],
  ['Shelf C, boards and power', []],
];

/** Vendors, plainly made up: [name, what it is for]. */
export const vendors: readonly (readonly [name: string, kind: 'maker' | 'contractor' | 'supplier'])[] = [
  ['Maker repair centre', 'maker'],
  ['Spruce and Solder Board Works', 'contractor'],
  ['Second Term Refurbishing', 'contractor'],
];

/** Who parts are bought from, plainly made up: [name, lead time in days from, to]. */
export const suppliers: readonly (readonly [name: string, from: number, to: number])[] = [
  ['Maker parts counter', 1, 2],
  ['Panelwood Supply', 3, 9],
  ['Thimble and Hinge Trading', 5, 14],
  ['Second Term Refurbishing', 7, 21],
];
