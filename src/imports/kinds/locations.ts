import type { Ctx } from '../../context.ts';
import type { Change } from '../../db/commit.ts';
import { Conflict } from '../../errors.ts';
import { record } from '../../history/record.ts';
import type { LocationKind } from '../../locations/forms.ts';
import { parentProblem } from '../../locations/rules.ts';
import type { Applied, ImportKind, Options, Planned } from '../kind.ts';
import { makeMissing } from '../make-missing.ts';
import { plainName } from '../model-name-rules.ts';
import { codeFor } from '../place-name-rules.ts';
import { ALL_CODES } from './device-queries.ts';
import { findable, insertFacts, retireMany, stillAt, updateFacts } from './fact-changes.ts';
import { type FactBefore, undoFacts } from './fact-undo.ts';
import { nameWithin, openParents, stillEmpty } from './location-changes.ts';
import { LOCATION_COLUMNS, LOCATION_FACTS } from './location-columns.ts';
import { type LocationPlan, placesFor, planLocations } from './location-plan.ts';
import { placesInUse } from './location-queries.ts';

const NAMES = LOCATION_FACTS.map((column) => column.name);

type Row = LocationPlan & { nr: number };

async function apply(
  ctx: Ctx,
  plans: readonly Planned[],
  options: Options,
): Promise<{ changes: Change[]; applied: Applied[] }> {
  const rows: Row[] = plans.map((one) => ({ nr: one.nr, ...(one.data as LocationPlan) }));
  const created = rows.filter((row) => row.was === null);
  const changed = rows.flatMap((row) => (row.was ? [{ ...row, was: row.was }] : []));
  const wanted = created.map((row) => row.parentName).filter(Boolean);
  const ids = created.flatMap((row) => row.parent ?? []);
  const places = await placesFor(ctx, wanted, options.source);
  const tops = new Map<string, { id: string; top: string; kind: string }>();
  if (ids.length > 0)
    for (const place of await ctx.db.all<{ id: string; top: string; kind: string }>({
      sql: 'SELECT l.id, l.top, l.kind FROM json_each(?) AS j JOIN locations AS l ON l.id = j.value',
      parameters: [JSON.stringify(ids)],
    }))
      tops.set(place.id, place);
  const brought = new Map<string, Row>();
  for (const row of created)
    for (const text of [String(row.facts.code), String(row.facts.name), row.external])
      if (text) brought.set(plainName(text), row);
  const unknown = wanted.filter(
    (text) => !(places.abroad(text) ?? places.named(text)[0]) && !brought.has(plainName(text)),
  );
  const made = await makeMissing(
    ctx,
    { models: [], sites: options.create.includes('locations') ? unknown : [] },
    options,
  );
  const placed = new Map<string, { id: string; top: string; kind: string }>();
  const placeOf = (row: Row, depth = 0): { id: string; top: string; kind: string } => {
    const kind = String(row.facts.kind);
    const known = placed.get(row.id);
    if (known) return known;
    const parent = row.parent
      ? tops.get(row.parent)
      : row.parentName
        ? parentOf(row.parentName, depth)
        : null;
    if (parentProblem(kind as LocationKind, parent ?? null))
      throw new Conflict('must', `${row.parentName} is a place for a ${kind}`);
    const place = { id: row.id, top: parent?.top ?? row.id, kind };
    placed.set(row.id, place);
    return place;
  };
  const parentOf = (text: string, depth: number): { id: string; top: string; kind: string } | null => {
    const here = places.abroad(text) ?? places.named(text)[0];
    if (here) return here;
    const row = brought.get(plainName(text));
    if (row && depth < 5) return placeOf(row, depth + 1);
    return unknown.includes(text) && options.create.includes('locations')
      ? { ...made.site(text), kind: 'site' }
      : null;
  };
  const taken = new Set((await ctx.db.all(ALL_CODES)).map((row) => row.code));
  for (const row of created) if (row.facts.code) taken.add(String(row.facts.code));
  const news = created.map((row) => {
    const place = placeOf(row);
    const code = String(row.facts.code) || codeFor(String(row.facts.name), taken);
    taken.add(code);
    const parent = row.parent ?? (row.parentName ? (parentOf(row.parentName, 0)?.id ?? null) : null);
    return { ...row, top: place.top, facts: { ...row.facts, code, parent, top: place.top }, parent };
  });
  // A place may name one of the same commit as the one that it lies in: that one goes in before it.
  news.sort((a, b) => depthOf(a, news) - depthOf(b, news));
  return {
    applied: rows.map(({ nr, id, was }) => ({ nr, thing: id, before: { was } })),
    changes: [
      ...made.changes,
      stillAt(
        'locations',
        changed.map(({ id, was }) => ({ id, version: was.version })),
      ),
      insertFacts('locations', [...NAMES, 'parent', 'top'], news, ctx.now),
      openParents(news, ctx.now),
      updateFacts('locations', NAMES, changed),
      retireMany(
        'locations',
        changed.filter((row) => row.retire).map((row) => row.id),
        ctx.now,
      ),
      retireMany(
        'locations',
        changed.filter((row) => row.back).map((row) => row.id),
        null,
      ),
      findable(
        'locations',
        rows.map((row) => row.id),
      ),
      nameWithin('location_externals', 'location', options.source, rows),
      news.map(({ id, top, facts }) => recordOf(id, top, 'created', facts, options)),
      changed.map(({ id, facts, retire }) =>
        recordOf(id, null, retire ? 'retired' : 'edited', facts, options),
      ),
    ],
  };
}

function depthOf(
  row: { parent: string | null },
  all: readonly { id: string; parent: string | null }[],
): number {
  let depth = 0;
  for (let at = row.parent; at !== null && depth < 6; depth += 1)
    at = all.find((one) => one.id === at)?.parent ?? null;
  return depth;
}

function recordOf(
  id: string,
  site: string | null,
  verb: string,
  facts: LocationPlan['facts'],
  options: Options,
) {
  return record({
    thing: id,
    kind: 'location',
    verb,
    site,
    data: { code: facts.code, kind: facts.kind, parent: facts.parent ?? null, import: options.import },
    text: String(facts.name),
    first: verb === 'created',
  });
}

export const locations: ImportKind = {
  name: 'locations',
  label: 'Places',
  columns: LOCATION_COLUMNS,
  keys: [
    { name: 'external_id', label: 'Their id' },
    { name: 'code', label: 'Code' },
    { name: 'name', label: 'Name' },
  ],
  makes: ['locations'],
  plan: planLocations,
  apply,
  undo: async (ctx, applied, options) => {
    // A place that the import made stays where things have come to it since: it is not only an empty name.
    const made = applied.filter((row) => (row.before as FactBefore).was === null).map((row) => row.thing);
    const used = new Set((await ctx.db.all(placesInUse(made))).map((row) => row.id));
    const free = applied.filter((row) => !used.has(row.thing));
    const { changes, kept } = await undoFacts(ctx, free, options, {
      table: 'locations',
      kind: 'location',
      names: [...NAMES, 'retired_at'],
      takeOut: (ids) => [stillEmpty(placesInUse(ids)), retireMany('locations', ids, ctx.now)],
    });
    const stay = applied.filter((row) => used.has(row.thing));
    return { changes, kept: [...kept, ...stay.map(({ nr }) => ({ nr, why: 'Something is there by now' }))] };
  },
};
