import type { Ctx } from '../../context.ts';
import { newId } from '../../db/id.ts';
import type { Options, Planned, Problem, ReadRow, RowPlan } from '../kind.ts';
import { type Catalog, catalogOf, modelsNamed } from '../model-name-rules.ts';
import { BACK, type Facts, factsOf, fieldsOf, missing, oversized } from './facts-rules.ts';
import { KNOWN_MODELS } from './model-queries.ts';
import { PART_COLUMNS, PART_FACTS } from './part-columns.ts';
import { modelsIn, numbersIn, partKindOf, UNCOUNTED } from './part-kind-rules.ts';
import {
  ALL_FAULTS,
  fitsOf,
  groupsNamed,
  type KnownGroup,
  type KnownPart,
  partsBySku,
  pricesOf,
  suppliersNamed,
} from './part-queries.ts';

/** A part that is made or changed with what it fits, as `apply` takes it. */
export interface PartPlan {
  id: string;
  facts: Facts;
  /** the name of a group that is made with it, '' for none */
  makeGroup: string;
  numbers: { kind: 'maker' | 'barcode'; value: string }[];
  fits: { model: string; fault: string }[];
  /** null where the file names none, or its price is known */
  price: { supplier: string; makeSupplier: string; number: string; cents: number } | null;
  was: (Facts & { version: number }) | null;
}

interface Known {
  parts: ReadonlyMap<string, KnownPart>;
  groups: ReadonlyMap<string, KnownGroup>;
  catalog: Catalog;
  modelNames: ReadonlyMap<string, string>;
  faults: readonly { code: string; name: string; part_kind: string | null }[];
  fits: ReadonlySet<string>;
  suppliers: ReadonlyMap<string, string>;
  prices: ReadonlyMap<string, { number: string; price_cents: number }>;
}

/** What rows of a file would do to parts, groups and fits. Nothing is written. */
export async function planParts(ctx: Ctx, rows: readonly ReadRow[], options: Options): Promise<RowPlan[]> {
  const all = (name: string) => [...new Set(rows.map((row) => row.values[name] ?? '').filter(Boolean))];
  const [parts, groups, models, faults, suppliers] = await ctx.db.read(
    partsBySku(all('sku')),
    groupsNamed(all('group')),
    KNOWN_MODELS,
    ALL_FAULTS,
    suppliersNamed(all('supplier')),
  );
  const ids = parts.map((part) => part.id);
  const sides = [
    ...groups.map((group) => group.id),
    ...parts.flatMap((part) => part.interchange_group ?? []),
  ];
  const [fits, prices] = await ctx.db.read(fitsOf(ids, sides), pricesOf(ids));
  const known: Known = {
    parts: new Map(parts.map((part) => [part.sku, part])),
    groups: new Map(groups.map((group) => [group.name, group])),
    catalog: catalogOf(models),
    modelNames: new Map(models.map((model) => [model.id, `${model.maker} ${model.name}`])),
    faults,
    fits: new Set(fits.map((fit) => `${fit.side} ${fit.model} ${fit.fault}`)),
    suppliers: new Map(suppliers.map((supplier) => [supplier.name, supplier.id])),
    prices: new Map(prices.map((price) => [`${price.supplier} ${price.part}`, price])),
  };
  return rows.map((row) => planOne(row, known, options));
}

type Say = (field: string, message: string) => void;

function planOne(row: ReadRow, known: Known, options: Options): RowPlan {
  const { values } = row;
  const before = known.parts.get(values.sku ?? '') ?? null;
  const old: Facts | null = before ? { ...before } : null;
  const problems: Problem[] = [...row.problems];
  const say: Say = (field, message) => void problems.push({ field, message });
  const kind = kindFor(values, before, known, say);
  const group = groupFor(values, kind, known, say);
  const facts: Facts = {
    ...factsOf(row, PART_FACTS, old),
    part_kind: kind,
    interchange_group:
      group.id ?? (group.make || row.cleared.includes('group') ? null : (before?.interchange_group ?? null)),
    counted:
      before?.counted ??
      (values.counted ? Number(values.counted === 'yes') : Number(!UNCOUNTED.includes(kind))),
    retired_at: before?.out ? null : (before?.retired_at ?? null),
    touch: values.touch ? Number(values.touch === 'yes') : (before?.touch ?? null),
  };
  if (values.sku && !/^[\w./-]+( [\w./-]+)*$/.test(values.sku))
    say('sku', 'A stock number has letters, digits, dots, slashes and hyphens');
  problems.push(...missing(PART_COLUMNS, facts, problems), ...oversized(PART_FACTS, facts));
  const numbers = numbersFor(values, before, say);
  const fits = fitsFor(values, kind, known, say);
  const price = priceFor(values, before, known, options, say);
  if (problems.length > 0) return { nr: row.nr, does: 'reject', problems };
  const side = String(facts.interchange_group ?? before?.id ?? '');
  const news = fits.filter((fit) => !known.fits.has(`${side} ${fit.model} ${fit.fault}`));
  // A list of parts has a row for each model that one fits: those are no doubles.
  const keys =
    fits.length === 0
      ? [`SKU:${facts.sku}`]
      : fits.map((fit) => `fit:${facts.sku} ${known.modelNames.get(fit.model) ?? ''} ${fit.fault}`);
  const fields = fieldsOf(PART_FACTS, old, facts);
  const groupName = (id: string | null | undefined) =>
    [...known.groups.values()].find((one) => one.id === id)?.name ?? '';
  if (group.make || facts.interchange_group !== (before?.interchange_group ?? null))
    fields.push({
      field: 'Interchange group',
      from: groupName(before?.interchange_group),
      to: group.make || groupName(group.id),
    });
  if (numbers.length > 0)
    fields.push({ field: 'Numbers', from: '', to: numbers.map((one) => one.value).join(', ') });
  for (const fit of news) {
    const fault = known.faults.find((one) => one.code === fit.fault)?.name ?? fit.fault;
    fields.push({ field: 'Fits', from: '', to: `${known.modelNames.get(fit.model) ?? ''}: ${fault}` });
  }
  if (price) fields.push({ field: "Supplier's price", from: '', to: (price.cents / 100).toFixed(2) });
  if (before && facts.touch !== before.touch)
    fields.push({ field: 'Touch', from: '', to: values.touch ?? '' });
  if (before?.out) fields.push(BACK);
  if (before && fields.length === 0) return { nr: row.nr, does: 'same', keys, thing: before.id };
  const data: PartPlan = {
    id: before?.id ?? newId(),
    facts,
    makeGroup: group.make,
    numbers,
    fits: news,
    price,
    was: before && old ? { ...old, version: before.version } : null,
  };
  const planned: Planned = {
    nr: row.nr,
    does: before ? 'change' : 'create',
    keys,
    thing: data.id,
    fields,
    makes: price?.makeSupplier ? [{ kind: 'supplier', name: price.makeSupplier }] : [],
    data,
  };
  return before ? { ...planned, expects: before.version } : planned;
}

