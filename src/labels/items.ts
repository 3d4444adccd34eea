import { can, scopeOf, within } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { readFilter } from '../devices/filter-rules.ts';
import { parseScan, shortLink } from '../devices/identifier-rules.ts';
import { listDevices } from '../devices/list-queries.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { listLocations } from '../locations/queries.ts';
import { listBins } from '../stock/bin-queries.ts';
import { PartFilter } from '../stock/forms.ts';
import { listParts } from '../stock/list-queries.ts';
import { decodeCursor, encodeCursor } from '../web/paging.ts';
import type { LabelOrder, Line } from './forms.ts';
import type { LabelItem } from './layout-rules.ts';
import { codesNamed, devicesNamed, type Wanted } from './list-queries.ts';
import { findRange } from './range-queries.ts';
import { sizeOf, tagsOf } from './range-rules.ts';

/** As many different labels as one document has: a code takes a few milliseconds to make. */
export const MOST_LABELS = 600;

/** All of one document, copies too: eighty sheets of thirty. */
export const MOST_PRINTED = 2_400;

/** What is to be labelled. */
export interface Labelled {
  items: LabelItem[];
  /** of a longer list: where its next part begins */
  next: string | null;
  /** how many there are, where that is known */
  total: number | null;
  /** typed or scanned texts that name nothing (or nothing that this person sees) */
  unknown: string[];
}

/** A thing with everything that its label may say. */
interface Thing {
  title: string;
  code: string;
  link: string;
  says: Partial<Record<Line, string | null>>;
}

type Query = Readonly<Record<string, string>>;

/** Reads what an order names, in the list's own order. @param base the server's address @throws Forbidden, NotFound */
export async function readItems(ctx: Ctx, order: LabelOrder, query: Query, base: string): Promise<Labelled> {
  const found = await READERS[order.of](ctx, order, query, base);
  const lines = chosenLines(order);
  const items = found.things.map(({ title, code, link, says }) => {
    const texts = lines.map((line) => (line === 'district' ? ctx.district.name : (says[line] ?? '')));
    return { title, code, link, lines: texts.filter((text) => text !== '' && text !== title) };
  });
  return { items, next: found.next ?? null, total: found.total ?? null, unknown: found.unknown ?? [] };
}

/** The lines that are ticked; those usual for labels where nobody has chosen. */
export function chosenLines({ line, set }: Pick<LabelOrder, 'line' | 'set'>): readonly Line[] {
  return set ? line : line.length > 0 ? line : ['district', 'model', 'name', 'serial'];
}

interface Found {
  things: Thing[];
  next?: string | null;
  total?: number | null;
  unknown?: string[];
}

type Reader = (ctx: Ctx, order: LabelOrder, query: Query, base: string) => Promise<Found>;

const READERS: Readonly<Record<LabelOrder['of'], Reader>> = {
  list: fromList,
  devices: async (ctx, order, query, base) => {
    const scope = scopeOf(ctx.actor, 'device.see');
    if (scope === null) throw new Forbidden();
    const wanted = {
      filter: readFilter(query),
      sort: query.sort ?? '',
      today: ctx.today,
      limit: MOST_LABELS,
    };
    const { page, count } = await listDevices(
      ctx.db,
      { ...wanted, ...(order.cursor ? { cursor: order.cursor } : {}) },
      scope,
    );
    const things = page.items.filter((row) => row.tag || row.serial).map((row) => deviceThing(row, base));
    return { things, next: page.next, total: count.more ? null : count.n };
  },
  places: async (ctx, order, query, base) => {
    const scope = scopeOf(ctx.actor, 'location.see');
    if (scope === null) throw new Forbidden();
    const { kind = '', site = '', show = '' } = query;
    const filter = { kind, site, show, cursor: order.cursor, limit: MOST_LABELS };
    const { page, count } = await listLocations(ctx.db, filter, scope);
    const things = page.items.map((row) =>
      codeThing('l', row.code, row.name, row.topName === row.name ? '' : row.topName, base),
    );
    return { things, next: page.next, total: count.more ? null : count.n };
  },
  bins: async (ctx, _order, _query, base) => {
    needs(ctx);
    const bins = await listBins(ctx.db);
    return {
      things: bins.map((bin) => codeThing('b', bin.code, bin.name, bin.place, base)),
      total: bins.length,
    };
  },
  parts: async (ctx, order, query, base) => {
    needs(ctx);
    const parsed = PartFilter.safeParse(query);
    const filter = parsed.success ? parsed.data : PartFilter.parse({});
    const { page, count } = await listParts(ctx.db, filter, order.cursor || undefined, MOST_LABELS);
    const things = page.items.map((row) => codeThing('p', row.sku, row.name, row.groupName ?? '', base));
    return { things, next: page.next, total: count.more ? null : count.n };
  },
  range: async (ctx, order, _query, base) => {
    if (!can(ctx.actor, 'label.manage')) throw new Forbidden();
    if (!order.range) throw new NotFound('There is no such range');
    const range = await findRange(ctx.db, order.range);
    const offset = Number(decodeCursor(order.cursor, 'n')?.[0] ?? 0);
    const tags = tagsOf(range, offset, MOST_LABELS);
    const end = offset + tags.length;
    return {
      things: tags.map((tag) => ({
        title: tag,
        code: tag,
        link: shortLink(base, tag),
        says: { home: range.siteName },
      })),
      next: end < sizeOf(range) ? encodeCursor([end]) : null,
      total: sizeOf(range),
    };
  },
};

