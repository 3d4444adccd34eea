import type { Ctx } from '../../context.ts';
import type { Change } from '../../db/commit.ts';
import { newId } from '../../db/id.ts';
import { record } from '../../history/record.ts';
import { openLedgers, takeOpeningsBack } from '../../stock/opening-changes.ts';
import type { Applied, Column, ImportKind, Options, Planned, Problem, ReadRow, RowPlan } from '../kind.ts';
import { plainName } from '../model-name-rules.ts';
import { ALL_BINS, booksOf, type KnownBin, openingsTouched, partsNamed } from './stock-queries.ts';

const COLUMNS: readonly Column[] = [
  {
    name: 'part',
    label: 'Part',
    type: 'code',
    required: true,
    refers: 'part',
    aliases: [
      'sku',
      'part number',
      'part no',
      'item number',
      'stock number',
      'item name',
      'mpn',
      'item',
      'barcode',
    ],
  },
  {
    name: 'bin',
    label: 'Bin',
    type: 'text',
    required: true,
    aliases: [
      'bin code',
      'shelf',
      'location',
      'storage location',
      'van',
      'vehicle',
      'warehouse',
      'depot',
      'bin location',
    ],
  },
  {
    name: 'quantity',
    label: 'On hand',
    type: 'whole',
    required: true,
    aliases: ['qty', 'quantity', 'on hand', 'qty on hand', 'count', 'stock', 'in stock', 'remaining'],
  },
  {
    name: 'cost',
    label: 'Cost of one',
    type: 'money',
    aliases: ['unit cost', 'purchase cost', 'price', 'unit price', 'cost each'],
  },
];

interface StockPlan {
  part: string;
  sku: string;
  bin: string;
  site: string;
  quantity: number;
  costCents: number | null;
}

const LARGEST = 99_999;

async function plan(ctx: Ctx, rows: readonly ReadRow[]): Promise<RowPlan[]> {
  const texts = [...new Set(rows.map((row) => row.values.part ?? '').filter(Boolean))];
  const [bins, parts] = await ctx.db.read(ALL_BINS, partsNamed(texts));
  const books = await ctx.db.all(booksOf([...new Set(parts.map((part) => part.id))]));
  const onHand = new Map(books.map((row) => [`${row.bin} ${row.part}`, row.onHand]));
  return rows.map((row) => {
    const problems: Problem[] = [...row.problems];
    const say = (field: string, message: string) => void problems.push({ field, message });
    const { values } = row;
    const named = parts.filter((part) => part.text === values.part);
    const part = named.find((one) => one.sku === values.part) ?? (named.length === 1 ? named[0] : undefined);
    const bin = binOf(values.bin ?? '', bins, say);
    const quantity = Number(values.quantity || 0);
    if (!part && !problems.some(({ field }) => field === 'part'))
      say(
        'part',
        named.length > 1 ? `Several parts are called ${values.part}` : partMissing(values.part ?? ''),
      );
    if (part?.counted === 0) say('part', `${part.sku} is not counted: it has no ledger`);
    if (values.quantity === '' && !problems.some(({ field }) => field === 'quantity'))
      say('quantity', 'How many there are, is missing');
    if (quantity < 0 || quantity > LARGEST) say('quantity', `Between 0 and ${LARGEST}`);
    if (problems.length > 0 || !part || !bin) return { nr: row.nr, does: 'reject', problems };
    const keys = [`stock:${part.sku} in ${bin.code}`];
    const held = onHand.get(`${bin.id} ${part.id}`);
    if (held === quantity || (held === undefined && quantity === 0))
      return { nr: row.nr, does: 'same', keys, thing: part.id };
    if (held !== undefined) {
      say('quantity', `The books say ${held} there already: count the bin instead`);
      return { nr: row.nr, does: 'reject', problems };
    }
    const costCents = values.cost ? Number(values.cost) : null;
    const data: StockPlan = {
      part: part.id,
      sku: part.sku,
      bin: bin.id,
      site: bin.site,
      quantity,
      costCents,
    };
    return {
      nr: row.nr,
      does: 'create',
      keys,
      thing: part.id,
      fields: [
        { field: 'Part', from: '', to: `${part.sku} ${part.name}` },
        { field: 'Bin', from: '', to: `${bin.code} ${bin.name}` },
        { field: 'On hand', from: '', to: String(quantity) },
        ...(costCents === null ? [] : [{ field: 'Cost of one', from: '', to: (costCents / 100).toFixed(2) }]),
      ],
      makes: [],
      data,
    };
  });
}

