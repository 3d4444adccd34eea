import { z } from 'zod';
import { ORDER_STATES } from '../purchasing/order-forms.ts';
import { cents, day, time } from './shapes.ts';

export const Budget = z
  .object({
    id: z.string(),
    name: z.string(),
    fund: z.string(),
    accountCode: z.string(),
    fiscalYearFrom: day,
    fiscalYearTo: day,
    amountCents: cents,
    spentCents: cents.describe('Billed, or received and not billed yet, less credits'),
    committedCents: cents.describe('Approved or sent, neither received nor billed yet'),
    leftCents: cents.describe('Below zero where more is promised than there is'),
    note: z.string(),
    retiredAt: time.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Budget' });

export const OrderLine = z
  .object({
    n: z.int(),
    id: z.string(),
    number: z.string(),
    state: z.enum(ORDER_STATES),
    supplierName: z.string().nullable().describe('Null: a draft with lines of several suppliers'),
    budgetName: z.string().nullable(),
    createdAt: time,
    expectedOn: day.nullable(),
    totalCents: cents.describe('Lines less what was cancelled, with shipping'),
    open: z.int().describe('Pieces that are still to come'),
    received: z.int(),
  })
  .meta({ id: 'OrderListed' });

const Line = z
  .object({
    id: z.string(),
    part: z.string(),
    sku: z.string(),
    name: z.string(),
    supplier: z.string().nullable().describe('In a mixed draft: from whom'),
    number: z.string().describe('Their number for it'),
    pack: z.int(),
    quantity: z.int(),
    unitCents: cents,
    expectedOn: day.nullable(),
    reason: z.string(),
    received: z.int(),
    cancelled: z.int(),
    invoiced: z.int(),
    billedCents: cents,
  })
  .meta({ id: 'OrderLine' });

export const Order = z
  .object({
    id: z.string(),
    number: z.string(),
    state: z.enum(ORDER_STATES),
    supplier: z.string().nullable(),
    supplierName: z.string().nullable(),
    budget: z.string().nullable(),
    budgetName: z.string().nullable(),
    plan: z.string().nullable().describe("The forecast's plan that it came from"),
    note: z.string(),
    shippingCents: cents,
    totalCents: cents,
    version: z.int(),
    createdAt: time,
    createdByName: z.string().nullable(),
    proposedAt: time.nullable(),
    proposedByName: z.string().nullable(),
    approvedAt: time.nullable(),
    approvedByName: z.string().nullable(),
    sentAt: time.nullable(),
    sentOn: day.nullable(),
    sentHow: z.string().nullable(),
    expectedOn: day.nullable(),
    closedAt: time.nullable(),
    cancelledAt: time.nullable(),
    lines: z.array(Line),
    receipts: z.array(z.object({ id: z.string(), state: z.string(), arrivedOn: day, pieces: z.int() })),
    invoices: z.array(z.object({ id: z.string(), number: z.string(), invoicedOn: day, totalCents: cents })),
  })
  .meta({ id: 'Order' });

export const BackOrder = z
  .object({
    line: z.string(),
    order: z.string(),
    number: z.string(),
    supplierName: z.string(),
    part: z.string(),
    sku: z.string(),
    name: z.string(),
    open: z.int(),
    quantity: z.int(),
    sentOn: day,
    expectedOn: day.nullable(),
    askedOn: day.nullable(),
    askedNote: z.string().nullable(),
    waiting: z.int().describe('Open repairs that wait for its group'),
  })
  .meta({ id: 'BackOrder' });

export const Split = z.object({ orders: z.array(z.string()) });
