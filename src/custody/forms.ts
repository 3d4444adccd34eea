import { z } from 'zod';
import { choice, date, flag, list, optionalId, optionalText, optionalWhole, whole } from '../fields.ts';

/** What may be missing when a device comes back. */
export const ACCESSORIES = ['charger', 'case', 'hotspot'] as const;
export type Accessory = (typeof ACCESSORIES)[number];

/** Why a custody row was opened. */
export type CustodyReason =
  | 'created'
  | 'check_out'
  | 'check_in'
  | 'move'
  | 'loan'
  | 'return'
  | 'repair'
  | 'swap'
  | 'found'
  | 'lost'
  | 'collection'
  | 'hand_back'
  | 'vendor'
  | 'undo';

/** To whom or where: a badge, a code or a name in `to`, or one of the choices offered in `target`. */
const target = {
  to: optionalText(200),
  target: optionalText(60),
};

const count = z.preprocess((value) => (value === undefined || value === '' ? 0 : value), whole(0, 9));
const counts = { chargers: count, cases: count, hotspots: count };

export type Target = { to: string; target: string };
export type Counts = { chargers: number; cases: number; hotspots: number };

/** `custody` is the row that was open when the form was shown: who is second is told. */
export const CheckOut = z.object({
  ...target,
  slot: optionalWhole(1, 200),
  issue: flag(),
  ...counts,
  custody: optionalId(),
});
export type CheckOut = z.infer<typeof CheckOut>;

export const CheckIn = z.object({
  ...target,
  end: flag(),
  missing: list(choice(ACCESSORIES), 3),
  custody: optionalId(),
});
export type CheckIn = z.infer<typeof CheckIn>;

export const Move = z.object({
  ...target,
  slot: optionalWhole(1, 200),
  keep: flag(),
  custody: optionalId(),
});
export type Move = z.infer<typeof Move>;

export const Loan = z.object({ ...target, dueOn: date(), custody: optionalId() });
export type Loan = z.infer<typeof Loan>;

export const Issue = z.object({
  ...target,
  slot: optionalWhole(1, 200),
  ...counts,
  assignment: optionalId(),
});
export type Issue = z.infer<typeof Issue>;

export const EndIssue = z.object({ assignment: optionalId() });
export type EndIssue = z.infer<typeof EndIssue>;
