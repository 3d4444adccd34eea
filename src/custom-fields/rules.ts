import type { FieldType } from './forms.ts';

/** A field as a value is checked against it. */
export interface FieldShape {
  id: string;
  type: FieldType;
  choices: readonly string[];
}

/** A value as it is kept: text for equality, and the number for ranges; null takes the value away. */
export interface KeptValue {
  field: string;
  value: string | null;
  number: number | null;
}

const LONGEST = 500;

/** What was typed, as it is kept; or what is wrong with it, in words. */
export function readValue(field: FieldShape, typed: string): KeptValue | { problem: string } {
  const text = typed.normalize('NFC').trim();
  const kept = (value: string | null, number: number | null = null) => ({ field: field.id, value, number });
  if (text === '') return kept(null);
  if (text.length > LONGEST) return { problem: `At most ${LONGEST} characters` };
  if (field.type === 'number') return readNumber(text, kept);
  if (field.type === 'date')
    return isDay(text) ? kept(text) : { problem: 'A date that exists, as 2027-06-30' };
  if (field.type === 'choice' && !field.choices.includes(text)) return { problem: 'Choose one of these' };
  return kept(text);
}

function readNumber(
  text: string,
  kept: (value: string, number: number) => KeptValue,
): KeptValue | { problem: string } {
  const plain = text.replace(/,(?=\d{3}(\D|$))/g, '');
  if (!/^-?\d{1,12}(\.\d{1,6})?$/.test(plain)) return { problem: 'A number, as 41.5' };
  const number = Number(plain);
  return kept(String(number), number);
}

function isDay(text: string): boolean {
  const day = /^(19|20|21)\d\d-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/**
 * All values of a form against the fields of the device's kind; values of other fields are left out.
 * @returns the values to keep, and the problems by field id
 */
export function readValues(
  fields: readonly FieldShape[],
  typed: Readonly<Record<string, string>>,
): { kept: KeptValue[]; problems: Record<string, string> } {
  const kept: KeptValue[] = [];
  const problems: Record<string, string> = {};
  for (const field of fields) {
    const text = typed[field.id];
    if (text === undefined) continue;
    const read = readValue(field, text);
    if ('problem' in read) problems[field.id] = read.problem;
    else kept.push(read);
  }
  return { kept, problems };
}

/** The choices of a field, one on each line, each once. */
export function choicesOf(lines: string): string[] {
  return [...new Set(lines.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}

/** Why these choices cannot be, in words; null where they can. */
export function choicesProblem(type: FieldType, choices: readonly string[]): string | null {
  if (type !== 'choice') return null;
  if (choices.length === 0) return 'Write the choices, one on each line';
  if (choices.length > 100) return 'At most 100 choices';
  return choices.some((text) => text.length > 100) ? 'A choice has at most 100 characters' : null;
}
