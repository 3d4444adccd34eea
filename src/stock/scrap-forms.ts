import { z } from 'zod';
import { choice, id, optionalText, whole } from '../fields.ts';

export const SCRAP_REASONS = ['broken', 'defective', 'expired', 'obsolete', 'unsafe'] as const;

const scrapFields = {
  part: id(),
  quantity: whole(1, 999),
  reason: choice(SCRAP_REASONS),
  note: optionalText(500),
};

export const Scrap = z.object(scrapFields);
export type Scrap = z.infer<typeof Scrap>;

/** As JSON sends it. */
export const ScrapIn = z.object({ bin: id(), ...scrapFields });
