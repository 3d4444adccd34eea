import { z } from 'zod';
import { dotted, optionalChoice, optionalWhole } from '../fields.ts';

/** Why parts that were sent did not arrive. */
export const SHORT_REASONS = ['not_packed', 'lost', 'damaged', 'miscounted'] as const;

/** By the id of each line: how many are there now, and why the rest of it will not come. */
export const Arrive = dotted(
  'arrived',
  dotted(
    'short',
    z.object({
      arrived: z.record(z.string(), optionalWhole(0, 9_999)),
      short: z.record(z.string(), optionalChoice(SHORT_REASONS)),
    }),
  ),
);
export type Arrive = z.infer<typeof Arrive>;
