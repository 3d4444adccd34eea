import { z } from 'zod';
import {
  choice,
  date,
  flag,
  id,
  list,
  optionalDate,
  optionalId,
  optionalText,
  optionalWhole,
  text,
  version,
  whole,
} from '../fields.ts';

export const PURPOSES = ['routine', 'closet', 'carts', 'testing', 'opening', 'other'] as const;
export type Purpose = (typeof PURPOSES)[number];

export const VISIT_STATES = ['planned', 'on_the_way', 'arrived', 'left', 'called_off'] as const;
export type VisitState = (typeof VISIT_STATES)[number];

/** A time of day in the district's zone, HH:MM; '' for none. */
const time = () => optionalText(5).pipe(z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/, 'A time, as 09:30'));

const purpose = () =>
  z.preprocess((value) => (value === '' || value === undefined ? 'routine' : value), choice(PURPOSES));

const planned = {
  /** a site by its id or code */
  site: text(60),
  day: date(),
  fromTime: time(),
  toTime: time(),
  purpose: purpose(),
  note: optionalText(1000),
  /** technicians; nobody: the person who plans */
  people: list(id(), 10),
};

function inOrder(form: { fromTime: string; toTime: string }): boolean {
  return !form.fromTime || !form.toTime || form.fromTime < form.toTime;
}
const ORDER = { path: ['toTime'], error: 'It must end after it begins' };

export const PlanVisit = z.object(planned).refine(inOrder, ORDER);
export type PlanVisit = z.infer<typeof PlanVisit>;

export const EditVisit = z.object({ version: version(), ...planned }).refine(inOrder, ORDER);
export type EditVisit = z.infer<typeof EditVisit>;

export const MoveVisit = z.object({ visit: id(), day: date() });
export type MoveVisit = z.infer<typeof MoveVisit>;

/** One place up or down in the day, or all of the day by distance again. */
export const OrderDay = z.object({
  day: date(),
  person: optionalId(),
  visit: optionalId(),
  to: choice(['up', 'down', 'distance']),
});
export type OrderDay = z.infer<typeof OrderDay>;

/** What an odometer shows, in miles with at most one digit behind the point; to tenths. */
export const odometer = () =>
  z
    .preprocess((value) => {
      if (value === '' || value === undefined || value === null) return null;
      const typed = String(value).replaceAll(',', '').trim();
      return /^\d{1,7}(\.\d)?$/.test(typed) ? Math.round(Number(typed) * 10) : Number.NaN;
    }, z.number({ error: 'Miles, as 41230 or 41230.5' }).int().min(0).max(99_999_999).nullable())
    .meta({ takes: { type: ['string', 'number', 'null'], description: 'Miles, as "41230.5"' } });

/** `at`: HH:MM of the day, where it was not now. */
export const SetOut = z.object({ at: time() });
export type SetOut = z.infer<typeof SetOut>;

export const Arrive = z.object({ at: time(), odometer: odometer(), private: flag() });
export type Arrive = z.infer<typeof Arrive>;

export const Leave = z.object({
  at: time(),
  recap: optionalText(6000),
  nextOn: optionalDate(),
  /** mail the recap to the contacts of the site */
  mail: flag(),
});
export type Leave = z.infer<typeof Leave>;

export const CallOff = z.object({ reason: text(300) });
export type CallOff = z.infer<typeof CallOff>;

export const VisitNote = z.object({ text: text(2000) });
export type VisitNote = z.infer<typeof VisitNote>;

export const FollowUp = z.object({ text: text(500) });
export type FollowUp = z.infer<typeof FollowUp>;

export const FREQUENCIES = ['weekly', 'fortnightly', 'monthly'] as const;

export const NewRule = z
  .object({
    site: text(60),
    person: optionalId(),
    /** of the week: 1 Monday to 7 Sunday */
    weekday: whole(1, 7),
    every: choice(FREQUENCIES),
    fromOn: date(),
    toOn: optionalDate(),
    fromTime: time(),
    toTime: time(),
    purpose: purpose(),
  })
  .refine(inOrder, ORDER)
  .refine((form) => form.toOn === null || form.toOn >= form.fromOn, {
    path: ['toOn'],
    error: 'Not before it begins',
  });
export type NewRule = z.infer<typeof NewRule>;

export const VisitsFilter = z.object({
  day: optionalDate(),
  person: optionalId(),
  view: z.enum(['calendar', 'list']).catch('calendar'),
});
export type VisitsFilter = z.infer<typeof VisitsFilter>;

/** `visits`: those of the days ahead that are loaded for; none: all of the day. */
export const LoadFilter = z.object({
  day: optionalDate(),
  person: optionalId(),
  visits: list(id(), 40),
});
export type LoadFilter = z.infer<typeof LoadFilter>;

export const Nothing = z.object({});

export const Tick = z.object({ part: text(80), bin: optionalId(), quantity: optionalWhole(1, 999) });
export type Tick = z.infer<typeof Tick>;
