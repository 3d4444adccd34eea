import { z } from 'zod';
import { choice, optionalChoice, optionalId, optionalText, optionalWhole, text, version } from '../fields.ts';

export const LOCATION_KINDS = ['site', 'depot', 'vehicle', 'vendor', 'room', 'cart'] as const;
export type LocationKind = (typeof LOCATION_KINDS)[number];

export const SITE_TYPES = ['elementary', 'middle', 'high', 'library', 'office', 'other'] as const;

const position = (limit: number) =>
  z.preprocess(
    (value) =>
      value === '' || value === undefined ? null : typeof value === 'string' ? Number(value) : value,
    z
      .number({ error: 'Degrees, as 39.29' })
      .min(-limit, 'Degrees, as 39.29')
      .max(limit, 'Degrees, as 39.29')
      .nullable(),
  );

const shared = {
  code: text(30).pipe(z.string().regex(/^[\w.-]+( [\w.-]+)*$/, 'Letters, digits, dots and hyphens')),
  name: text(120),
  siteType: optionalChoice(SITE_TYPES),
  parent: optionalId(),
  address: optionalText(300),
  latitude: position(90),
  longitude: position(180),
  slots: optionalWhole(1, 200),
  note: optionalText(1000),
};

export const NewLocation = z.object({ kind: choice(LOCATION_KINDS), ...shared });
export type NewLocation = z.infer<typeof NewLocation>;

export const LocationEdit = z.object({ version: version(), ...shared });
export type LocationEdit = z.infer<typeof LocationEdit>;

export const Versioned = z.object({ version: version() });
export type Versioned = z.infer<typeof Versioned>;
