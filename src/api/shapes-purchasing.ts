import { z } from 'zod';
import { SUPPLIER_KINDS } from '../purchasing/forms.ts';
import { cents, day, time } from './shapes.ts';

export const Lead = z
  .object({
    receipts: z.int().describe('Arrivals that were measured in the last three years'),
    excluded: z.int().describe('Left out: the same day, or later than a year'),
    median: z.number().nullable().describe('Days from sent to arrived'),
    ninetieth: z.int().nullable().describe('Days that nine of ten arrivals did not exceed'),
  })
  .meta({ id: 'LeadTimes', description: 'How long a supplier took, as measured' });

export const SupplierLine = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(SUPPLIER_KINDS),
    minimumCents: cents,
    leadDays: z.int().nullable().describe('What they promise'),
    parts: z.int().describe('Parts with a price that holds'),
    openOrders: z.int(),
    lead: Lead,
  })
  .meta({ id: 'SupplierLine' });

export const Supplier = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(SUPPLIER_KINDS),
    accountNumber: z.string(),
    email: z.string(),
    phone: z.string(),
    address: z.string(),
    minimumCents: cents,
    shippingCents: cents,
    leadDays: z.int().nullable(),
    note: z.string(),
    retiredAt: time.nullable(),
    version: z.int(),
    lead: Lead,
    orders: z.array(
      z.object({
        id: z.string(),
        number: z.string(),
        state: z.string(),
        expectedOn: day.nullable(),
        open: z.int().describe('Pieces that are still to come'),
      }),
    ),
  })
  .meta({ id: 'Supplier' });

export const Price = z
  .object({
    part: z.string(),
    sku: z.string(),
    name: z.string(),
    number: z.string().describe('Their number for it'),
    pack: z.int(),
    priceCents: cents.describe('Of one piece'),
    fromOn: day,
    toOn: day.nullable().describe('Null: it holds until another one begins'),
    inStock: z.int().nullable().describe('What they say they hold'),
  })
  .meta({ id: 'SupplierPrice' });

export const Priced = z.object({ id: z.string(), part: z.string() });
