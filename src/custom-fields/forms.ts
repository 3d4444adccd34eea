import { z } from 'zod';
import { choice, optionalText, text, version, whole } from '../fields.ts';

/** The kinds of device that have fields of their own. */
export const FIELD_KINDS = [
  'chromebook',
  'laptop',
  'tablet',
  'desktop',
  'printer',
  'hotspot',
  'other',
] as const;

export const FIELD_TYPES = ['text', 'number', 'date', 'choice'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

const shared = {
  name: text(60),
  /** one choice on each line */
  choices: optionalText(2_000),
  position: z.preprocess((value) => (value === '' || value === undefined ? 0 : value), whole(0, 999)),
};

export const NewCustomField = z.object({
  deviceKind: choice(FIELD_KINDS),
  type: choice(FIELD_TYPES),
  ...shared,
});
export type NewCustomField = z.infer<typeof NewCustomField>;

export const CustomFieldEdit = z.object({ version: version(), ...shared });
export type CustomFieldEdit = z.infer<typeof CustomFieldEdit>;

export const FieldVersion = z.object({ version: version() });
export type FieldVersion = z.infer<typeof FieldVersion>;

const PREFIX = 'cf-';

/** The name of the form field that holds a custom field's value. */
export const inputName = (field: string) => `${PREFIX}${field}`;

/** Gathers `cf-ID` fields of a form into `custom`; JSON sends `custom` itself. */
export function withCustom<T extends z.ZodType>(schema: T) {
  return z.preprocess((input) => {
    if (typeof input !== 'object' || input === null || 'custom' in input) return input;
    const custom: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(input)) {
      if (name.startsWith(PREFIX)) custom[name.slice(PREFIX.length)] = value;
    }
    return { ...input, custom };
  }, schema);
}

/** Values by the id of their field, as typed. What they have to be is the field's own matter. */
export const customValues = z
  .record(
    z.string().max(40),
    z.preprocess((value) => value ?? '', z.string().max(1_000, 'At most 1,000 characters')),
  )
  .default({});
