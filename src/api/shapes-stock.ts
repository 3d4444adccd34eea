import { z } from 'zod';

import { cents, time, truth } from './shapes.ts';
import { Reservation } from './shapes-ledger.ts';

const condition = z.string().describe('new, refurbished or harvested');

export const PartLine = z
  .object({
    id: z.string(),
    sku: z.string(),
    name: z.string(),
    groupName: z.string().nullable(),
    partKind: z.string(),
    condition,
    counted: truth().describe('False: it has no ledger, its use is noted'),
    priceCents: cents,
    onHand: z.int().describe('In all bins, or in the bin of the filter'),
    reserved: z.int().describe('Of these, kept for repairs'),
  })
  .meta({ id: 'PartLine' });

const InBin = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  place: z.string(),
  onHand: z.int(),
  reserved: z.int().describe('Of these, kept for repairs'),
});

export const PartFit = z.object({
  id: z.string(),
  state: z.string(),
  model: z.string(),
  maker: z.string(),
  name: z.string(),
  fault: z.string(),
  variant: z.string().nullable(),
});

export const Shortfall = z
  .object({
    id: z.string(),
    quantity: z.int(),
    at: time,
    part: z.string(),
    sku: z.string(),
    name: z.string(),
    bin: z.string(),
    binCode: z.string(),
    repair: z.int().describe('Number of the repair'),
  })
  .meta({
    id: 'Shortfall',
    description: 'Use beyond what the bin held by the books; the next count settles it',
  });

export const Part = z
  .object({
    id: z.string(),
    sku: z.string(),
    name: z.string(),
    group: z.string().nullable(),
    groupName: z.string().nullable(),
    partKind: z.string(),
    condition,
    counted: truth(),
    priceCents: cents,
    touch: z.int().nullable().describe('1 for touch panels, 0 for others, null where it does not matter'),
    unit: z.string().describe('What one of it is: each, pair, roll'),
    pack: z.int().describe('How many come in a pack'),
    classAbc: z.string().nullable().describe('A, B or C by value of use'),
    retiredAt: time.nullable(),
    version: z.int(),
    makerNumbers: z.array(z.string()),
    barcodes: z.array(z.string()),
    bins: z.array(InBin),
    twins: z
      .array(z.object({ id: z.string(), sku: z.string(), name: z.string() }))
      .describe('Other parts of its group: they do for each other'),
    fits: z.array(PartFit),
    movements: z
      .array(
        z.object({
          id: z.string(),
          quantity: z.int(),
          why: z.string(),
          doneAt: time,
          bin: z.string(),
          repair: z.int().nullable(),
          by: z.string().nullable(),
        }),
      )
      .describe('The latest 20'),
    shortfalls: z.array(Shortfall),
    reserved: z.array(Reservation),
    valueCents: cents.describe('What all of it is worth'),
    averageCents: cents.nullable().describe('Moving average of one; null where none is there'),
    underWay: z.int().describe('Pieces on the way between bins'),
  })
  .meta({ id: 'Part' });

export const Group = z
  .object({
    id: z.string(),
    name: z.string(),
    partKind: z.string(),
    touch: z.int().nullable().describe('1 for touch panels, 0 for others, null where it does not matter'),
    version: z.int(),
    parts: z.int(),
    fits: z.int(),
  })
  .meta({ id: 'InterchangeGroup', description: 'Parts that do for each other' });

export const Fit = z
  .object({
    id: z.string(),
    at: time,
    state: z.string(),
    model: z.string(),
    maker: z.string(),
    modelName: z.string(),
    variant: z.string().nullable().describe('Name of the only variant that it is for'),
    fault: z.string(),
    groupName: z.string().nullable(),
    sku: z.string().nullable(),
    partName: z.string().nullable(),
    by: z.string().nullable(),
    repair: z.int().nullable().describe('Number of the repair in which the part was used'),
  })
  .meta({ id: 'Fit', description: 'A group or part fits a model for a fault' });

export const Decided = z.object({ id: z.string(), state: z.string() });

export const Offer = z
  .object({
    part: z.string(),
    sku: z.string(),
    name: z.string(),
    group: z.string().nullable(),
    groupName: z.string().nullable(),
    condition: z.string(),
    counted: z.boolean(),
    priceCents: cents,
    fit: z.enum(['confirmed', 'proposed']),
    variant: z.string().nullable(),
    variantName: z.string().nullable(),
    mineBin: z.string().nullable().describe('Bin of your vehicle'),
    mine: z.int().describe('Available in your vehicle: on hand less what is reserved'),
    depotBin: z.string().nullable(),
    depot: z.int().describe('Available in depots'),
    others: z.int().describe('Available in other vehicles'),
    reserved: z.int().describe('Reserved for repairs, wherever it lies'),
  })
  .meta({ id: 'PartOffer', description: 'A part that fits, with who holds how many' });

export const BinLine = z
  .object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    place: z.string(),
    keeperGiven: z.string().nullable(),
    keeperFamily: z.string().nullable(),
    parts: z.int().describe('How many kinds of part it holds'),
  })
  .meta({ id: 'BinLine' });

export const Bin = z
  .object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    location: z.string(),
    place: z.string(),
    keeper: z.string().nullable(),
    keeperGiven: z.string().nullable(),
    keeperFamily: z.string().nullable(),
    retiredAt: time.nullable(),
    version: z.int(),
    held: z.array(
      z.object({
        id: z.string(),
        sku: z.string(),
        name: z.string(),
        priceCents: cents,
        onHand: z.int(),
        reserved: z.int(),
      }),
    ),
    shortfalls: z.array(Shortfall),
    movements: z
      .array(
        z.object({
          id: z.string(),
          quantity: z.int(),
          why: z.string(),
          doneAt: time,
          sku: z.string(),
          part: z.string(),
          by: z.string().nullable(),
          repair: z.int().nullable(),
        }),
      )
      .describe('The latest 20'),
  })
  .meta({ id: 'Bin' });

export const Overview = z
  .object({
    mine: z
      .array(
        z.object({ bin: z.string(), id: z.string(), sku: z.string(), name: z.string(), onHand: z.int() }),
      )
      .describe('What your vehicle holds'),
    shortfalls: z.array(Shortfall),
    fitsWaiting: z.int(),
  })
  .meta({ id: 'StockOverview' });

export const Transferred = z.object({
  id: z.string(),
  from: z.string(),
  sent: z.boolean().describe('True: under way until its receiver says that it is there'),
});
