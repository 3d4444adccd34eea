import { z } from 'zod';
import { cents, day, time } from './shapes.ts';

export const ModelLine = z
  .object({
    id: z.string(),
    maker: z.string(),
    name: z.string(),
    number: z.string(),
    kind: z.string(),
    aueOn: day.nullable().describe('When its updates end'),
    priceCents: cents.nullable(),
    retiredAt: time.nullable(),
    devices: z.int().describe('In service, of the homes that you see'),
  })
  .meta({ id: 'ModelLine' });

/** Kept as 0, 1 or nothing. */
const known = () =>
  z.preprocess((value) => (typeof value === 'number' ? value === 1 : null), z.boolean().nullable());

export const Variant = z
  .object({
    id: z.string(),
    name: z.string(),
    touch: known(),
    convertible: known(),
    lte: known(),
    retiredAt: time.nullable(),
  })
  .meta({ id: 'Variant', description: 'Null where nobody knows' });

export const Model = z
  .object({
    id: z.string(),
    maker: z.string(),
    name: z.string(),
    number: z.string(),
    kind: z.string(),
    aueOn: day.nullable(),
    aueSource: z.string().nullable(),
    aueReadOn: day.nullable(),
    warrantyMonths: z.int().nullable(),
    priceCents: cents.nullable(),
    retiredAt: time.nullable(),
    version: z.int(),
    variants: z.array(Variant),
    aues: z
      .array(
        z.object({
          id: z.string(),
          aueOn: day.nullable(),
          source: z.string(),
          readOn: day,
          at: time,
          byName: z.string().nullable(),
        }),
      )
      .describe('What was believed of the end of its updates, the latest first'),
    fleet: z.array(z.object({ use: z.string(), state: z.string(), n: z.int() })),
    failures: z
      .array(z.object({ code: z.string(), name: z.string(), n: z.int() }))
      .describe('What breaks on it, the commonest first'),
  })
  .meta({ id: 'Model' });

export const ModelSaved = z
  .object({
    id: z.string().nullable().describe('Null: a new one was proposed, and is not there yet'),
    proposed: z.boolean().describe('True: a manager decides'),
  })
  .meta({ id: 'ModelSaved' });
