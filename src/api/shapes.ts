import { z } from 'zod';
import { optionalText } from '../fields.ts';

/** A page of things: `next` is the cursor of the following page, null on the last. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** Query of a list that has no filters of its own. */
export const cursor = optionalText(400);

export const Made = z.object({ id: z.string() });

export const Location = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  siteType: z.string().nullable(),
  parent: z.string().nullable(),
  top: z.string(),
  address: z.string(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  slots: z.number().nullable(),
  note: z.string(),
  retiredAt: z.string().nullable(),
  version: z.number(),
});

export const LocationLine = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  parentName: z.string().nullable(),
  topName: z.string(),
  retiredAt: z.string().nullable(),
});
