import { z } from 'zod';
import {
  choice,
  date,
  list,
  optionalDate,
  optionalId,
  optionalMoney,
  optionalText,
  optionalWhole,
  text,
  version,
  whole,
} from '../fields.ts';

export const District = z.object({
  version: version(),
  name: text(120),
  currency: text(3).pipe(
    z
      .string()
      .toUpperCase()
      .regex(/^[A-Z]{3}$/, 'Three letters, as USD')
      .refine(isCurrency, 'No currency that we know, as USD'),
  ),
  foundText: optionalText(1000),
});
export type District = z.infer<typeof District>;

const time = text(5).pipe(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'A time, as 07:30'));

export const Work = z.object({
  version: version(),
  weekdays: list(whole(1, 7), 7),
  dayStart: time,
  dayEnd: time,
  urgent: whole(0, 365),
  high: whole(0, 365),
  normal: whole(0, 365),
  low: whole(0, 365),
});
export type Work = z.infer<typeof Work>;

export const SignInLimits = z.object({
  version: version(),
  account: whole(1, 100),
  address: whole(1, 1000),
  longest: whole(1, 1000),
});
export type SignInLimits = z.infer<typeof SignInLimits>;

export const Advice = z.object({
  version: version(),
  benchRate: optionalMoney().pipe(z.number({ error: 'An amount, as 30.00' })),
  lifeMonths: whole(12, 240),
  shareOfValue: whole(1, 100),
  shareOfPrice: whole(1, 200),
  small: optionalMoney().pipe(z.number({ error: 'An amount, as 15.00' })),
  fewestMonths: whole(0, 60),
  sameFaultLook: whole(1, 20),
});
export type Advice = z.infer<typeof Advice>;

export const NewHoliday = z
  .object({ from: date(), to: optionalDate(), name: text(80) })
  .refine((form) => form.to === null || form.to >= form.from, {
    path: ['to'],
    error: 'Not before the first day',
  })
  .refine((form) => form.to === null || daysBetween(form.from, form.to) <= 120, {
    path: ['to'],
    error: 'At most 120 days at once',
  });
export type NewHoliday = z.infer<typeof NewHoliday>;

const plan = {
  name: text(80),
  incidents: optionalWhole(1, 99),
  per: choice(['year', 'term']),
  /** a vendor that takes its claims */
  vendor: optionalId(),
  /** incidents that it pays for in a year over all its devices: so many, or a share of the units under contract */
  poolIncidents: optionalWhole(1, 100_000),
  poolPercent: optionalWhole(1, 100),
  poolUnits: optionalWhole(1, 1_000_000),
  /** the day on which the pool's year begins, MM-DD */
  poolYearFrom: z
    .preprocess(
      (value) => (value === '' || value === undefined ? '07-01' : value),
      z.string({ error: 'A day, as 07-01' }),
    )
    .pipe(z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/, 'A day, as 07-01')),
};

interface Pooled {
  poolIncidents: number | null;
  poolPercent: number | null;
  poolUnits: number | null;
}

/** A pool is said in one of two ways, and a share needs what it is a share of. */
function checkPool(form: Pooled, context: z.RefinementCtx): void {
  const problem = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (form.poolIncidents !== null && form.poolPercent !== null)
    problem('poolPercent', 'Give a number or a share, not both');
  if (form.poolPercent !== null && form.poolUnits === null)
    problem('poolUnits', 'Of how many units under contract');
  if (form.poolPercent === null && form.poolUnits !== null)
    problem('poolPercent', 'Which share of these units');
  if (form.poolPercent !== null && form.poolUnits !== null && form.poolPercent * form.poolUnits < 100)
    problem('poolPercent', 'That is less than one incident');
}

export const NewPlan = z.object(plan).superRefine(checkPool);
export type NewPlan = z.infer<typeof NewPlan>;

export const PlanEdit = z.object({ version: version(), ...plan }).superRefine(checkPool);
export type PlanEdit = z.infer<typeof PlanEdit>;

export const Versioned = z.object({ version: version() });
export type Versioned = z.infer<typeof Versioned>;

export const Nothing = z.object({});

/** Days after the first one. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code);
}
