import { z } from 'zod';

/** A page of things: `next` is the cursor of the following page, null on the last. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().describe('Cursor of the following page, null on the last'),
  });
}

/** What is kept as 0 or 1. */
export function truth() {
  return z.preprocess((value) => value === 1 || value === true, z.boolean());
}

/** Money in integer cents. */
export const cents = z.int();
export const time = z.string().meta({ format: 'date-time' });
export const day = z.string().meta({ format: 'date' });

export const Made = z.object({ id: z.string() }).meta({ id: 'Made', description: 'The id of the thing' });

export const Done = z.object({ id: z.string() }).meta({ id: 'Done', description: 'The id of the thing' });

/** A thing that is pointed at, with the name that it has now. */
export const Named = z
  .object({ id: z.string(), name: z.string() })
  .meta({ id: 'Named', description: 'A thing and its name' });
