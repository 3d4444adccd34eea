import { z } from 'zod';
import {
  choice,
  code,
  dotted,
  flag,
  id,
  optionalChoice,
  optionalCode,
  optionalId,
  optionalMoney,
  optionalText,
  optionalWhole,
  text,
  version,
} from '../fields.ts';

export const CONDITIONS = ['new', 'refurbished', 'harvested'] as const;

/** Numbers one on a line, without doubles; JSON may send a list. */
const numbers = z
  .preprocess(
    (value) => (Array.isArray(value) ? value.join('\n') : (value ?? '')),
    z
      .string()
      .max(5_000, 'At most 5,000 characters')
      .transform((value) => [
        ...new Set(
          value
            .split(/[\r\n,;]+/)
            .map((one) => one.trim())
            .filter(Boolean),
        ),
      ])
      .pipe(z.array(z.string().max(60, 'A number has at most 60 characters')).max(50, 'At most 50 numbers')),
  )
  .meta({
    takes: { type: ['array', 'string'], items: { type: 'string' }, description: 'One on a line, or a list' },
  });

const partFields = {
  sku: text(40).pipe(z.string().regex(/^[\w./-]+( [\w./-]+)*$/, 'Letters, digits, dots and hyphens')),
  name: text(120),
  group: optionalId(),
  partKind: code(),
  condition: choice(CONDITIONS),
  counted: flag(),
  /** 1 for touch panels, 0 for panels without, null where it does not matter */
  touch: optionalChoice(['0', '1']),
  /** what one of it is: each, roll, set */
  unit: optionalText(20),
  /** how many of it come in a pack */
  pack: optionalWhole(1, 9_999),
  price: optionalMoney(),
  makerNumbers: numbers,
  barcodes: numbers,
};

export const NewPart = z.object(partFields);
export type NewPart = z.infer<typeof NewPart>;
export const PartEdit = z.object({ ...partFields, version: version() });
export type PartEdit = z.infer<typeof PartEdit>;

const groupFields = { name: text(120), partKind: code(), touch: optionalChoice(['0', '1']) };
export const NewGroup = z.object(groupFields);
export type NewGroup = z.infer<typeof NewGroup>;
export const GroupEdit = z.object({ ...groupFields, version: version() });
export type GroupEdit = z.infer<typeof GroupEdit>;

const binFields = { code: text(30), name: text(120), location: id(), keeper: optionalId() };
export const NewBin = z.object(binFields);
export type NewBin = z.infer<typeof NewBin>;
export const BinEdit = z.object({ ...binFields, version: version() });
export type BinEdit = z.infer<typeof BinEdit>;

/** Model x fault -> group or one part. */
export const NewFit = z
  .object({ model: id(), variant: optionalId(), fault: code(), group: optionalId(), part: optionalId() })
  .refine((fit) => (fit.group === null) !== (fit.part === null), {
    message: 'Choose a group or one part',
    path: ['group'],
  });
export type NewFit = z.infer<typeof NewFit>;

export const FitDecision = z.object({ decision: choice(['confirmed', 'refused']) });
export type FitDecision = z.infer<typeof FitDecision>;

/** From one bin to another: how many of each part, by the part's id. 'send': they are under way for a while. */
export const Transfer = dotted(
  'quantity',
  z.object({
    from: id(),
    to: id(),
    how: choice(['now', 'send']).default('now'),
    note: optionalText(500),
    quantity: z.record(id(), optionalWhole(0, 9_999)),
  }),
);
export type Transfer = z.infer<typeof Transfer>;

export const Versioned = z.object({ version: version() });

export const PartFilter = z.object({
  q: optionalText(60),
  kind: optionalCode(),
  group: optionalId(),
  bin: optionalId(),
  show: optionalChoice(['retired', 'short']),
});
export type PartFilter = z.infer<typeof PartFilter>;
