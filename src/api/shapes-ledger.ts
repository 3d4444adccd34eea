import { z } from 'zod';
import { cents, day, time, truth } from './shapes.ts';

export const Movement = z
  .object({
    id: z.string(),
    part: z.string(),
    sku: z.string(),
    name: z.string(),
    bin: z.string(),
    binCode: z.string(),
    quantity: z.int().describe('What the bin holds more (or less) since'),
    valueCents: cents.describe('What stock is worth more (or less) since, at the moving average'),
    why: z.string(),
    reason: z.string().nullable().describe('Of what was scrapped'),
    repair: z.int().nullable().describe('Number of the repair'),
    transfer: z.string().nullable(),
    person: z.string().nullable(),
    by: z.string().nullable(),
    doneAt: time,
    at: time.describe('When it was recorded'),
  })
  .meta({ id: 'Movement', description: 'A line of the stock ledger' });

export const Value = z
  .object({
    on: day.nullable().describe('The end of this day; null: now'),
    onHand: z.int(),
    valueCents: cents,
    underWay: z.int().describe('Pieces on the way between bins: in none of them'),
    underWayCents: cents,
  })
  .meta({ id: 'StockValue', description: 'What all stock is worth at the average cost' });

export const PartValue = z
  .object({
    id: z.string(),
    sku: z.string(),
    name: z.string(),
    group: z.string().nullable(),
    onHand: z.int(),
    averageCents: cents.nullable(),
    valueCents: cents,
  })
  .meta({ id: 'PartValue' });

export const BinValue = z
  .object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    place: z.string(),
    parts: z.int().describe('Kinds of part'),
    onHand: z.int(),
    valueCents: cents,
  })
  .meta({ id: 'BinValue' });

const transfer = {
  id: z.string(),
  from: z.string(),
  fromCode: z.string(),
  to: z.string(),
  toCode: z.string(),
  note: z.string(),
  sentAt: time,
  sentBy: z.string().nullable(),
  closedAt: time.nullable().describe('Null: something of it is still under way'),
  quantity: z.int(),
  arrived: z.int(),
  short: z.int().describe('What will not arrive'),
};

export const TransferLine = z.object(transfer).meta({ id: 'TransferLine' });

export const Transfer = z
  .object({
    ...transfer,
    lines: z.array(
      z.object({
        id: z.string(),
        part: z.string(),
        sku: z.string(),
        name: z.string(),
        quantity: z.int(),
        arrived: z.int(),
        open: z.int().describe('Still under way'),
        short: z.int(),
        shortCents: cents,
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Transfer', description: 'Parts sent from one bin to another' });

export const Received = z.object({ id: z.string(), open: z.int().describe('Pieces still under way') });

export const Scrapped = z.object({
  bin: z.string(),
  proposed: z.boolean().describe('True: a manager decides, nothing was posted yet'),
});

export const Kit = z
  .object({
    id: z.string(),
    name: z.string(),
    fault: z.string().nullable().describe('Code of the fault that it is offered for'),
    retiredAt: time.nullable(),
    version: z.int(),
    lines: z.array(
      z.object({
        part: z.string().nullable(),
        sku: z.string().nullable(),
        group: z.string().nullable().describe('Whichever part of it the bin holds'),
        name: z.string(),
        quantity: z.int(),
        counted: truth(),
      }),
    ),
  })
  .meta({ id: 'Kit', description: 'Parts that one job takes together' });

export const Reservation = z
  .object({
    id: z.string(),
    part: z.string(),
    sku: z.string(),
    name: z.string(),
    bin: z.string(),
    binCode: z.string(),
    repair: z.int().describe('Number of the repair that it is kept for'),
    quantity: z.int().describe('Still reserved'),
    used: z.int(),
    taken: z.int().describe('How many of it went elsewhere'),
    takenBy: z.int().nullable().describe('Number of the repair that took them'),
    at: time,
    by: z.string().nullable(),
    endedAt: time.nullable(),
    endedWhy: z.string().nullable().describe('used, moved, released or taken'),
  })
  .meta({ id: 'Reservation', description: 'Parts of a bin that are kept for a repair' });
