import { z } from 'zod';
import {
  choice,
  flag,
  list,
  optionalChoice,
  optionalId,
  optionalText,
  text,
  version,
  whole,
} from '../fields.ts';

export const CODE_KINDS = ['both', 'qr', '128'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

/** Where the things to be labelled come from. */
export const SOURCES = ['list', 'devices', 'places', 'bins', 'parts', 'range'] as const;
export type Source = (typeof SOURCES)[number];

/** What may stand below the title. */
export const LINES = ['district', 'model', 'serial', 'home', 'place', 'name'] as const;
export type Line = (typeof LINES)[number];

/** What is printed, on what, and how. The filters of a list stand beside these under their own names. */
export const LabelOrder = z.object({
  of: choice(SOURCES)
    .default('list')
    .describe('Where the things come from: a typed list, a list with its filters, a reserved range'),
  list: optionalText(6_000).describe('Tags, serials, codes of places and bins, stock numbers: one a line'),
  range: optionalId(),
  paper: optionalId(),
  code: choice(CODE_KINDS).default('both'),
  line: list(choice(LINES), 6),
  /** the form was sent: no ticked line means none, not the usual ones */
  set: flag(),
  copies: whole(1, 20).default(1),
  start: whole(1, 1_000).default(1),
  cursor: optionalText(400),
});
export type LabelOrder = z.infer<typeof LabelOrder>;

const UM_PER = { mm: 1_000, in: 25_400 } as const;
export const UNITS = ['mm', 'in'] as const;

/** A length as people write it ("2.625"), a number of the form's unit; nothing typed is 0. */
function length(min: number, max: number) {
  return z.preprocess(
    (value) => {
      if (value === '' || value === undefined) return 0;
      return typeof value === 'string' && /^\s*\d{1,4}(\.\d{1,5})?\s*$/.test(value) ? Number(value) : value;
    },
    z.number({ error: 'A length, as 2.625' }).min(min, `At least ${min}`).max(max, `At most ${max}`),
  );
}

const paperFields = {
  name: text(60),
  kind: choice(['sheet', 'roll']),
  unit: choice(UNITS),
  labelWidth: length(0.2, 1_000),
  labelHeight: length(0.2, 1_000),
  pageWidth: length(0, 1_000),
  pageHeight: length(0, 1_000),
  across: whole(1, 20).default(1),
  down: whole(1, 50).default(1),
  fromLeft: length(0, 1_000),
  fromTop: length(0, 1_000),
  gapAcross: length(0, 500),
  gapDown: length(0, 500),
};

/** Paper by its dimensions. A roll's page is its label. */
export const NewPaper = z.object(paperFields);
export type NewPaper = z.infer<typeof NewPaper>;
export const PaperEdit = z.object({ ...paperFields, version: version() });
export type PaperEdit = z.infer<typeof PaperEdit>;
export const Versioned = z.object({ version: version() });

/** Micrometres of a length in its unit. */
export function micrometres(value: number, unit: keyof typeof UM_PER): number {
  return Math.round(value * UM_PER[unit]);
}

const TAG_START = /^[A-Za-z0-9._-]*$/;

export const NewRange = z.object({
  name: text(120),
  prefix: z
    .preprocess(
      (value) => (typeof value === 'string' ? value.normalize('NFKC').trim().toUpperCase() : (value ?? '')),
      z
        .string({ error: 'Not a text' })
        .max(20, 'At most 20 characters')
        .regex(TAG_START, 'Letters, digits, dots and hyphens'),
    )
    .default(''),
  digits: whole(1, 12).default(5),
  count: whole(1, 20_000),
  /** the first number; empty takes the next free one */
  first: z.preprocess(
    (value) => (value === '' || value === undefined ? null : value),
    whole(0, 999_999_999_999).nullable(),
  ),
  site: optionalId(),
});
export type NewRange = z.infer<typeof NewRange>;

/** What is asked of the list of ranges. */
export const RangeFilter = z.object({ show: optionalChoice(['withdrawn']) });
export type RangeFilter = z.infer<typeof RangeFilter>;
export const Nothing = z.object({});
