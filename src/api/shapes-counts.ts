import { z } from 'zod';
import { cents, day, time, truth } from './shapes.ts';

export const CountPosted = z
  .object({
    id: z.string().describe('The count'),
    bin: z.string(),
    posted: z.int().describe('Lines that stand in the books'),
    waiting: z.int().describe("Lines that wait for a second count or another person's yes"),
    proposed: z.boolean().describe('True where some wait'),
  })
  .meta({ id: 'CountPosted' });

export const CountClosed = z
  .object({
    id: z.string(),
    bin: z.string(),
    posted: z.int(),
    waiting: z.int(),
    open: z.int().describe('Lines that still need a reason'),
  })
  .meta({ id: 'CountClosed' });

export const BinDue = z
  .object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    keeperGiven: z.string().nullable(),
    keeperFamily: z.string().nullable(),
    dueOn: day,
    due: z.int().describe('Parts that are due'),
    short: z.int().describe('Uses beyond the books that wait for a count'),
  })
  .meta({ id: 'BinDue' });

export const PartDue = z
  .object({
    bin: z.string(),
    binCode: z.string(),
    binName: z.string(),
    keeper: z.string().nullable(),
    part: z.string(),
    sku: z.string(),
    name: z.string(),
    abc: z.string().nullable().describe('A, B or C by value of use'),
    countedOn: day.nullable(),
    dueOn: day,
    short: z.int(),
  })
  .meta({ id: 'PartDue' });

const countFields = {
  id: z.string(),
  bin: z.string(),
  binCode: z.string(),
  binName: z.string(),
  kind: z.enum(['cycle', 'opening', 'check']),
  state: z.enum(['counting', 'closed', 'posted', 'withdrawn']),
  by: z.string().nullable(),
  startedAt: time,
  closedAt: time.nullable(),
  endedAt: time.nullable(),
  lines: z.int(),
  waiting: z.int(),
};

export const CountRow = z.object(countFields).meta({ id: 'Count' });

/** One part of a count; before the count is closed nothing of the books. */
export const CountLine = z
  .object({
    id: z.string(),
    count: z.string(),
    bin: z.string(),
    part: z.string(),
    sku: z.string(),
    name: z.string(),
    state: z.string().describe('counted, waiting, posted, refused or superseded'),
    by: z.string().nullable(),
    at: time,
    counted: z.int(),
    books: z.int().describe('What the books said at the moment of the count'),
    differs: z.int().describe('By how much the books change, whatever has moved since'),
    cents,
    above: truth().describe('Above the limit of what one person may put right alone'),
    disputed: truth().describe('Two people counted it, and differently'),
    reason: z.string().nullable(),
  })
  .meta({ id: 'CountLine' });

export const CountDetails = z
  .object({
    ...countFields,
    parts: z
      .array(z.object({ part: z.string(), sku: z.string(), name: z.string(), quantity: z.int().nullable() }))
      .describe('While it is counted: what was; the number of your own counts alone'),
    results: z.array(CountLine).describe('Once it is closed'),
  })
  .meta({ id: 'CountDetails' });

export const EntrySaved = z.object({ id: z.string(), count: z.string(), part: z.string() });
export const LinesDecided = z.object({ decided: z.int() });

const figures = {
  counts: z.int(),
  lines: z.int(),
  right: z.int(),
  units: z.int().describe('Absolute difference in units'),
  cents,
  net: z.int().describe('Difference with its sign, cents'),
};

export const AccuracyOf = z
  .object({
    months: z.array(z.object({ month: z.string().describe('YYYY-MM'), ...figures })),
    bins: z.array(z.object({ id: z.string(), name: z.string(), ...figures })),
    people: z.array(z.object({ id: z.string(), name: z.string(), ...figures })),
  })
  .meta({ id: 'CountAccuracy' });
