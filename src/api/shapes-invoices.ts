import { z } from 'zod';
import { RETURN_REASONS, RETURN_STATES } from '../purchasing/invoice-forms.ts';
import { cents, day, time, truth } from './shapes.ts';

export const InvoiceListed = z
  .object({
    id: z.string(),
    number: z.string(),
    supplierName: z.string(),
    order: z.string(),
    orderNumber: z.string(),
    invoicedOn: day,
    totalCents: cents,
    differs: truth().describe('Billed other than ordered'),
    differenceCents: cents.describe('Above what was ordered; below zero: below it'),
    settledAt: time.nullable(),
  })
  .meta({ id: 'InvoiceListed' });

export const Invoice = z
  .object({
    id: z.string(),
    number: z.string(),
    supplier: z.string(),
    supplierName: z.string(),
    order: z.string(),
    orderNumber: z.string(),
    invoicedOn: day,
    shippingCents: cents,
    note: z.string(),
    differs: truth(),
    settledAt: time.nullable(),
    withdrawnAt: time.nullable(),
    lines: z.array(
      z.object({
        orderLine: z.string(),
        part: z.string(),
        sku: z.string(),
        quantity: z.int(),
        unitCents: cents,
        orderedCents: cents,
        received: z.int(),
        ordered: z.int(),
      }),
    ),
  })
  .meta({ id: 'Invoice' });

export const Return = z
  .object({
    id: z.string(),
    supplier: z.string(),
    supplierName: z.string(),
    part: z.string().nullable(),
    sku: z.string().nullable(),
    code: z.string(),
    quantity: z.int(),
    bin: z.string().nullable().describe('Null: it never went into stock'),
    reason: z.enum(RETURN_REASONS),
    order: z.string().nullable(),
    state: z.enum(RETURN_STATES),
    rma: z.string(),
    expectedCents: cents,
    creditedCents: cents,
    creditNumber: z.string(),
    sentOn: day.nullable(),
    settledOn: day.nullable(),
    note: z.string(),
    at: time,
    version: z.int(),
  })
  .meta({ id: 'SupplierReturn' });