function kindFor(values: ReadRow['values'], before: KnownPart | null, known: Known, say: Say): string {
  const codes = new Set(known.faults.flatMap((fault) => fault.part_kind ?? []));
  const said = values.part_kind ?? '';
  if (said === '' && before) return before.part_kind;
  const kind = partKindOf(said, codes) ?? partKindOf(values.name ?? '', codes);
  if (kind) return kind;
  say(
    'part_kind',
    said ? `${said}: no kind of part that Spudger knows` : 'What kind of part it is, is missing',
  );
  return '';
}

function groupFor(
  values: ReadRow['values'],
  kind: string,
  known: Known,
  say: Say,
): { id: string | null; make: string } {
  const name = values.group ?? '';
  if (name === '') return { id: null, make: '' };
  const found = known.groups.get(name);
  if (found && kind && found.part_kind !== kind)
    say('group', `${name} is a group of another kind of part (${found.part_kind})`);
  if (name.length > 120) say('group', 'At most 120 characters');
  return found ? { id: found.id, make: '' } : { id: null, make: name };
}

function numbersFor(values: ReadRow['values'], before: KnownPart | null, say: Say): PartPlan['numbers'] {
  const known = new Set(before ? (JSON.parse(before.numbers) as string[]) : []);
  const list = (['maker', 'barcode'] as const).flatMap((kind) =>
    numbersIn(values[kind === 'maker' ? 'maker_number' : 'barcode'] ?? '').map((value) => ({
      kind,
      value: kind === 'maker' ? value.toUpperCase() : value,
    })),
  );
  if (list.some(({ value }) => value.length > 60) || list.length > 50)
    say('maker_number', 'At most 50 numbers of at most 60 characters');
  return list.filter(({ kind, value }) => !known.has(`${kind}:${value}`));
}

function fitsFor(values: ReadRow['values'], kind: string, known: Known, say: Say): PartPlan['fits'] {
  const named = modelsIn(values.fits ?? '');
  if (named.length === 0) return [];
  const said = (values.fault ?? '').toLowerCase();
  const fault = said
    ? known.faults.find((one) => one.code === said || one.name.toLowerCase() === said)
    : known.faults.find((one) => one.part_kind === kind);
  if (!fault) {
    say('fault', said ? `There is no fault ${values.fault ?? ''}` : 'Say which fault this part is for');
    return [];
  }
  return named.flatMap((text) => {
    const found = modelsNamed(known.catalog, { model: text, maker: '', number: '' });
    if (found.length === 0) say('fits', `There is no model ${text}: bring in models first`);
    if (found.length > 1) say('fits', `Several models are called ${text}: give the maker as well`);
    return found.length === 1 && found[0] ? [{ model: found[0].id, fault: fault.code }] : [];
  });
}

function priceFor(
  values: ReadRow['values'],
  before: KnownPart | null,
  known: Known,
  options: Options,
  say: Say,
): PartPlan['price'] {
  const name = values.supplier ?? '';
  const cents = Number(values.supplier_price || values.price || 0);
  if (name === '') return null;
  const supplier = known.suppliers.get(name) ?? '';
  if (!supplier && !options.create.includes('suppliers')) {
    say('supplier', `There is no supplier ${name}`);
    return null;
  }
  if (name.length > 120) say('supplier', 'At most 120 characters');
  if (cents <= 0) return null;
  const holds = before && supplier ? known.prices.get(`${supplier} ${before.id}`) : undefined;
  const number = values.supplier_number ?? holds?.number ?? '';
  if (holds && holds.price_cents === cents && holds.number === number) return null;
  return { supplier, makeSupplier: supplier ? '' : name, number, cents };
}
