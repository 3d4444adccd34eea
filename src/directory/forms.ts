import { z } from 'zod';
import { choice, flag, version, whole } from '../fields.ts';

export const Settings = z.object({
  version: version(),
  nightly: flag(),
  percent: whole(1, 100),
  aue: choice(['google', 'ours'] as const),
  tag: choice(['ours', 'fill'] as const),
});
export type Settings = z.infer<typeof Settings>;

export const Nothing = z.object({});

/** What becomes of a device whose person has left or moved. */
export const Settle = z.object({
  /** as the list showed it: whose it is */
  person: z.string().max(60),
  what: choice(['collected', 'along', 'stays'] as const),
});
export type Settle = z.infer<typeof Settle>;
