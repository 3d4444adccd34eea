import type { Ctx } from '../../context.ts';
import type { Options, Problem, ReadRow } from '../kind.ts';
import { catalogOf, modelsNamed, type NamedModel, plainName } from '../model-name-rules.ts';
import { type NamedPlace, placeNamed, placesOf } from '../place-name-rules.ts';
import { zerosLost } from '../values-of.ts';
import { someNumbers } from './device-habit-queries.ts';
import { ownColumnsIn } from './device-own.ts';
import { OWN_FIELDS, ownValuesOfDevices } from './device-own-queries.ts';
import {
  ALL_HOMES,
  ALL_MODELS,
  ALL_PLANS,
  ALL_VARIANTS,
  devicesAbroad,
  devicesNamed,
  knownDevices,
  placesByCode,
} from './device-queries.ts';
import type { KnownDevice, OwnField, OwnValue, StateFacts } from './device-rules.ts';
import { stateFacts } from './device-state-queries.ts';

/** What a model or place is made as where the person lets it. */
export interface Made {
  model: { maker: string; name: string; number: string; kind: string };
}

interface Hit {
  device: string;
  former: boolean;
}

/** What Spudger knows of all that some rows name: read in two trips. */
export interface Known {
  devices: ReadonlyMap<string, KnownDevice>;
  tags: ReadonlyMap<string, Hit>;
  serials: ReadonlyMap<string, Hit>;
  externals: ReadonlyMap<string, string>;
  modelsNamed(row: { model: string; maker: string; number: string }): readonly NamedModel[];
  usable(model: NamedModel): boolean;
  homeNamed(text: string): NamedPlace | 'several' | null;
  placeCoded(code: string): NamedPlace | null;
  variantNamed(model: string, name: string): string | null;
  planNamed(name: string): string | null;
  modelWords(id: string): string;
  homeWords(id: string): string;
  variantWords(id: string): string;
  planWords(id: string): string;
  warrantyEnd(model: string, purchasedOn: string | null): string | null;
  ownFields: readonly OwnField[];
  /** what a device has in a field of the district's own */
  ownValue(device: string, field: string): OwnValue['was'];
  /** where states are taken from the file: what stands between the device and another one */
  stateFacts: ReadonlyMap<string, StateFacts>;
  /** the number as the fleet's are, where this one has lost the zeros before it */
  zerosLost(kind: 'tag' | 'serial', value: string): string | null;
}

export async function knownOf(ctx: Ctx, rows: readonly ReadRow[], options: Options): Promise<Known> {
  const all = (name: string) => [...new Set(rows.map((row) => row.values[name] ?? '').filter(Boolean))];
  const [tags, serials, abroad, models, homes, coded, variants, plans, someTags, someSerials] =
    await ctx.db.read(
      devicesNamed('tag', all('tag').flatMap(withZeros)),
      devicesNamed('serial', all('serial').flatMap(withZeros)),
      devicesAbroad(options.source, all('external_id')),
      ALL_MODELS,
      ALL_HOMES,
      placesByCode(all('place')),
      ALL_VARIANTS,
      ALL_PLANS,
      someNumbers('tag'),
      someNumbers('serial'),
    );
  const hits = (list: readonly { value: string; device: string; toAt: string | null }[]) =>
    new Map(list.map((row) => [row.value, { device: row.device, former: row.toAt !== null }]));
  const externals = new Map(abroad.map((row) => [row.value, row.device]));
  const ids = new Set(
    [...tags, ...serials].map((row) => row.device).concat([...externals.values()], all('id')),
  );
  const known = [...ids];
  const own = ownColumnsIn(rows).length > 0;
  const [found, fields, values, states] = await ctx.db.read(
    knownDevices(known),
    OWN_FIELDS,
    ownValuesOfDevices(own ? known : []),
    stateFacts(options.takeState ? known : []),
  );
  const valuesByField = new Map(values.map((one) => [`${one.device} ${one.field}`, one]));
  const catalog = catalogOf(models);
  const places = placesOf(homes);
  const modelsById = new Map(models.map((model) => [model.id, model]));
  const homesById = new Map(homes.map((home) => [home.id, home.name]));
  const codes = new Map(coded.map((place) => [place.code, place]));
  const variantsById = new Map(variants.map((variant) => [variant.id, variant.name]));
  const plansById = new Map(plans.map((plan) => [plan.id, plan.name]));
  const tagLengths = lengthsOf(someTags);
  const serialLengths = lengthsOf(someSerials);
  return {
    devices: new Map(found.map((device) => [device.id, device])),
    tags: hits(tags),
    serials: hits(serials),
    externals,
    modelsNamed: (row) => modelsNamed(catalog, row),
    usable: (model) => modelsById.get(model.id)?.retiredAt === null,
    homeNamed: (text) => placeNamed(places, text),
    placeCoded: (code) => codes.get(code) ?? null,
    variantNamed: (model, name) =>
      variants.find((one) => one.model === model && plainName(one.name) === plainName(name))?.id ?? null,
    planNamed: (name) => plans.find((one) => plainName(one.name) === plainName(name))?.id ?? null,
    modelWords: (id) => {
      const model = modelsById.get(id);
      return model ? `${model.maker} ${model.name}` : '';
    },
    homeWords: (id) => homesById.get(id) ?? '',
    variantWords: (id) => variantsById.get(id) ?? '',
    planWords: (id) => plansById.get(id) ?? '',
    warrantyEnd: (model, purchasedOn) =>
      dayBefore(purchasedOn, modelsById.get(model)?.warrantyMonths ?? null),
    ownFields: fields.map((field) => ({ ...field, choices: JSON.parse(field.choices) as string[] })),
    ownValue: (device, field) => valuesByField.get(`${device} ${field}`) ?? null,
    stateFacts: new Map(states.map((one) => [one.id, one])),
    zerosLost: (kind, value) => zerosLost(value, kind === 'tag' ? tagLengths : serialLengths),
  };
}

