import { z } from 'zod';
import { PURPOSES, VISIT_STATES } from '../visits/forms.ts';
import { day, time } from './shapes.ts';

const tenths = z.int().describe('Tenths of a mile');

export const VisitRow = z
  .object({
    id: z.string(),
    site: z.string(),
    siteName: z.string(),
    siteCode: z.string(),
    day,
    fromTime: z.string().describe('HH:MM in the zone of the district, or empty'),
    toTime: z.string(),
    purpose: z.enum(PURPOSES),
    note: z.string(),
    state: z.enum(VISIT_STATES),
    reason: z.string(),
    setOutAt: time.nullable(),
    arrivedAt: time.nullable(),
    leftAt: time.nullable(),
    nextOn: day.nullable(),
    people: z.string().describe('Names of its technicians'),
    open: z.int().describe('Open repairs at the site'),
    late: z.int(),
    version: z.int(),
  })
  .meta({ id: 'Visit', description: 'Technicians at a site on a day' });

export const VisitDetails = VisitRow.extend({
  recap: z.string(),
  counts: z
    .object({ fixed: z.int(), worked: z.int(), swapped: z.int(), taken: z.int(), scans: z.int() })
    .nullable()
    .describe('What was done between arrival and leaving; null before'),
}).meta({ id: 'VisitDetails', description: 'A visit with what was done there' });

export const Suggestions = z
  .object({
    from: z.string().nullable(),
    sites: z.array(
      z.object({
        site: z.string(),
        name: z.string(),
        score: z.number(),
        reasons: z.array(z.string()),
        tenths: tenths.nullable(),
      }),
    ),
  })
  .meta({ id: 'Suggestions', description: 'Sites by what waits there against the drive' });

export const DayPlan = z
  .object({
    day,
    tenths,
    byHand: z.boolean(),
    stops: z.array(
      z.object({ visit: z.string(), site: z.string(), siteName: z.string(), tenths: tenths.nullable() }),
    ),
  })
  .meta({ id: 'DayPlan', description: 'The stops of a day in their order, with the drive to each' });

export const LoadList = z
  .object({
    day,
    picks: z.array(
      z.object({
        item: z.string(),
        part: z.string(),
        sku: z.string(),
        name: z.string(),
        depotName: z.string(),
        bin: z.string(),
        binCode: z.string(),
        quantity: z.int(),
        ticked: z.int(),
      }),
    ),
    short: z.array(
      z.object({ item: z.string(), name: z.string(), missing: z.int(), repairs: z.array(z.int()) }),
    ),
    handOuts: z.array(z.object({ site: z.string(), name: z.string(), bring: z.int() })),
  })
  .meta({ id: 'LoadList', description: 'What to put into a vehicle for a day' });

export const Ticked = z
  .object({ day, sku: z.string() })
  .meta({ id: 'Ticked', description: 'What is in hand' });
export const Posted = z
  .object({ day, units: z.int() })
  .meta({ id: 'LoadPosted', description: 'What was moved' });

export const MonthOfMiles = z
  .object({
    month: z.string(),
    tenths,
    legs: z.array(
      z.object({
        id: z.string(),
        day,
        fromName: z.string().nullable(),
        toName: z.string().nullable(),
        tenths,
        how: z.string(),
        odometer: z.int().nullable(),
        private: z.preprocess((value) => value === 1 || value === true, z.boolean()),
      }),
    ),
    hours: z.array(z.object({ day, visit: z.int(), travel: z.int(), bench: z.int() })),
    claim: z.object({ tenths, cents: z.int() }),
  })
  .meta({ id: 'MonthOfMiles', description: 'Drives, hours (in minutes) and the claim of a month' });

export const Devices = z
  .object({ devices: z.int() })
  .meta({ id: 'DevicesMoved', description: 'How many devices it was about' });

export const VisitRule = z
  .object({
    id: z.string(),
    site: z.string(),
    siteName: z.string(),
    person: z.string(),
    personName: z.string(),
    rule: z.string().describe('RFC 5545, without its start'),
    fromOn: day,
    toOn: day.nullable(),
    fromTime: z.string(),
    toTime: z.string(),
    purpose: z.enum(PURPOSES),
    madeUntil: day.describe('Its visits are made up to this day'),
  })
  .meta({ id: 'VisitRule', description: 'What makes visits by itself' });

export const RuleMade = z
  .object({ id: z.string(), visits: z.int().describe('How many visits it made at once') })
  .meta({ id: 'VisitRuleMade' });

export const Checklist = z
  .object({
    id: z.string(),
    name: z.string(),
    purpose: z.enum(PURPOSES),
    items: z.array(
      z.object({ key: z.string(), text: z.string(), kind: z.enum(['yes_no', 'value', 'photo']) }),
    ),
    retiredAt: time.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Checklist', description: 'What is looked at on a visit of a purpose' });

export const Check = z
  .object({
    id: z.string(),
    checklist: z.string(),
    item: z.string(),
    text: z.string(),
    answer: z.string(),
    failed: z.preprocess((value) => value === 1 || value === true, z.boolean()),
    at: time,
  })
  .meta({ id: 'Check' });

export const Checked = z
  .object({ id: z.string(), failed: z.int().describe('Answers that open a repair or are to be done later') })
  .meta({ id: 'Checked' });