/** Typed or scanned: each line's first candidate that there is, as the scanner takes it. */
async function fromList(ctx: Ctx, order: LabelOrder, _query: Query, base: string): Promise<Found> {
  const texts = order.list
    .split(/\r?\n|;/)
    .map((text) => text.trim())
    .filter(Boolean)
    .slice(0, MOST_LABELS);
  const wanted: Wanted[] = [];
  for (const [at, text] of texts.entries()) {
    for (const { kind, value } of parseScan(text)) wanted.push([at, kind, value]);
    for (const kind of ['location', 'bin', 'part']) wanted.push([at, kind, text]);
  }
  const [devices, codes] = await ctx.db.read(devicesNamed(wanted), codesNamed(wanted));
  const scope = scopeOf(ctx.actor, 'device.see');
  const places = scopeOf(ctx.actor, 'location.see');
  const stock = can(ctx.actor, 'stock.see');
  const known = new Map<string, Thing>();
  for (const device of devices)
    if (within(scope, device.home, device.atSite))
      known.set(`${device.at} ${device.kind} ${device.value}`, deviceThing(device, base));
  for (const { at, kind, value, code, name, site, place } of codes) {
    if (kind === 'location' ? !within(places, site) : !stock) continue;
    const path = kind === 'location' ? 'l' : kind === 'bin' ? 'b' : 'p';
    known.set(`${at} ${kind} ${value}`, codeThing(path, code, name, place ?? '', base));
  }
  const firsts = new Map<number, Thing>();
  for (const [at, kind, value] of wanted) {
    const thing = known.get(`${at} ${kind} ${value}`);
    if (thing && !firsts.has(at)) firsts.set(at, thing);
  }
  const things = [...firsts].sort(([a], [b]) => a - b).map(([, thing]) => thing);
  return { things, total: things.length, unknown: texts.filter((_, at) => !firsts.has(at)) };
}

interface DeviceFacts {
  tag: string;
  serial: string;
  modelName: string;
  homeName: string;
  placeName: string | null;
}

/** A device without a tag is labelled by its serial; its link is its page. */
function deviceThing({ tag, serial, modelName, homeName, placeName }: DeviceFacts, base: string): Thing {
  return {
    title: tag || serial,
    code: tag || serial,
    link: tag ? shortLink(base, tag) : `${base}/devices/${encodeURIComponent(serial)}`,
    says: {
      model: modelName,
      serial: tag && serial ? `S/N ${serial}` : '',
      home: homeName,
      place: placeName === homeName ? '' : placeName,
    },
  };
}

function codeThing(path: 'l' | 'b' | 'p', code: string, name: string, place: string, base: string): Thing {
  const link = `${base}/${path}/${encodeURIComponent(code)}`;
  return { title: code, code, link, says: { name, place } };
}

function needs(ctx: Ctx): void {
  if (!can(ctx.actor, 'stock.see')) throw new Forbidden();
}
