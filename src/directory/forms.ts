import { z } from 'zod';
import { choice, dotted, flag, optionalText, version, whole } from '../fields.ts';

export const Settings = z.object({
  version: version(),
  nightly: flag(),
  percent: whole(1, 100),
  aue: choice(['google', 'ours'] as const),
  tag: choice(['ours', 'fill'] as const),
});
export type Settings = z.infer<typeof Settings>;

/** What a device is for while it is in service, else its state: each may have a unit of its own. */
export const UNIT_STATES = [
  'one_to_one',
  'cart',
  'staff',
  'loaner',
  'spare',
  'testing',
  'lost',
  'stolen',
  'retired',
  'disposed',
] as const;
export type UnitState = (typeof UNIT_STATES)[number];

const units = z.object(
  Object.fromEntries(UNIT_STATES.map((state) => [state, optionalText(300)])) as Record<
    UnitState,
    ReturnType<typeof optionalText>
  >,
);

/** What of ours is written to the directory. */
export const WriteForm = dotted(
  'units',
  z.object({
    version: version(),
    on: flag(),
    nightly: flag(),
    percent: whole(1, 100),
    assetId: flag(),
    user: choice(['off', 'fill', 'mirror'] as const),
    location: flag(),
    units,
  }),
);
export type WriteForm = z.infer<typeof WriteForm>;

export const Nothing = z.object({});

/** What becomes of a device whose person has left or moved. */
export const Settle = z.object({
  /** as the list showed it: whose it is */
  person: z.string().max(60),
  what: choice(['collected', 'along', 'stays'] as const),
});
export type Settle = z.infer<typeof Settle>;
