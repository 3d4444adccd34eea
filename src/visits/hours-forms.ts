import { z } from 'zod';
import { choice, date, flag, id, list, optionalId, optionalText, text, whole } from '../fields.ts';
import { odometer } from './forms.ts';

const month = () =>
  z.preprocess(
    (value) => (value === undefined || value === '' ? null : value),
    z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'A month, as 2027-03')
      .nullable(),
  );

export const MonthFilter = z.object({ month: month(), person: optionalId() });
export type MonthFilter = z.infer<typeof MonthFilter>;

const miles = () =>
  z
    .preprocess(
      (value) => (typeof value === 'string' && /^\d{1,4}(\.\d)?$/.test(value.trim()) ? Number(value) : value),
      z.number({ error: 'Miles, as 12.4' }).min(0).max(9999),
    )
    .meta({ takes: { type: ['string', 'number'], description: 'Miles, as "12.4"' } });

/** A drive that no visit has written: to the depot, for a part. */
export const NewDrive = z.object({
  day: date(),
  to: text(60),
  miles: z.preprocess((value) => (value === '' ? null : value), miles().nullable()).optional(),
  odometer: odometer(),
  private: flag(),
});
export type NewDrive = z.infer<typeof NewDrive>;

export const NewBench = z.object({ day: date(), minutes: whole(1, 1440), note: optionalText(200) });
export type NewBench = z.infer<typeof NewBench>;

export const AskOvertime = z.object({ day: date(), minutes: whole(1, 960), reason: text(300) });
export type AskOvertime = z.infer<typeof AskOvertime>;

export const DecideOvertime = z.object({ decision: choice(['approved', 'refused']) });
export type DecideOvertime = z.infer<typeof DecideOvertime>;

/** Where what is in the vehicle stays overnight: a place, or 'home', locked, with the technician. */
export const Overnight = z.object({ place: text(60) });
export type Overnight = z.infer<typeof Overnight>;

/** Devices handed over at a depot, all or those that are ticked. */
export const DropOff = z.object({ depot: text(60), ids: list(id(), 200) });
export type DropOff = z.infer<typeof DropOff>;

export const NewWindow = z
  .object({ title: text(80), site: optionalId(), fromOn: date(), toOn: date() })
  .refine((form) => form.toOn >= form.fromOn, { path: ['toOn'], error: 'Not before it begins' });
export type NewWindow = z.infer<typeof NewWindow>;

export const NewMiles = z.object({ one: text(60), other: text(60), miles: miles() });
export type NewMiles = z.infer<typeof NewMiles>;

export const NewRate = z.object({
  from: date(),
  rate: z
    .preprocess(
      (value) => (typeof value === 'string' ? Number(value.trim().replace(/^\$/, '')) : value),
      z
        .number({ error: 'An amount a mile, as 0.725' })
        .min(0, 'Not below zero')
        .max(9, 'An amount a mile, as 0.725'),
    )
    .meta({ takes: { type: ['string', 'number'], description: 'An amount a mile, as "0.725"' } }),
  dayEnd: text(5).pipe(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time, as 15:30')),
  roadFactor: z
    .preprocess(
      (value) => (typeof value === 'string' ? Number(value) : value),
      z.number({ error: 'As 1.3' }).min(1, 'At least 1').max(3, 'At most 3'),
    )
    .meta({ takes: { type: ['string', 'number'], description: 'As "1.3"' } }),
});
export type NewRate = z.infer<typeof NewRate>;
