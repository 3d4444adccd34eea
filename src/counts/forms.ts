import { z } from 'zod';
import {
  choice,
  dotted,
  flag,
  id,
  list,
  optionalChoice,
  optionalId,
  optionalMoney,
  optionalWhole,
  text,
  version,
  whole,
} from '../fields.ts';

/** Why the shelf and the books differ. 'opening' is the first count of a bin. */
export const COUNT_REASONS = [
  'miscount',
  'used_without_record',
  'damaged',
  'found',
  'wrong_part',
  'opening',
  'other',
] as const;
export type CountReason = (typeof COUNT_REASONS)[number];

const quantity = whole(0, 99_999);

/** A bin by its id, or by the code on its label. */
export const StartCount = z.object({ bin: text(60), check: flag() });
export type StartCount = z.infer<typeof StartCount>;

/** A part by its id, SKU, maker number or barcode. */
export const CountEntry = z.object({
  part: text(60),
  quantity,
  /** lay elsewhere in the bin: goes on top of what was counted of it */
  more: flag(),
});
export type CountEntry = z.infer<typeof CountEntry>;

/** All of a bin on one screen, by the part's id; a part left empty was not counted. */
export const CountSheet = dotted('counted', z.object({ counted: z.record(id(), optionalWhole(0, 99_999)) }));
export type CountSheet = z.infer<typeof CountSheet>;

/** One part of a bin. */
export const CountOne = z.object({ part: text(60), counted: quantity });
export type CountOne = z.infer<typeof CountOne>;

const reason = optionalChoice(COUNT_REASONS);

/** Why each difference is there, by the line's id. */
export const SettleCount = dotted('reason', z.object({ reason: z.record(id(), reason) }));
export type SettleCount = z.infer<typeof SettleCount>;

/** A sheet that is counted, closed and settled by one request; one reason for all of its differences. */
export const CountAtOnce = dotted(
  'counted',
  z.object({
    bin: id(),
    counted: z.record(id(), optionalWhole(0, 99_999)),
    reason: z.preprocess((value) => value ?? 'other', choice(COUNT_REASONS)),
  }),
);
export type CountAtOnce = z.infer<typeof CountAtOnce>;

export const CountOneAtOnce = CountOne.extend({
  bin: id(),
  reason: z.preprocess((value) => value ?? 'other', choice(COUNT_REASONS)),
});

export const DecideLines = z.object({
  lines: list(id(), 500).refine((ids) => ids.length > 0, 'Tick at least one'),
  decision: choice(['agree', 'refuse']),
});
export type DecideLines = z.infer<typeof DecideLines>;

export const Nothing = z.object({});

export const DueFilter = z.object({
  bin: optionalId(),
  person: optionalId(),
  show: optionalChoice(['due', 'all']),
});
export type DueFilter = z.infer<typeof DueFilter>;

export const AccuracyFilter = z.object({ bin: optionalId(), person: optionalId() });
export type AccuracyFilter = z.infer<typeof AccuracyFilter>;

export const CountsFilter = z.object({
  bin: optionalId(),
  state: optionalChoice(['counting', 'closed', 'posted', 'withdrawn']),
});
export type CountsFilter = z.infer<typeof CountsFilter>;

const money = (example: string) => optionalMoney().pipe(z.number({ error: `An amount, as ${example}` }));

export const CountSettingsForm = z
  .object({
    version: version(),
    shareA: whole(1, 99),
    shareB: whole(1, 100),
    daysA: whole(1, 730),
    daysB: whole(1, 730),
    daysC: whole(1, 730),
    limitUnits: whole(0, 9_999),
    limit: money('100.00'),
    total: optionalMoney(1_000_000_00),
    depotDays: whole(1, 90),
    vehicle: money('2500.00'),
    shortage: money('25.00'),
  })
  .refine((form) => form.shareB > form.shareA, { path: ['shareB'], error: 'More than the share of A' });
export type CountSettingsForm = z.infer<typeof CountSettingsForm>;

/** How many there are of each part, or (ticked) as many as were listed; by the part's id. */
export const VehicleCheck = dotted(
  'counted',
  dotted(
    'right',
    z.object({
      counted: z.record(id(), optionalWhole(0, 99_999)),
      right: z.record(id(), optionalWhole(0, 99_999)),
    }),
  ),
);
export type VehicleCheck = z.infer<typeof VehicleCheck>;

/** A manager's own minimum; empty goes back to the proposed one. */
export const PinMinimum = z.object({ item: id(), minimum: optionalWhole(0, 999) });
export type PinMinimum = z.infer<typeof PinMinimum>;

export const TopUp = z.object({ from: id() });
export type TopUp = z.infer<typeof TopUp>;
