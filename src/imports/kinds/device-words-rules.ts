import type { Facts, KnownDevice, OwnValue } from './device-rules.ts';

interface Named {
  modelWords(id: string): string;
  homeWords(id: string): string;
  variantWords(id: string): string;
  planWords(id: string): string;
}

interface Shown {
  makeModel: { maker: string; name: string } | null;
  makeHome: string | null;
  facts: Facts;
  tag: string;
  serial: string;
  use: string;
  state: string;
  own: readonly OwnValue[];
}

type Field = { field: string; from: string; to: string };

const LABELS: readonly [keyof Facts, string][] = [
  ['condition', 'Condition'],
  ['purchased_on', 'Purchased on'],
  ['cost_cents', 'Cost'],
  ['order_number', 'Order number'],
  ['funding_source', 'Funding source'],
  ['federal_share', 'Federal share'],
  ['warranty_until', 'Warranty until'],
  ['coverage_until', 'Coverage until'],
  ['wifi_mac', 'Wi-Fi address'],
  ['ethernet_mac', 'Ethernet address'],
  ['storage_gb', 'Storage (GB)'],
  ['note', 'Note'],
];

const plain = (code: string) => code.replaceAll('_', ' ');

function text(name: keyof Facts, value: string | number | null): string {
  if (value === null || value === '') return '';
  return name === 'cost_cents' ? (Number(value) / 100).toFixed(2) : String(value);
}

function modelOf(plan: Shown, named: Named): string {
  return plan.makeModel
    ? `${plan.makeModel.maker} ${plan.makeModel.name}`
    : named.modelWords(plan.facts.model);
}

/** Everything that is filled of a device that is made. */
export function fieldsOfCreate(plan: Shown, named: Named, place: { id: string } | null): Field[] {
  const { facts } = plan;
  const all: [string, string][] = [
    ['Tag', plan.tag],
    ['Serial', plan.serial],
    ['Model', modelOf(plan, named)],
    ['Variant', named.variantWords(facts.variant ?? '')],
    ['Home', plan.makeHome ?? named.homeWords(facts.home)],
    ['Where it is', place ? named.homeWords(place.id) : ''],
    ['Use', plain(plan.use)],
    ['State', plain(plan.state)],
    ['Coverage plan', named.planWords(facts.coverage_plan ?? '')],
    ...LABELS.map(([name, label]): [string, string] => [label, text(name, facts[name])]),
    ...plan.own.map(({ label, value }): [string, string] => [label, value ?? '']),
  ];
  return all.filter(([, to]) => to !== '').map(([field, to]) => ({ field, from: '', to }));
}

/** What changes of a device that is there, old and new. */
export function fieldsOfChange(plan: Shown, was: KnownDevice, named: Named): Field[] {
  const { facts } = plan;
  const fields: Field[] = [];
  const say = (field: string, from: string, to: string) => {
    if (from !== to) fields.push({ field, from, to });
  };
  if (plan.tag) say('Tag', was.tag, plan.tag);
  if (plan.serial) say('Serial', was.serial, plan.serial);
  if (plan.makeModel || facts.model !== was.model)
    say('Model', named.modelWords(was.model), modelOf(plan, named));
  if (facts.variant !== was.variant)
    say('Variant', named.variantWords(was.variant ?? ''), named.variantWords(facts.variant ?? ''));
  if (plan.makeHome || facts.home !== was.home)
    say('Home', named.homeWords(was.home), plan.makeHome ?? named.homeWords(facts.home));
  say('Use', plain(was.use), plain(plan.use));
  say('State', plain(was.state), plain(plan.state));
  if (facts.coverage_plan !== was.coverage_plan)
    say(
      'Coverage plan',
      named.planWords(was.coverage_plan ?? ''),
      named.planWords(facts.coverage_plan ?? ''),
    );
  for (const one of plan.own) say(one.label, one.was?.value ?? '', one.value ?? '');
  for (const [name, label] of LABELS) say(label, text(name, was[name]), text(name, facts[name]));
  return fields;
}
