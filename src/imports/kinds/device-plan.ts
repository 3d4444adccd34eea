import type { Ctx } from '../../context.ts';
import { newId } from '../../db/id.ts';
import type { Options, Problem, ReadRow, RowPlan } from '../kind.ts';
import { type NamedModel, newModelOf } from '../model-name-rules.ts';
import { type Known, knownOf, type Made, matchOf } from './device-known.ts';
import { ownValuesOf } from './device-own.ts';
import { FACTS, type Facts, type KnownDevice, type OwnValue, type StateChange } from './device-rules.ts';
import { stateChange } from './device-state.ts';
import { fieldsOfChange, fieldsOfCreate } from './device-words-rules.ts';

/** A device that is made or changed, as `apply` takes it. */
export interface DevicePlan {
  id: string;
  /** what is not known yet and is made first, by its name */
  makeModel: Made['model'] | null;
  makeHome: string | null;
  facts: Facts;
  /** '' where it stays as it is */
  tag: string;
  serial: string;
  use: string;
  state: string;
  /** another state than it has, as the file says */
  stateChange: StateChange | null;
  own: readonly OwnValue[];
  place: { id: string; top: string } | null;
  external: string;
  /** what was seen of the one that is changed */
  was: KnownDevice | null;
}

/** A plan as it was stored: one of before the last upgrade lacks what came since. */
export function planOf(data: unknown): DevicePlan {
  const plan = data as DevicePlan;
  return {
    ...plan,
    stateChange: plan.stateChange ?? null,
    own: plan.own ?? [],
    facts: { ...NONE, ...plan.facts },
  };
}

const NONE: Facts = {
  kind: 'other',
  model: '',
  variant: null,
  home: '',
  condition: 'good',
  purchased_on: null,
  cost_cents: null,
  order_number: '',
  funding_source: '',
  federal_share: null,
  warranty_until: null,
  coverage_plan: null,
  coverage_until: null,
  wifi_mac: '',
  ethernet_mac: '',
  storage_gb: null,
  note: '',
};

/** What rows of a file would do to devices. Nothing is written. */
export async function planDevices(ctx: Ctx, rows: readonly ReadRow[], options: Options): Promise<RowPlan[]> {
  const known = await knownOf(ctx, rows, options);
  return rows.map((row) => planDevice(row, known, options));
}

function planDevice(row: ReadRow, known: Known, options: Options): RowPlan {
  const problems: Problem[] = [...row.problems];
  const say = (field: string, message: string) => void problems.push({ field, message });
  const { tag = '', serial = '', external_id: external = '' } = row.values;
  const match = matchOf(row, known, options);
  if ('problems' in match) return { nr: row.nr, does: 'reject', problems: [...problems, ...match.problems] };
  const before = match.device;
  for (const [kind, value] of [
    ['tag', match.newTag],
    ['serial', match.newSerial],
  ] as const) {
    const whole = known.zerosLost(kind, value);
    if (whole) say(kind, `${value} is shorter than the fleet's: has a spreadsheet cut it from ${whole}?`);
  }
  if (!before && tag === '' && serial === '' && problems.length === 0)
    say('serial', 'Neither a serial nor a tag says which device it is');
  const model = modelOf(row, known, options, before, say);
  const home = homeOf(row, known, options, before, say);
  const place = placeOf(row, known, say);
  const facts = factsOf(row, before, { model, home }, known, say);
  const own = ownValuesOf(
    row,
    facts.kind,
    known.ownFields,
    (field) => (before ? known.ownValue(before.id, field) : null),
    say,
  );
  const stated = stateOf(row, before, known, options, say);
  const keys = [
    ...(before ? [`device:${before.id}`] : []),
    ...(tag ? [`tag:${tag}`] : []),
    ...(serial ? [`serial:${serial}`] : []),
    ...(external ? [`id:${external}`] : []),
  ];
  if (problems.length > 0) return { nr: row.nr, does: 'reject', keys, problems };
  const data: DevicePlan = {
    id: before?.id ?? newId(),
    makeModel: model.make,
    makeHome: home.make,
    facts,
    tag: match.newTag,
    serial: match.newSerial,
    use: row.values.use || (before?.use ?? 'one_to_one'),
    state: stated?.to ?? before?.state ?? (row.values.state || 'in_service'),
    stateChange: stated,
    own,
    place,
    external: match.newExternal,
    was: before,
  };
  const makes = [
    ...(model.make ? [{ kind: 'model' as const, name: `${model.make.maker} ${model.make.name}` }] : []),
    ...(home.make ? [{ kind: 'location' as const, name: home.make }] : []),
  ];
  if (!before)
    return { nr: row.nr, does: 'create', keys, fields: fieldsOfCreate(data, known, place), makes, data };
  const fields = fieldsOfChange(data, before, known);
  if (fields.length === 0 && !data.external) return { nr: row.nr, does: 'same', keys, thing: before.id };
  const { id: thing, version: expects } = before;
  return { nr: row.nr, does: 'change', keys, thing, fields, makes, data, expects };
}

