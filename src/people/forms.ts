import { z } from 'zod';
import { choice, flag, optionalId, optionalText, text, version } from '../fields.ts';

export const PERSON_KINDS = ['student', 'staff'] as const;
export type PersonKind = (typeof PERSON_KINDS)[number];

export const GRADES = ['PK', 'K', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'] as const;

const email = optionalText(200).pipe(
  z.string().refine((value) => value === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value), 'An e-mail address'),
);

const shared = {
  givenName: text(80),
  familyName: text(80),
  /** as in rostering files and on the badge */
  externalId: optionalText(60),
  email,
  title: optionalText(80),
  site: optionalId(),
  grade: z.preprocess(
    (value) => (value === '' || value === undefined ? null : value),
    z.enum(GRADES, { error: 'Choose one of these' }).nullable(),
  ),
};

export const NewPerson = z.object({ kind: choice(PERSON_KINDS), ...shared });
export type NewPerson = z.infer<typeof NewPerson>;

export const PersonEdit = z.object({ version: version(), active: flag(), ...shared });
export type PersonEdit = z.infer<typeof PersonEdit>;
