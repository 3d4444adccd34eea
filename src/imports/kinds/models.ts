import type { Ctx } from '../../context.ts';
import type { Change } from '../../db/commit.ts';
import { newId } from '../../db/id.ts';
import { record } from '../../history/record.ts';
import type { Applied, Column, ImportKind, Options, Planned, ReadRow, RowPlan } from '../kind.ts';
import { catalogOf, modelsNamed, newModelOf, plainName } from '../model-name-rules.ts';
import { findable, insertFacts, retireMany, stillAt, updateFacts } from './fact-changes.ts';
import { type FactBefore, undoFacts } from './fact-undo.ts';
import {
  BACK,
  type FactColumn,
  type Facts,
  factsOf,
  fieldsOf,
  missing,
  oversized,
  sameFacts,
} from './facts-rules.ts';
import { keepKinds, noteAues } from './model-changes.ts';
import { KNOWN_MODELS, type KnownModel } from './model-queries.ts';

const KINDS = {
  chromebook: 'chromebook',
  chromebooks: 'chromebook',
  laptop: 'laptop',
  laptops: 'laptop',
  notebook: 'laptop',
  tablet: 'tablet',
  tablets: 'tablet',
  desktop: 'desktop',
  desktops: 'desktop',
  printer: 'printer',
  hotspot: 'hotspot',
  other: 'other',
};

const COLUMNS: readonly Column[] = [
  { name: 'maker', label: 'Maker', type: 'text', aliases: ['manufacturer', 'make', 'brand', 'oem'] },
  {
    name: 'name',
    label: 'Name',
    type: 'text',
    required: true,
    aliases: [
      'model name',
      'model',
      'model as published',
      'model_as_published',
      'product',
      'product name',
      'device',
    ],
  },
  {
    name: 'number',
    label: 'Number',
    type: 'text',
    aliases: ['model number', 'model no', 'mpn', 'type number'],
    clearable: true,
  },
  {
    name: 'kind',
    label: 'Kind',
    type: 'choice',
    choices: KINDS,
    aliases: ['category', 'device type', 'type'],
  },
  {
    name: 'aue_on',
    label: 'Updates end',
    type: 'month',
    aliases: [
      'aue',
      'aue date',
      'auto update expiration',
      'auto update expiration date',
      'autoUpdateExpiration',
    ],
  },
  { name: 'aue_source', label: 'Source of the date', type: 'text', aliases: ['aue source', 'source'] },
  {
    name: 'warranty_months',
    label: 'Warranty in months',
    type: 'whole',
    aliases: ['warranty months', 'warranty', 'warranty (months)'],
    clearable: true,
  },
  {
    name: 'price',
    label: 'Price',
    type: 'money',
    aliases: ['purchase cost', 'unit price', 'cost', 'list price', 'replacement cost'],
    clearable: true,
  },
];

const FACTS: readonly FactColumn[] = [
  { name: 'maker', label: 'Maker', none: '', most: 60 },
  { name: 'name', label: 'Name', none: '', most: 120 },
  { name: 'number', label: 'Number', none: '', most: 60 },
  { name: 'kind', label: 'Kind', none: '' },
  { name: 'aue_on', label: 'Updates end', none: null },
  { name: 'aue_source', label: 'Source of the date', none: null, most: 300 },
  { name: 'aue_read_on', label: 'Date read', none: null },
  { name: 'warranty_months', label: 'Warranty in months', none: null, type: 'number', most: 120 },
  { name: 'price_cents', from: 'price', label: 'Price', none: null, type: 'money', most: 10_000_000 },
];
const NAMES = [...FACTS.map((column) => column.name), 'retired_at'];
/** A date that is read again is no change by itself. */
const COMPARED = FACTS.filter(({ name }) => name !== 'aue_read_on' && name !== 'aue_source');

interface ModelPlan {
  id: string;
  facts: Facts;
  was: (Facts & { version: number }) | null;
}

async function plan(ctx: Ctx, rows: readonly ReadRow[], options: Options): Promise<RowPlan[]> {
  const models = await ctx.db.all(KNOWN_MODELS);
  const catalog = catalogOf(models);
  const byId = new Map(models.map((model) => [model.id, model]));
  return rows.map((row) => {
    const { name = '', maker = '', number = '', kind = '' } = row.values;
    const found = modelsNamed(catalog, { model: name || number, maker, number: name ? number : '' });
    if (found.length > 1)
      return {
        nr: row.nr,
        does: 'reject',
        problems: [
          { field: 'name', message: `Several models are called ${name}: give maker and number as well` },
        ],
      };
    const before = byId.get(found[0]?.id ?? '') ?? null;
    return planOne(row, before, newModelOf({ model: name || number, maker, number, kind }), ctx, options);
  });
}

