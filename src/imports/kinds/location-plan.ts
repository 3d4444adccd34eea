import type { Ctx } from '../../context.ts';
import { newId } from '../../db/id.ts';
import type { LocationKind } from '../../locations/forms.ts';
import { isRoot, parentProblem } from '../../locations/rules.ts';
import type { Options, Problem, ReadRow, RowPlan } from '../kind.ts';
import { plainName } from '../model-name-rules.ts';
import { BACK, type Facts, factsOf, fieldsOf, oversized, sameFacts } from './facts-rules.ts';
import { LOCATION_FACTS } from './location-columns.ts';
import { type KnownPlace, placesAbroad, placesById, placesNamed } from './location-queries.ts';

/** A place that is made or changed, as `apply` takes it. */
export interface LocationPlan {
  id: string;
  facts: Facts;
  /** where it lies: the id of a place, or the name of one that comes with the same file or is made */
  parent: string | null;
  parentName: string;
  external: string;
  retire: boolean;
  /** into use again */
  back: boolean;
  was: (Facts & { version: number }) | null;
}

/** What Spudger knows of the places that some rows name. */
export interface Places {
  named(text: string): readonly KnownPlace[];
  abroad(value: string): KnownPlace | null;
  /** the name of the place with this id, '' where it is none of these */
  called(id: string): string;
}

export async function placesFor(ctx: Ctx, texts: readonly string[], source: string): Promise<Places> {
  const list = [...new Set(texts.filter(Boolean))];
  const [known, abroad] = await ctx.db.read(placesNamed(list), placesAbroad(source, list));
  const byId = new Map(known.map((place) => [place.id, place]));
  const more = abroad.map((row) => row.location).filter((id) => !byId.has(id));
  if (more.length > 0) for (const place of await ctx.db.all(placesById(more))) byId.set(place.id, place);
  const byText = new Map<string, KnownPlace[]>();
  for (const place of byId.values())
    for (const text of new Set([plainName(place.code), plainName(place.name)]))
      byText.set(text, [...(byText.get(text) ?? []), place]);
  const theirs = new Map(abroad.map((row) => [row.value, row.location]));
  return {
    named: (text) => byText.get(plainName(text)) ?? [],
    abroad: (value) => byId.get(theirs.get(value) ?? '') ?? null,
    called: (id) => byId.get(id)?.name ?? '',
  };
}

export async function planLocations(
  ctx: Ctx,
  rows: readonly ReadRow[],
  options: Options,
): Promise<RowPlan[]> {
  const texts = rows.flatMap(({ values: v }) => [v.code, v.name, v.room, v.parent, v.external_id]);
  const places = await placesFor(
    ctx,
    texts.map((text) => text ?? ''),
    options.source,
  );
  // Rooms may lie in places that the same rows bring.
  const coming = new Map<string, string>();
  for (const { values: v } of rows)
    for (const text of [v.code, v.name, v.external_id])
      if (text) coming.set(plainName(text), v.kind || 'site');
  return rows.map((row) => planOne(row, places, coming, options));
}