const partMissing = (text: string) =>
  text ? `There is no part ${text}: bring in parts first` : 'The part is missing';

/** By code, name, or the place where it is the only one. */
function binOf(
  text: string,
  bins: readonly KnownBin[],
  say: (field: string, message: string) => void,
): KnownBin | null {
  const plain = plainName(text);
  const by = (name: (bin: KnownBin) => string) => bins.filter((bin) => plainName(name(bin)) === plain);
  const all = [
    by((bin) => bin.code),
    by((bin) => bin.name),
    by((bin) => bin.placeCode),
    by((bin) => bin.place),
  ];
  const found = text === '' ? undefined : all.find((list) => list.length > 0);
  if (found?.length === 1) return found[0] ?? null;
  if (found) say('bin', `Several bins are at ${text}: give the bin's code`);
  else say('bin', text === '' ? 'The bin is missing' : `There is no bin ${text}: make it under Stock, Bins`);
  return null;
}

async function apply(
  ctx: Ctx,
  plans: readonly Planned[],
  options: Options,
): Promise<{ changes: Change[]; applied: Applied[] }> {
  const rows = plans.map((one) => ({ nr: one.nr, id: newId(), ...(one.data as StockPlan) }));
  const bins = new Map<string, typeof rows>();
  for (const row of rows) bins.set(row.bin, [...(bins.get(row.bin) ?? []), row]);
  return {
    applied: rows.map(({ nr, part, id, bin, site }) => ({
      nr,
      thing: part,
      before: { movement: id, bin, site },
    })),
    changes: [
      openLedgers(rows, options.import, ctx.actor.person, ctx.now),
      [...bins].map(([bin, list]) =>
        record({
          thing: bin,
          kind: 'bin',
          verb: 'opening stock',
          site: list[0]?.site,
          data: { counts: list.map(({ part, quantity }) => ({ part, quantity })), import: options.import },
        }),
      ),
    ],
  };
}

async function undo(
  ctx: Ctx,
  applied: readonly Applied[],
  options: Options,
): Promise<{ changes: Change[]; kept: { nr: number; why: string }[] }> {
  const rows = applied.map((row) => ({
    nr: row.nr,
    ...(row.before as { movement: string; bin: string; site: string }),
  }));
  const ids = rows.map((row) => row.movement);
  const touched = new Set((await ctx.db.all(openingsTouched(ids, options.import))).map((row) => row.id));
  const free = rows.filter((row) => !touched.has(row.movement));
  const sites = new Map(free.map((row) => [row.bin, row.site]));
  return {
    kept: rows
      .filter((row) => touched.has(row.movement))
      .map(({ nr }) => ({ nr, why: 'The part was used, moved or counted since' })),
    changes: [
      takeOpeningsBack(
        free.map((row) => row.movement),
        options.import,
        ctx.actor.person,
        ctx.now,
      ),
      [...sites].map(([bin, site]) =>
        record({
          thing: bin,
          kind: 'bin',
          verb: 'import taken back',
          site,
          data: { import: options.import },
        }),
      ),
    ],
  };
}

export const stock: ImportKind = {
  name: 'stock',
  label: 'Opening stock',
  columns: COLUMNS,
  keys: [{ name: 'part', label: 'Part' }],
  makes: [],
  plan,
  apply,
  undo,
};
