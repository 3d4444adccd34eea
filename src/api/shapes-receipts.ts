import { z } from 'zod';
import { day, time, truth } from './shapes.ts';

export const ReceiptListed = z
  .object({
    id: z.string(),
    order: z.string(),
    orderNumber: z.string(),
    supplierName: z.string(),
    state: z.string().describe('open (being counted) or booked'),
    arrivedOn: day,
    pieces: z.int(),
  })
  .meta({ id: 'ReceiptListed' });

export const Receipt = z
  .object({
    id: z.string(),
    order: z.string(),
    orderNumber: z.string(),
    supplier: z.string(),
    supplierName: z.string(),
    state: z.enum(['open', 'booked', 'dropped']),
    arrivedOn: day,
    slip: z.string(),
    bin: z.string().nullable(),
    startedAt: time,
    bookedAt: time.nullable(),
    version: z.int(),
    lines: z.array(
      z.object({
        id: z.string(),
        orderLine: z.string().nullable().describe('Null: it was not ordered'),
        part: z.string().nullable(),
        sku: z.string().nullable(),
        code: z.string().describe('What was read on it, where no part is called that'),
        quantity: z.int(),
        condition: z.enum(['good', 'damaged', 'wrong', 'substitute']),
        replaced: truth().describe('Damaged, and they send another one'),
        bin: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Receipt', description: 'One arrival: counted up from zero, then booked' });

export const Scanned = z
  .object({
    scan: z.string(),
    outcome: z
      .enum(['good', 'over', 'substitute', 'wrong', 'several', 'unknown', 'damaged'])
      .describe('several and unknown count as nothing'),
  })
  .meta({ id: 'ScannedPiece' });

export const Booked = z.object({
  order: z.string(),
  reserved: z.int().describe('Pieces that are kept for repairs which wait for them'),
});

export const Dropped = z.object({ order: z.string() });
