import { z } from 'zod';
import { optionalChoice, optionalDate, optionalId, optionalText } from '../fields.ts';

export const WHYS = ['receive', 'use', 'transfer', 'count', 'harvest', 'scrap', 'return', 'opening'] as const;

/** Which movements: a part by id or SKU, a repair by id or number. */
export const MovementFilter = z.object({
  part: optionalText(40),
  bin: optionalId(),
  why: optionalChoice(WHYS),
  person: optionalId(),
  repair: optionalText(40),
  from: optionalDate(),
  to: optionalDate(),
});
export type MovementFilter = z.infer<typeof MovementFilter>;

export const NO_FILTER: MovementFilter = {
  part: '',
  bin: null,
  why: null,
  person: null,
  repair: '',
  from: null,
  to: null,
};

/** The value of stock as of the end of a day: by part or by bin, of one bin or all. */
export const ValueFilter = z.object({
  on: optionalDate(),
  by: optionalChoice(['part', 'bin']),
  bin: optionalId(),
});
export type ValueFilter = z.infer<typeof ValueFilter>;