type Say = (field: string, message: string) => void;

function stateOf(
  row: ReadRow,
  before: KnownDevice | null,
  known: Known,
  options: Options,
  say: Say,
): StateChange | null {
  const { state = '' } = row.values;
  if (!before || state === '' || state === before.state) return null;
  if (!options.takeState) {
    say('state', 'It is in another state here: tick Take the state from the file, or leave this column out');
    return null;
  }
  const change = stateChange(before.state, state, known.stateFacts.get(before.id));
  if (!('problem' in change)) return change;
  say('state', change.problem);
  return null;
}

interface Found<M> {
  id: string;
  make: M | null;
}

const NOTHING = { id: '', make: null };

function modelOf(
  row: ReadRow,
  known: Known,
  options: Options,
  before: KnownDevice | null,
  say: Say,
): Found<Made['model']> & { kind: string } {
  const { model = '', maker = '', model_number: number = '', kind = '' } = row.values;
  const stays = { id: before?.model ?? '', make: null, kind: before?.kind ?? '' };
  if (model === '' && number === '') {
    if (!before && !row.problems.some(({ field }) => field === 'model')) say('model', 'The model is missing');
    return stays;
  }
  const found = known.modelsNamed({ model: model || number, maker, number: model ? number : '' });
  const used = found.filter((one) => known.usable(one));
  const [only, other] = used.length > 0 ? used : found;
  if (only && !other) return { id: only.id, make: null, kind: only.kind };
  if (only && other) {
    const same = found.find((one: NamedModel) => one.id === before?.model);
    if (same) return { id: same.id, make: null, kind: same.kind };
    say('model', `Several models are called ${model}: give the maker and the model number as well`);
    return stays;
  }
  if (options.create.includes('models')) {
    const make = newModelOf({ model: model || number, maker, number, kind });
    return { id: '', make, kind: make.kind };
  }
  say('model', `There is no model ${[maker, model || number].filter(Boolean).join(' ')}`);
  return stays;
}

function homeOf(
  row: ReadRow,
  known: Known,
  options: Options,
  before: KnownDevice | null,
  say: Say,
): Found<string> {
  const { home = '' } = row.values;
  if (home === '') {
    if (!before) say('home', 'The school or depot that answers for it is missing');
    return { id: before?.home ?? '', make: null };
  }
  const place = known.homeNamed(home);
  if (place === 'several') {
    say('home', `Several places are called ${home}: give the code`);
    return NOTHING;
  }
  if (place) {
    if (place.retiredAt !== null && place.id !== before?.home) say('home', `${place.name} is no longer used`);
    return { id: place.id, make: null };
  }
  // Of a path nobody can tell which part is a school and which a grade, so that none is made of it.
  const path = home.includes('/');
  if (options.create.includes('locations') && !path) return { id: '', make: home.slice(0, 120) };
  say(
    'home',
    path ? `No part of ${home} is a site or depot: make it first` : `There is no site or depot ${home}`,
  );
  return NOTHING;
}

