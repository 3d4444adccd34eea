import { z } from 'zod';
import { day, time } from './shapes.ts';

const who = z.string().nullable().describe('Name of the person; of a student only for who may see it');

export const Custody = z
  .object({
    id: z.string(),
    why: z.string(),
    location: z.string(),
    placeName: z.string(),
    top: z.string(),
    siteName: z.string(),
    slot: z.int().nullable(),
    person: z.string().nullable(),
    who,
    dueOn: day.nullable(),
    fromAt: time,
    toAt: time.nullable(),
    repair: z.string().nullable(),
    repairNumber: z.int().nullable(),
  })
  .meta({ id: 'Custody', description: 'Who or what had a device, from when to when' });

export const Missing = z
  .object({ id: z.string(), what: z.string(), at: time, person: z.string().nullable(), who })
  .meta({ id: 'MissingAccessory', description: 'What did not come back with a device' });

/** A device's chain is read as a whole: a device that lives ten years has about a hundred rows. */
export const Chain = z
  .object({ items: z.array(Custody), next: z.null(), missing: z.array(Missing) })
  .meta({ id: 'CustodyChain' });

export const Assignment = z
  .object({
    id: z.string(),
    person: z.string().nullable(),
    who,
    location: z.string().nullable(),
    placeName: z.string().nullable(),
    slot: z.int().nullable(),
    chargers: z.int(),
    cases: z.int(),
    hotspots: z.int(),
    fromAt: time,
    toAt: time.nullable(),
  })
  .meta({ id: 'Assignment', description: 'To whom or where a device is issued' });

export const Issues = z
  .object({ current: Assignment.nullable(), former: z.array(Assignment) })
  .meta({ id: 'Assignments' });

export const LoanLine = z
  .object({
    id: z.string(),
    tag: z.string(),
    serial: z.string(),
    modelName: z.string(),
    siteName: z.string().nullable(),
    dueOn: day,
    who,
  })
  .meta({ id: 'Loan' });