function planOne(
  row: ReadRow,
  places: Places,
  coming: ReadonlyMap<string, string>,
  options: Options,
): RowPlan {
  const { values } = row;
  const { code = '', external_id: external = '', room = '', status = '' } = values;
  const name = room || values.name || '';
  const kind = room ? 'room' : (values.kind ?? '');
  const problems: Problem[] = [...row.problems];
  const reject = (field: string, message: string): RowPlan => ({
    nr: row.nr,
    does: 'reject',
    problems: [...problems, { field, message }],
  });
  const left = (why: string): RowPlan => ({ nr: row.nr, does: 'left', why });
  if (kind === 'elsewhere') return left('This is no place of the district');
  const parent = parentOf(values.parent ?? '', places, coming, options);
  const before = beforeOf({ code, external, name, room, parent: parent.id }, places, options);
  if (before === 'several') return reject('name', `Several places are called ${name}: give the code`);
  if (!before && name === '') return reject('name', 'The name is missing');
  if (!before && status === 'gone') return left('It is marked as gone there, and not known here');
  const old: Facts | null = before ? { ...before } : null;
  const said = factsOf(row, LOCATION_FACTS, old);
  const facts: Facts = {
    ...said,
    name: name || (old?.name ?? ''),
    kind: old?.kind ?? (kind || 'site'),
    site_type:
      said.site_type ?? (before || (kind || 'site') !== 'site' ? null : typeOf(name, values.kind ?? '')),
    address: addressOf(values) || (said.address ?? ''),
  };
  if (before && kind && kind !== before.kind)
    problems.push({ field: 'kind', message: `It is a ${before.kind} here` });
  if (code !== '' && !/^[\w.-]+( [\w.-]+)*$/.test(code))
    problems.push({ field: 'code', message: 'A code has letters, digits, dots and hyphens' });
  const root = isRoot(facts.kind as LocationKind);
  if (!before && !root) {
    const wrong =
      parent.problem ?? parentProblem(facts.kind as LocationKind, parent.kind ? { kind: parent.kind } : null);
    if (wrong) problems.push({ field: 'parent', message: wrong });
  }
  problems.push(...oversized(LOCATION_FACTS, facts));
  if (problems.length > 0) return { nr: row.nr, does: 'reject', problems };
  const retire = status === 'gone' && before?.retiredAt === null;
  const back = status !== 'gone' && before?.out === 1;
  const keys = [
    ...(facts.code === '' ? [] : [`code:${facts.code}`]),
    ...(external === '' ? [] : [`their id:${external}`]),
    `place:${before?.id ?? plainName(`${root ? '' : (parent.id ?? parent.name)} ${facts.name}`)}`,
  ];
  const linked = external === '' || places.abroad(external)?.id === before?.id;
  if (before && old && !retire && !back && linked && sameFacts(LOCATION_FACTS, facts, old))
    return { nr: row.nr, does: 'same', keys, thing: before.id };
  const data: LocationPlan = {
    id: before?.id ?? newId(),
    facts,
    parent: root ? null : parent.id,
    parentName: root || parent.id ? '' : parent.name,
    external,
    retire,
    back,
    was: before && old ? { ...pick(old), retired_at: before.retiredAt, version: before.version } : null,
  };
  const fields = fieldsOf(LOCATION_FACTS, old, facts);
  if (retire) fields.push({ field: 'In use', from: 'yes', to: 'no' });
  if (back) fields.push(BACK);
  if (external && !linked) fields.push({ field: 'Their id', from: '', to: external });
  if (!before && !root) fields.push({ field: 'Lies in', from: '', to: values.parent ?? '' });
  return {
    nr: row.nr,
    does: before ? 'change' : 'create',
    keys,
    thing: data.id,
    fields,
    makes: data.parentName && !parent.comes ? [{ kind: 'location', name: data.parentName }] : [],
    data,
    ...(before ? { expects: before.version } : {}),
  };
}

function pick(facts: Facts): Facts {
  return Object.fromEntries(LOCATION_FACTS.map(({ name }) => [name, facts[name] ?? null]));
}

interface Parent {
  id: string | null;
  name: string;
  kind: string;
  comes: boolean;
  problem: string | null;
}

function parentOf(
  text: string,
  places: Places,
  coming: ReadonlyMap<string, string>,
  options: Options,
): Parent {
  const none: Parent = { id: null, name: text, kind: '', comes: false, problem: null };
  if (text === '') return none;
  const known = places.abroad(text) ?? only(places.named(text));
  if (known === 'several') return { ...none, problem: `Several places are called ${text}: give the code` };
  if (known) return { ...none, id: known.id, kind: known.kind };
  const comes = coming.get(plainName(text));
  if (comes) return { ...none, kind: comes, comes: true };
  if (options.create.includes('locations')) return { ...none, kind: 'site' };
  return { ...none, problem: `There is no place ${text}: bring in the schools first, or let them be made` };
}

function only(list: readonly KnownPlace[]): KnownPlace | 'several' | null {
  const used = list.filter((place) => place.retiredAt === null);
  const found = used.length > 0 ? used : list;
  return found.length > 1 ? 'several' : (found[0] ?? null);
}

function beforeOf(
  row: { code: string; external: string; name: string; room: string; parent: string | null },
  places: Places,
  options: Options,
): KnownPlace | 'several' | null {
  for (const key of options.match) {
    if (key === 'external_id' && row.external) {
      const found = places.abroad(row.external);
      if (found) return found;
    }
    if (key === 'code' && row.code) {
      const found = places.named(row.code).find((place) => plainName(place.code) === plainName(row.code));
      if (found) return found;
    }
    if (key === 'name' && row.name) {
      const called = places.named(row.name).filter((place) => plainName(place.name) === plainName(row.name));
      const here = row.parent ? called.filter((place) => place.parent === row.parent) : called.filter(rooted);
      // A name with another code is another place.
      const found = only(here.filter((place) => row.code === '' || place.code === row.code));
      if (found) return found;
    }
  }
  return null;
}

const rooted = (place: KnownPlace) => place.parent === null;

function addressOf({
  address = '',
  address2 = '',
  city = '',
  region = '',
  zip = '',
}: ReadRow['values']): string {
  const town = [city, [region, zip].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  return [address, address2, town].filter(Boolean).join(', ');
}

function typeOf(name: string, said: string): string | null {
  if (said === 'district') return 'office';
  if (/elementary|primary/i.test(name)) return 'elementary';
  if (/middle|junior high/i.test(name)) return 'middle';
  if (/high school|\bhs\b/i.test(name)) return 'high';
  if (/library/i.test(name)) return 'library';
  return /office|district/i.test(name) ? 'office' : null;
}