function placeOf(row: ReadRow, known: Known, say: Say): DevicePlan['place'] {
  const { place: code = '' } = row.values;
  if (code === '') return null;
  const found = known.placeCoded(code) ?? known.homeNamed(code);
  if (found && found !== 'several' && found.retiredAt === null) return { id: found.id, top: found.top };
  say('place', `There is no place with the code ${code}`);
  return null;
}

function factsOf(
  row: ReadRow,
  before: KnownDevice | null,
  named: { model: Found<unknown> & { kind: string }; home: Found<unknown> },
  known: Known,
  say: Say,
): Facts {
  const { values, cleared } = row;
  const old: Facts = before ?? NONE;
  const text = (name: keyof Facts & string, own: string | null) =>
    values[name] ? (values[name] ?? '') : cleared.includes(name) ? '' : own;
  const day = (name: keyof Facts & string, own: string | null) => text(name, own) || null;
  const number = (column: string, own: number | null) =>
    values[column] ? Number(values[column]) : cleared.includes(column) ? null : own;
  const model = named.model.id || old.model;
  const facts: Facts = {
    kind: named.model.kind || old.kind,
    model,
    variant: variantOf(row, old, model, known, say),
    home: named.home.id || (named.home.make ? '' : old.home),
    condition: values.condition || old.condition,
    purchased_on: day('purchased_on', old.purchased_on),
    cost_cents: number('cost', old.cost_cents),
    order_number: text('order_number', old.order_number) ?? '',
    funding_source: text('funding_source', old.funding_source) ?? '',
    federal_share: number('federal_share', old.federal_share),
    warranty_until: day('warranty_until', old.warranty_until),
    coverage_plan: coverageOf(row, old, known, say),
    coverage_until: day('coverage_until', old.coverage_until),
    wifi_mac: text('wifi_mac', old.wifi_mac) ?? '',
    ethernet_mac: text('ethernet_mac', old.ethernet_mac) ?? '',
    storage_gb: values.storage ? Number(values.storage) : cleared.includes('storage') ? null : old.storage_gb,
    note: text('note', old.note) ?? '',
  };
  if (!before && !facts.warranty_until) facts.warranty_until = known.warrantyEnd(model, facts.purchased_on);
  if (facts.federal_share !== null && !(facts.federal_share >= 0 && facts.federal_share <= 100))
    say('federal_share', 'A share of 0 to 100 percent');
  if (facts.coverage_plan && !facts.coverage_until) say('coverage_until', 'Say until when the plan runs');
  const long: readonly [keyof Facts, number][] = [
    ['order_number', 60],
    ['funding_source', 120],
    ['note', 4_000],
  ];
  for (const [name, most] of long)
    if (String(facts[name] ?? '').length > most) say(name, `At most ${most} characters`);
  return facts;
}

function variantOf(row: ReadRow, old: Facts, model: string, known: Known, say: Say): string | null {
  const { variant = '' } = row.values;
  if (variant === '') return row.cleared.includes('variant') || model !== old.model ? null : old.variant;
  const found = known.variantNamed(model, variant);
  if (!found) say('variant', `This model has no variant ${variant}`);
  return found;
}

function coverageOf(row: ReadRow, old: Facts, known: Known, say: Say): string | null {
  const { coverage_plan: plan = '' } = row.values;
  if (plan === '') return row.cleared.includes('coverage_plan') ? null : old.coverage_plan;
  const found = known.planNamed(plan);
  if (!found) say('coverage_plan', `There is no coverage plan ${plan}`);
  return found;
}

/** Whether anything that is written down about a device differs. */
export function factsDiffer(a: Facts, b: Facts): boolean {
  return FACTS.some((name) => a[name] !== b[name]);
}
