import { z } from 'zod';
import { optionalChoice } from '../fields.ts';

/** What a photo shows. */
export const PHOTO_STEPS = ['reported', 'inside', 'done', 'label'] as const;
export type PhotoStep = (typeof PHOTO_STEPS)[number];

export const PhotoForm = z.object({ step: optionalChoice(PHOTO_STEPS) });
export type PhotoForm = z.infer<typeof PhotoForm>;

/** The most that a photo may have, in bytes. */
export const MAX_PHOTO_BYTES = 12_000_000;
