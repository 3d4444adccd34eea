import { z } from 'zod';
import { ROW_KINDS } from '../purchasing/price-list-forms.ts';
import { cents, time } from './shapes.ts';

const count = z.int();

export const PriceList = z
  .object({
    id: z.string(),
    supplier: z.string(),
    fileName: z.string(),
    head: z.array(z.string()).describe('Names of the columns'),
    rows: z.int(),
    chunks: z.int(),
    applied: z.int().describe('Of the chunks'),
    changed: z.int().describe('Prices that were set'),
    at: time,
    doneAt: time.nullable(),
    counts: z
      .object({ new: count, changed: count, same: count, doubtful: count, unmatched: count, wrong: count })
      .nullable()
      .describe('Null until its columns are chosen'),
  })
  .meta({ id: 'PriceList' });

export const ListRow = z
  .object({
    line: z.int().describe('Of the file, from 1'),
    kind: z.enum(ROW_KINDS),
    code: z.string(),
    part: z.object({ id: z.string(), sku: z.string(), name: z.string() }).nullable(),
    was: z.object({ priceCents: cents, pack: z.int(), number: z.string() }).nullable(),
    now: z.object({ priceCents: cents, pack: z.int(), number: z.string() }).nullable(),
    words: z.string().describe('Why it is what it is'),
  })
  .meta({ id: 'PriceListRow' });

export const Applied = z.object({ id: z.string(), applied: z.int(), chunks: z.int() });
