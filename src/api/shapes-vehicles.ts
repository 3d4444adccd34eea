import { z } from 'zod';
import { time } from './shapes.ts';

const vehicle = {
  id: z.string().describe('The bin of the vehicle'),
  code: z.string(),
  name: z.string(),
  keeper: z.string(),
  keeperGiven: z.string().nullable(),
  keeperFamily: z.string().nullable(),
  below: z.int().describe('Kinds of part below their minimum'),
  checkedAt: time.nullable(),
};

export const Vehicle = z.object(vehicle).meta({ id: 'Vehicle' });

export const VehiclePlan = z
  .object({
    ...vehicle,
    lines: z.array(
      z.object({
        item: z.string().describe('An interchange group, or a part that has none'),
        name: z.string(),
        minimum: z.int(),
        proposed: z.int().describe('By marginal analysis'),
        pinned: z.int().nullable().describe("A manager's own minimum"),
        expectedMilli: z.int().describe('Expected use until the next depot visit, thousandths'),
        shortMilli: z.int().describe('What of that would be short, thousandths'),
        here: z.int(),
        coming: z.int(),
        missing: z.int(),
      }),
    ),
    depots: z.array(
      z.object({
        depot: z.string(),
        name: z.string(),
        takes: z.array(
          z.object({
            part: z.string(),
            sku: z.string(),
            bin: z.string(),
            binCode: z.string(),
            quantity: z.int(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'VehiclePlan', description: 'What a vehicle should hold, and what to take from which depot' });

export const ToppedUp = z.object({ id: z.string(), units: z.int() });