function planOne(
  row: ReadRow,
  before: KnownModel | null,
  made: { maker: string; name: string; number: string; kind: string },
  ctx: Ctx,
  options: Options,
): RowPlan {
  const old: Facts | null = before ? { ...before } : null;
  const said = factsOf(row, FACTS, old);
  // What a model is called stays; a new one is called as the file says, its maker told from its name.
  const names = before ? { maker: old?.maker, name: old?.name, number: said.number } : made;
  const aue = said.aue_on ?? null;
  const facts: Facts = {
    ...said,
    maker: names.maker ?? '',
    name: names.name ?? '',
    number: names.number ?? '',
    kind: row.values.kind ? (said.kind ?? 'other') : (old?.kind ?? made.kind),
    aue_on: aue,
    aue_source: row.values.aue_source ? (said.aue_source ?? null) : aue && `${options.source} file`,
    aue_read_on: aue && ctx.today,
    retired_at: before?.out ? null : (before?.retired_at ?? null),
  };
  const problems = [...row.problems, ...oversized(FACTS, facts)];
  problems.push(...missing(COLUMNS, facts, problems));
  if (problems.length > 0) return { nr: row.nr, does: 'reject', problems };
  const keys = [`model:${plainName(`${facts.maker} ${facts.name} ${facts.number}`)}`];
  if (before && old && !before.out && sameFacts(COMPARED, facts, old))
    return { nr: row.nr, does: 'same', keys, thing: before.id };
  const data: ModelPlan = {
    id: before?.id ?? newId(),
    facts: facts.aue_on === (old?.aue_on ?? null) && old ? { ...facts, ...aueOf(old) } : facts,
    was: before && old ? { ...old, version: before.version } : null,
  };
  return {
    nr: row.nr,
    does: before ? 'change' : 'create',
    keys,
    thing: data.id,
    fields: [...fieldsOf(COMPARED, old, facts), ...(before?.out ? [BACK] : [])],
    makes: [],
    data,
    ...(before ? { expects: before.version } : {}),
  };
}

const aueOf = ({ aue_on = null, aue_source = null, aue_read_on = null }: Facts) => ({
  aue_on,
  aue_source,
  aue_read_on,
});

async function apply(
  ctx: Ctx,
  plans: readonly Planned[],
  options: Options,
): Promise<{ changes: Change[]; applied: Applied[] }> {
  const rows = plans.map((one) => ({ nr: one.nr, ...(one.data as ModelPlan) }));
  const created = rows.filter((row) => row.was === null);
  const changed = rows.flatMap((row) => (row.was ? [{ ...row, was: row.was }] : []));
  const dated = rows.filter((row) => row.facts.aue_on && row.facts.aue_on !== (row.was?.aue_on ?? null));
  return {
    applied: rows.map(({ nr, id, was }) => ({ nr, thing: id, before: { was } })),
    changes: [
      stillAt(
        'models',
        changed.map(({ id, was }) => ({ id, version: was.version })),
      ),
      insertFacts('models', NAMES, created, ctx.now),
      updateFacts('models', NAMES, changed),
      findable(
        'models',
        rows.map((row) => row.id),
      ),
      noteAues(dated, ctx.actor.person, ctx.now),
      keepKinds(changed.filter((row) => row.facts.kind !== row.was.kind).map((row) => row.id)),
      rows.map(({ id, facts: { aue_source, ...facts }, was }) =>
        record({
          thing: id,
          kind: 'model',
          verb: was ? 'edited' : 'created',
          data: { ...facts, import: options.import },
          text: facts.aue_on ? String(aue_source ?? '') : undefined,
          first: was === null,
        }),
      ),
    ],
  };
}

export const models: ImportKind = {
  name: 'models',
  label: 'Models',
  columns: COLUMNS,
  keys: [{ name: 'name', label: 'Maker, name and number' }],
  makes: [],
  plan,
  apply,
  undo: async (ctx, applied, options) => {
    const { changes, kept, back } = await undoFacts(ctx, applied, options, {
      table: 'models',
      kind: 'model',
      names: NAMES,
      takeOut: (ids) => retireMany('models', ids, ctx.now),
    });
    const was = new Map(applied.map((row) => [row.thing, (row.before as FactBefore).was]));
    const now = new Map((await ctx.db.all(KNOWN_MODELS)).map((model) => [model.id, model.aue_on]));
    // The date that holds again is the last one of its history.
    const dated = back.flatMap((id) => {
      const facts = was.get(id);
      return facts && facts.aue_on !== now.get(id)
        ? [{ id, facts: { ...facts, aue_read_on: facts.aue_read_on ?? ctx.today } }]
        : [];
    });
    return { kept, changes: [...changes, keepKinds(back), noteAues(dated, ctx.actor.person, ctx.now)] };
  },
};
