import type { Ctx } from '../../context.ts';
import type { KeptValue } from '../../custom-fields/rules.ts';
import type { Change } from '../../db/commit.ts';
import { newId } from '../../db/id.ts';
import { record } from '../../history/record.ts';
import type { Applied, ImportKind, Options, Planned } from '../kind.ts';
import { makeMissing } from '../make-missing.ts';
import { changeDevices, insertDevices, nameAbroad } from './device-changes.ts';
import { DEVICE_COLUMNS } from './device-columns.ts';
import { keepOwnValues } from './device-own-changes.ts';
import { type DevicePlan, planDevices, planOf } from './device-plan.ts';
import { ALL_HOMES } from './device-queries.ts';
import { FACTS, type Facts, type KnownDevice, type OwnValue } from './device-rules.ts';
import { changeStates, type Stated } from './device-state-changes.ts';
import { undoDevices } from './device-undo.ts';

export const devices: ImportKind = {
  name: 'devices',
  label: 'Devices',
  columns: DEVICE_COLUMNS,
  keys: [
    { name: 'serial', label: 'Serial' },
    { name: 'tag', label: 'Tag' },
    { name: 'external_id', label: 'Their id' },
    { name: 'id', label: 'Spudger id' },
  ],
  makes: ['models', 'locations'],
  plan: planDevices,
  apply: applyDevices,
  undo: undoDevices,
};

/** What undo needs: what was there before, null where the device was made; and what was made with it. */
export interface Before {
  was: KnownDevice | null;
  made: { kind: 'model' | 'location'; id: string }[];
  /** what the file's system calls it, where that was not known before */
  external?: string;
  /** the state that it was taken out of */
  stated?: Stated | undefined;
  /** what the district's own fields were */
  own?: KeptValue[];
}

async function applyDevices(
  ctx: Ctx,
  plans: readonly Planned[],
  options: Options,
): Promise<{ changes: Change[]; applied: Applied[] }> {
  const rows = plans.map((plan) => ({ nr: plan.nr, data: planOf(plan.data) }));
  const things = await makeMissing(
    ctx,
    {
      models: rows.flatMap(({ data }) => data.makeModel ?? []),
      sites: rows.flatMap(({ data }) => data.makeHome ?? []),
    },
    options,
  );
  const tops = new Map((await ctx.db.all(ALL_HOMES)).map((home) => [home.id, home.top]));
  const named = rows.map(({ nr, data }) => {
    const model = data.makeModel ? things.model(data.makeModel) : null;
    const site = data.makeHome ? things.site(data.makeHome) : null;
    const facts: Facts = {
      ...data.facts,
      ...(model ? { model: model.id, kind: model.kind } : {}),
      ...(site ? { home: site.id } : {}),
    };
    const home = { id: facts.home, top: tops.get(facts.home) ?? facts.home };
    const { stateChange } = data;
    const stated = stateChange ? { ...stateChange, id: data.id, home, custody: newId() } : undefined;
    return { ...data, nr, facts, stated, place: isSomewhere(data.state) ? (data.place ?? home) : null };
  });
  const created = named.filter((one) => one.was === null);
  const changed = named.flatMap((one) => (one.was ? [{ ...one, was: one.was }] : []));
  const by = ctx.actor.person;
  const applied: Applied[] = named.map(({ nr, id, was, external, stated, own }, i) => ({
    nr,
    thing: id,
    // What was made for rows of this commit goes with the first of them.
    before: { was, made: i === 0 ? things.made : [], external, stated, own: own.map(wasOf) } satisfies Before,
  }));
  return {
    applied,
    changes: [
      ...things.changes,
      insertDevices(created, by, ctx.now),
      changeDevices(changed, by, ctx.now),
      changeStates(
        changed.flatMap(({ stated }) => stated ?? []),
        by,
        ctx.now,
      ),
      keepOwnValues(named.flatMap(({ id, own }) => own.map((one) => ({ device: id, ...one })))),
      nameAbroad(options.source, named),
      ...created.map((one) => createdRecord(one, options)),
      ...changed.flatMap((one) => changedRecords(one, options)),
    ],
  };
}

/** What a field of the district's own was, null for nothing. */
function wasOf({ field, was }: OwnValue): KeptValue {
  return { field, value: was?.value ?? null, number: was?.number ?? null };
}

/** A device that is lost, stolen or disposed of is in nobody's custody. */
function isSomewhere(state: string): boolean {
  return state === 'in_service' || state === 'retired';
}

type Named = DevicePlan & { facts: Facts };

function createdRecord({ id, tag, serial, facts, use, state, place, own }: Named, options: Options): Change {
  const { model, variant, home, note } = facts;
  const at = place?.id ?? null;
  return record({
    thing: id,
    kind: 'device',
    verb: 'created',
    site: home,
    data: {
      ...{ tag, serial, model, variant, home, use, state, at, import: options.import },
      ...(own.length > 0 ? { fields: own.map(({ field }) => field) } : {}),
    },
    text: note,
    first: true,
  });
}

function changedRecords(one: Named & { was: KnownDevice }, options: Options): Change[] {
  const { id, facts, was } = one;
  const told: Record<string, unknown> = {};
  for (const name of FACTS)
    if (name !== 'note' && facts[name] !== was[name]) told[camel(name)] = [was[name], facts[name]];
  if (one.use !== was.use) told.use = [was.use, one.use];
  if (one.own.length > 0) told.fields = one.own.map(({ field }) => field);
  const line = { thing: id, kind: 'device', site: facts.home };
  const replaced = (['tag', 'serial'] as const).flatMap((kind) =>
    one[kind]
      ? [
          record({
            ...line,
            verb: was[kind] === '' ? `${kind} added` : `${kind} replaced`,
            data: { from: was[kind], to: one[kind], import: options.import },
          }),
        ]
      : [],
  );
  const edited = record({
    ...line,
    verb: 'edited',
    data: { ...told, import: options.import },
    text: facts.note === was.note ? undefined : facts.note,
  });
  const { stateChange } = one;
  if (!stateChange) return [...replaced, edited];
  const stated = record({
    ...line,
    verb: stateChange.to === 'retired' ? 'retired' : 'restored',
    data: { was: stateChange.from, import: options.import },
  });
  return Object.keys(told).length > 0 || facts.note !== was.note
    ? [...replaced, edited, stated]
    : [...replaced, stated];
}

function camel(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
