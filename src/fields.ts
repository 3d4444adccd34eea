import { z } from 'zod';

/*
 * The kinds of field that forms are made of. Each takes what an HTML form sends (text) and what JSON
 * sends (the typed value), so that pages, the JSON face and imports share one schema.
 */

const MISSING = 'Fill this in';

/** Text without control characters, trimmed, in Unicode's composed form. */
function clean(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  let text = '';
  for (const char of value.normalize('NFC')) {
    const code = char.codePointAt(0) ?? 0;
    if ((code >= 32 && code !== 127) || code === 10 || code === 9) text += char;
  }
  return text.trim();
}

export function text(max = 200) {
  return z.preprocess(
    clean,
    z.string({ error: MISSING }).min(1, MISSING).max(max, `At most ${max} characters`),
  );
}

/** '' where nothing was typed. */
export function optionalText(max = 200) {
  return z.preprocess(
    (value) => clean(value ?? ''),
    z.string({ error: 'Not a text' }).max(max, `At most ${max} characters`),
  );
}

const nothing = (value: unknown) => (value === '' || value === undefined ? null : value);

export function choice<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: 'Choose one of these' });
}

export function optionalChoice<const T extends readonly [string, ...string[]]>(values: T) {
  return z.preprocess(nothing, choice(values).nullable());
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function id() {
  return z.string({ error: 'Choose one' }).regex(ID, 'Choose one');
}

export function optionalId() {
  return z.preprocess(nothing, id().nullable());
}

/** A short code of ours such as a fault's: lower case letters, digits, hyphens. */
export function code() {
  return z.string({ error: 'Choose one' }).regex(/^[a-z0-9][a-z0-9_-]{0,49}$/, 'Choose one');
}

export function optionalCode() {
  return z.preprocess(nothing, code().nullable());
}

/** Digits, with or without commas between thousands. */
const asNumber = (value: unknown) => {
  if (typeof value !== 'string') return value;
  const plain = /^\s*-?\d{1,3}(,\d{3}){1,4}\s*$/.test(value) ? value.replaceAll(',', '') : value;
  return /^\s*-?\d{1,15}\s*$/.test(plain) ? Number(plain) : value;
};

export function whole(min: number, max: number) {
  return z.preprocess(
    asNumber,
    z
      .number({ error: 'A whole number' })
      .int('A whole number')
      .min(min, `At least ${min}`)
      .max(max, `At most ${max}`),
  );
}

export function optionalWhole(min: number, max: number) {
  return z.preprocess((value) => nothing(value), whole(min, max).nullable());
}

/** A day that exists, as YYYY-MM-DD, between 1970 and 2199. */
export function date() {
  return z
    .string({ error: 'A date' })
    .refine(isDay, 'A date that exists, as 2027-06-30')
    .meta({ format: 'date' });
}

export function optionalDate() {
  return z.preprocess(nothing, date().nullable());
}

function isDay(value: string): boolean {
  if (!/^(19[7-9]\d|2[01]\d\d)-\d\d-\d\d$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

/** What the JSON face says of money: `takes` stands there in place of what is kept. */
const MONEY = {
  type: ['string', 'number', 'null'],
  description: 'An amount in whole units of the currency, as "41.50"',
};

/** Money as people write it ("1,234.50"), to integer cents. JSON sends the same text. */
export function optionalMoney(maxCents = 100_000_00) {
  const kept = z.preprocess((value) => {
    if (value === '' || value === undefined || value === null) return null;
    const typed = typeof value === 'number' ? String(value) : value;
    if (typeof typed !== 'string') return typed;
    const plain = typed
      .trim()
      .replace(/^\$\s*/, '')
      .replace(/,(?=\d{3}(\D|$))/g, '');
    return /^\d{1,9}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : typed;
  }, z
    .number({ error: 'An amount, as 41.50' })
    .int('An amount, as 41.50')
    .min(0, 'Not below zero')
    .max(maxCents, 'Too large')
    .nullable());
  return kept.meta({ takes: MONEY });
}

/** A tick box: absent is false. */
export function flag() {
  return z.preprocess(
    (value) => value === true || value === 'on' || value === '1' || value === 'true' || value === 1,
    z.boolean(),
  );
}

/** One or many values under one name. */
export function list<T extends z.ZodType>(kind: T, max = 200) {
  return z.preprocess(
    (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
    z.array(kind).max(max, `At most ${max}`),
  );
}

/** The version of the thing that the form was filled from. */
export function version() {
  return whole(1, 1_000_000_000);
}

/**
 * Collects form fields named `prefix.key` into an object under `prefix`, as JSON sends it, so that
 * an error's path is the field's name again.
 */
export function dotted<T extends z.ZodType>(prefix: string, schema: T) {
  return z.preprocess((input) => {
    if (typeof input !== 'object' || input === null) return input;
    const rest: Record<string, unknown> = {};
    const nested: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(input)) {
      if (name.startsWith(`${prefix}.`)) nested[name.slice(prefix.length + 1)] = value;
      else rest[name] = value;
    }
    return prefix in rest ? rest : { ...rest, [prefix]: nested };
  }, schema);
}

/** Twelve hexadecimal digits, however they are parted: none, or pairs by colon, hyphen or blank, or fours by dots. */
const MAC = /^[0-9a-f]{12}$|^[0-9a-f]{2}([:\- ][0-9a-f]{2}){5}$|^[0-9a-f]{4}(\.[0-9a-f]{4}){2}$/i;

/** The address of a network card as AA:BB:CC:DD:EE:FF, '' for none and for 00:00:00:00:00:00; or what is wrong with it. */
export function readMac(text: string): { value: string } | { problem: string } {
  const typed = text.trim();
  if (typed === '') return { value: '' };
  if (/^\d(\.\d+)?e\+?\d+$/i.test(typed))
    return { problem: `${typed}: a spreadsheet has ruined this address` };
  if (!MAC.test(typed)) return { problem: 'Twelve digits 0-9 and A-F, as 3C:58:C2:01:9A:7F' };
  const pairs =
    typed
      .toUpperCase()
      .replace(/[^0-9A-F]/g, '')
      .match(/../g) ?? [];
  return { value: pairs.every((pair) => pair === '00') ? '' : pairs.join(':') };
}

/** The address of a network card, as AA:BB:CC:DD:EE:FF; what is not sent stays as it is. */
export function optionalMac() {
  return z
    .string({ error: 'Not a text' })
    .max(40, 'At most 40 characters')
    .transform((typed, ctx) => {
      const read = readMac(typed);
      if ('value' in read) return read.value;
      ctx.addIssue({ code: 'custom', message: read.problem });
      return z.NEVER;
    })
    .optional();
}
