import type { Book } from './field-book.ts';
import type { Option } from './field-form.ts';

export const OUTCOMES: readonly Option[] = [
  { value: 'repaired', label: 'Repaired' },
  { value: 'no_fault', label: 'No fault found' },
  { value: 'not_worth', label: 'Not worth repair' },
];

export const CAUSES: readonly Option[] = [
  { value: 'accident', label: 'Accident' },
  { value: 'liquid', label: 'Liquid' },
  { value: 'wear', label: 'Wear' },
  { value: 'defect', label: 'Defect' },
  { value: 'on_purpose', label: 'On purpose' },
  { value: 'unknown', label: 'Unknown' },
];

export const PRIORITIES: readonly Option[] = [
  { value: 'urgent', label: 'Urgent' },
  { value: 'high', label: 'High' },
  { value: 'normal', label: 'Normal' },
  { value: 'low', label: 'Low' },
];

export const MISSING: readonly Option[] = [
  { value: 'charger', label: 'Charger' },
  { value: 'case', label: 'Case' },
  { value: 'hotspot', label: 'Hotspot' },
];

export const SWAPS: readonly Option[] = [
  { value: 'loaner', label: 'A loaner', hint: 'comes back after the repair' },
  { value: 'for_good', label: 'For good', hint: 'the broken one becomes a spare' },
];

export const STEPS: readonly Option[] = [
  { value: 'reported', label: 'what is broken' },
  { value: 'inside', label: 'the inside' },
  { value: 'done', label: 'the result' },
  { value: 'label', label: 'the label' },
];

const LABELS: Readonly<Record<string, string>> = {
  to: 'To whom or where',
  target: 'Chosen',
  spare: 'The device to hand over',
  how: 'It is',
  remedy: 'Done',
  parts: 'Part',
  kits: 'Kit',
  partCode: 'Part by SKU, number or name',
  partBin: 'It came from',
  symptom: 'What is wrong',
  location: 'Put at',
  serial: 'Serial that it shows now',
  dueOn: 'Comes back on',
  issue: 'Issued to them',
  step: 'It shows',
  text: 'Note',
  priority: 'How urgent',
};

/** What a form calls the value of that name. */
export const labelOf = (name: string): string => LABELS[name] ?? name.charAt(0).toUpperCase() + name.slice(1);

/** What can stand in a value of that name; null where it is typed. */
export function choicesFor({ lists, people }: Book, name: string, value: string): readonly Option[] | null {
  const byCode = (rows: readonly { code: string; name: string }[]) =>
    rows.map((row) => ({ value: row.code, label: row.name }));
  switch (name) {
    case 'fault':
      return byCode(lists.faults);
    case 'remedy':
      return byCode(lists.remedies);
    case 'symptom':
      return byCode(lists.symptoms);
    case 'partBin':
      return lists.bins.map(({ id, name: label }) => ({ value: id, label }));
    case 'location':
      return lists.places.map(({ id, name: label }) => ({ value: id, label }));
    case 'target':
      return [
        ...lists.places.map((place) => ({ value: `location:${place.id}`, label: place.name })),
        ...people
          .filter(({ id }) => value === `person:${id}`)
          .map((person) => ({ value, label: person.name })),
      ];
    default:
      return FIXED[name] ?? null;
  }
}

const FIXED: Readonly<Record<string, readonly Option[]>> = {
  outcome: OUTCOMES,
  cause: CAUSES,
  priority: PRIORITIES,
  missing: MISSING,
  how: SWAPS,
  step: STEPS,
  issue: [{ value: '1', label: 'Yes' }],
};

/** One value as people read it: 'Battery, Lenovo ThinkPad L13, Van 1' for 'part:bin'. */
export function wordsOf(book: Book, name: string, value: string): string {
  if (name === 'parts' || name === 'kits') return itemWords(book, name, value);
  return choicesFor(book, name, value)?.find((one) => one.value === value)?.label ?? value;
}

function itemWords({ lists }: Book, name: 'parts' | 'kits', value: string): string {
  const [item = '', bin = ''] = value.split(':');
  const known =
    name === 'parts'
      ? lists.parts.find(({ id }) => id === item)?.name
      : lists.kits.find(({ kit }) => kit === item)?.name;
  const lay = lists.bins.find(({ id }) => id === bin);
  const from = lay?.mine ? 'my vehicle' : lay?.name;
  return [known ?? 'One that this phone does not carry any more', from].filter(Boolean).join(', ');
}
