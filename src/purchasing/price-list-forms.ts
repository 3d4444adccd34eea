import { z } from 'zod';
import { choice, date, flag, optionalText, optionalWhole } from '../fields.ts';

export const UploadForm = z.object({ headless: flag() });
export type UploadForm = z.infer<typeof UploadForm>;

/** Which column is what (counted from 0; empty where the list has none), and how it is to be read. */
const column = () => optionalWhole(0, 99);

export const Mapping = z
  .object({
    sku: column(),
    maker: column(),
    theirs: column(),
    price: column(),
    pack: column(),
    inStock: column(),
    decimal: choice(['point', 'comma']),
    per: choice(['piece', 'pack']),
    fromOn: date(),
  })
  .refine((form) => form.price !== null, { path: ['price'], error: 'Choose the column of the price' })
  .refine((form) => form.sku !== null || form.maker !== null || form.theirs !== null, {
    path: ['maker'],
    error: 'Choose at least one column that says which part it is',
  });
export type Mapping = z.infer<typeof Mapping>;

/** `seen`: the mapping that the rows were looked at with, as JSON text; another one's later choice is not applied unseen. */
export const ApplyList = z.object({ doubtful: flag(), seen: optionalText(1000) });
export type ApplyList = z.infer<typeof ApplyList>;

export const ROW_KINDS = ['new', 'changed', 'same', 'doubtful', 'unmatched', 'wrong'] as const;
export type RowKind = (typeof ROW_KINDS)[number];