/** How many of the numbers that are digits alone have each length. */
function lengthsOf(numbers: readonly { value: string }[]): Map<number, number> {
  const lengths = new Map<number, number>();
  for (const { value } of numbers)
    if (/^\d+$/.test(value)) lengths.set(value.length, (lengths.get(value.length) ?? 0) + 1);
  return lengths;
}

/** A number as it is written, and as it was before a spreadsheet cut zeros off its start. */
function withZeros(value: string): string[] {
  return /^[1-9]\d{2,}$/.test(value) ? [value, `0${value}`, `00${value}`, `000${value}`] : [value];
}

/** The last day of so many months; null where purchase or months are not known. */
function dayBefore(purchasedOn: string | null, months: number | null): string | null {
  if (!purchasedOn || !months) return null;
  const end = new Date(`${purchasedOn}T00:00:00Z`);
  end.setUTCMonth(end.getUTCMonth() + months);
  end.setUTCDate(end.getUTCDate() - 1);
  return end.toISOString().slice(0, 10);
}

export type Match =
  | { device: KnownDevice | null; newTag: string; newSerial: string; newExternal: string }
  | { problems: Problem[] };

/**
 * The device that a row is about, by the first key that finds one. A former tag or serial of it finds it and stays
 * former; one that is another device's is a problem that names it.
 */
export function matchOf(row: ReadRow, known: Known, options: Options): Match {
  const { id = '', tag = '', serial = '', external_id: external = '' } = row.values;
  const by: Readonly<Record<string, string | undefined>> = {
    id: known.devices.has(id) ? id : undefined,
    serial: known.serials.get(serial)?.device,
    tag: known.tags.get(tag)?.device,
    external_id: known.externals.get(external),
  };
  const key = options.match.find((name) => by[name] !== undefined);
  const device = known.devices.get(by[key ?? ''] ?? '') ?? null;
  const problems: Problem[] = [];
  if (id !== '' && !known.devices.has(id))
    problems.push({ field: 'id', message: 'There is no device with this id' });
  const taken = (field: string, value: string, holder: string | undefined) => {
    if (holder === undefined || holder === device?.id) return;
    problems.push({ field, message: `${value} is on another device (${deviceWords(known, holder)})` });
  };
  taken('tag', tag, by.tag);
  taken('serial', serial, by.serial);
  taken('external_id', external, by.external_id);
  const cut = (field: 'tag' | 'serial', value: string, hits: Known['tags']) => {
    if (value === '' || hits.has(value)) return;
    const whole = withZeros(value).find((one) => hits.has(one));
    if (whole) problems.push({ field, message: `A spreadsheet may have cut off zeros: ${whole} is here` });
  };
  cut('tag', tag, known.tags);
  cut('serial', serial, known.serials);
  if (problems.length > 0) return { problems };
  // Its own former tag or serial is no new one.
  return {
    device,
    newTag: tag !== '' && by.tag === undefined ? tag : '',
    newSerial: serial !== '' && by.serial === undefined ? serial : '',
    newExternal: external !== '' && by.external_id === undefined ? external : '',
  };
}

function deviceWords(known: Known, id: string): string {
  const device = known.devices.get(id);
  if (!device) return 'a record that is no longer kept';
  const numbers = [device.tag && `tag ${device.tag}`, device.serial && `serial ${device.serial}`];
  return [known.modelWords(device.model), ...numbers.filter(Boolean)].join(', ');
}
