import { z } from 'zod';
import {
  choice,
  date,
  optionalDate,
  optionalMoney,
  optionalText,
  optionalWhole,
  text,
  version,
} from '../fields.ts';

export const MODEL_KINDS = [
  'chromebook',
  'laptop',
  'tablet',
  'desktop',
  'printer',
  'hotspot',
  'other',
] as const;

const shared = {
  maker: text(60),
  name: text(120),
  /** the maker's model or type number, as on the label */
  number: optionalText(60),
  kind: choice(MODEL_KINDS),
  warrantyMonths: optionalWhole(0, 120),
  /** what a new one costs */
  price: optionalMoney(),
};

export const NewModel = z.object({
  ...shared,
  aueOn: optionalDate(),
  aueSource: optionalText(300),
  aueReadOn: optionalDate(),
});
export type NewModel = z.infer<typeof NewModel>;

export const ModelEdit = z.object({ version: version(), ...shared });
export type ModelEdit = z.infer<typeof ModelEdit>;

/** When updates end, who says so, and when that was read; without a date it is not known. */
export const AueChange = z.object({
  aueOn: optionalDate(),
  source: text(300),
  readOn: date(),
  /** the date that the form showed, '' for none */
  seen: optionalText(10),
});
export type AueChange = z.infer<typeof AueChange>;

export const ModelVersion = z.object({ version: version() });
export type ModelVersion = z.infer<typeof ModelVersion>;

const YES_NO = new Map<unknown, unknown>([
  ['', null],
  [undefined, null],
  ['yes', 1],
  [true, 1],
  ['no', 0],
  [false, 0],
]);

/** Yes, no, or not known. JSON sends true, false or null. */
const known = () =>
  z
    .preprocess(
      (value) => (YES_NO.has(value) ? YES_NO.get(value) : value),
      z.union([z.literal(0), z.literal(1)], { error: 'Choose one of these' }).nullable(),
    )
    .meta({ takes: { type: ['boolean', 'null'], description: 'Null where nobody knows' } });

export const VariantForm = z.object({ name: text(60), touch: known(), convertible: known(), lte: known() });
export type VariantForm = z.infer<typeof VariantForm>;
