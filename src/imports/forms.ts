import { z } from 'zod';
import { choice, dotted, flag, list, optionalText, text } from '../fields.ts';

/** What an import can bring in, and what it may make besides. */
const KIND_NAMES = [
  'devices',
  'models',
  'locations',
  'people',
  'parts',
  'stock',
  'repairs',
  'custody',
] as const;
const MAKES = ['models', 'locations', 'people', 'suppliers'] as const;

export const UploadForm = z.object({
  /** what is in the file; where nothing is said that is guessed */
  kind: z.preprocess((value) => (value === undefined ? '' : value), z.enum(['', ...KIND_NAMES])),
});
export type UploadForm = z.infer<typeof UploadForm>;

export const BeginUpload = z.object({ kind: UploadForm.shape.kind, fileName: text(200) });
export type BeginUpload = z.infer<typeof BeginUpload>;

const names = () => z.record(z.string().max(60), optionalText(300));
const order = choice(['month', 'day']);
const orders = () => z.preprocess(filled, z.record(z.string().max(60), order));

function filled(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== ''));
}

const shared = {
  kind: choice(KIND_NAMES),
  source: optionalText(40),
  create: list(choice(MAKES)),
  clear: list(text(60)),
  /** devices that are there already are retired, or back in service, as the file says */
  takeState: flag(),
};

/** The mapping screen: `column.3` says what the file's fourth column is, `fixed.home` what stands in every row. */
export const MapForm = dotted(
  'column',
  dotted(
    'fixed',
    dotted(
      'date',
      z.object({
        ...shared,
        column: names().default({}),
        fixed: names().default({}),
        date: orders().default({}),
        first: optionalText(60),
        second: optionalText(60),
        third: optionalText(60),
      }),
    ),
  ),
);
export type MapForm = z.infer<typeof MapForm>;

/** The same as programs send it: the kind's columns by the names or the numbers (from 0) of the file's. */
export const MapBody = z.object({
  ...shared,
  columns: z.record(z.string().max(60), z.union([z.int().min(0).max(299), z.string().max(100)])).optional(),
  fixed: names().optional(),
  match: list(text(60)),
  dates: orders().optional(),
});
export type MapBody = z.infer<typeof MapBody>;

export const ApplyForm = z.object({ allOrNothing: flag() });
export type ApplyForm = z.infer<typeof ApplyForm>;

/** `others`: rows that were touched since stay, the others are taken back. */
export const UndoForm = z.object({ others: flag() });
export type UndoForm = z.infer<typeof UndoForm>;

/** A row as it is mended: `cell.3` is the file's fourth column. */
export const MendForm = dotted(
  'cell',
  z.object({ cell: z.record(z.string().regex(/^\d{1,3}$/), optionalText(2_000)).default({}) }),
);
export type MendForm = z.infer<typeof MendForm>;

export const NothingMore = z.object({});

const written = (kind: 'object' | 'list') => (value: unknown) => {
  if (typeof value !== 'string') return value ?? (kind === 'list' ? [] : undefined);
  if (value.trim() === '') return kind === 'list' ? [] : undefined;
  if (kind === 'list') return value.split(',').map((one) => one.trim());
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
};

/** A file that a program sends: what the mapping screen would ask stands beside it. */
export const SendForm = z.object({
  kind: UploadForm.shape.kind,
  source: optionalText(40),
  /** JSON: the kind's columns by the names or numbers (from 0) of the file's; what is left out is guessed */
  columns: z.preprocess(written('object'), MapBody.shape.columns),
  fixed: z.preprocess(written('object'), MapBody.shape.fixed),
  dates: z.preprocess(written('object'), orders().optional()),
  /** 'serial,tag' */
  match: z.preprocess(written('list'), z.array(text(60)).max(10)),
  create: z.preprocess(written('list'), z.array(choice(MAKES)).max(4)),
  clear: z.preprocess(written('list'), z.array(text(60)).max(60)),
  takeState: flag(),
  /** let in what is right as soon as it is read; else a person looks at it first */
  apply: flag(),
  allOrNothing: flag(),
});
export type SendForm = z.infer<typeof SendForm>;
