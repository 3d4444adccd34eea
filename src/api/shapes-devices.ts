import { z } from 'zod';
import { DEVICE_KINDS, STATES, USES } from '../devices/forms.ts';
import { PersonRef } from './person.ts';
import { cents, day, Named, time, truth } from './shapes.ts';

const state = z.enum(STATES);
const use = z.enum(USES);

export const DeviceLine = z
  .object({
    id: z.string(),
    tag: z.string().describe('Empty where it has none'),
    serial: z.string().describe('Empty where it has none'),
    use,
    state,
    dueOn: day.nullable().describe('Until when it is lent'),
    modelName: z.string(),
    homeName: z.string(),
    placeName: z.string().nullable(),
    awayName: z.string().nullable().describe('The site where it is, where that is not its home'),
    who: z.string().nullable().describe('The person who has it'),
    repair: z.string().nullable().describe('State of its open repair'),
  })
  .meta({ id: 'DeviceLine' });

export const Identifier = z
  .object({
    id: z.string(),
    kind: z.enum(['tag', 'serial']),
    value: z.string(),
    fromAt: time,
    toAt: time.nullable().describe('Null: it is the current one'),
    reason: z.string(),
  })
  .meta({ id: 'Identifier' });

const Coverage = z.object({
  warrantyUntil: day.nullable(),
  warrantyEnded: day.nullable(),
  plan: z
    .object({
      name: z.string(),
      until: day,
      incidentsLeft: z.int().nullable().describe('For this device; null for any number'),
      pool: z
        .object({ left: z.int(), size: z.int() })
        .nullable()
        .describe('For all devices of the plan together, this year'),
    })
    .nullable(),
  planEnded: day.nullable(),
});

const Advice = z.object({
  verdict: z.enum(['repair', 'retire', 'claim', 'look']),
  reasons: z.array(z.object({ code: z.string(), text: z.string() })).describe('The first one decided'),
  figures: z.object({
    spendNow: cents,
    spendSoFar: cents,
    valueLeft: cents.nullable(),
    limit: cents.nullable(),
    price: cents.nullable(),
    ageMonths: z.number().nullable(),
    monthsToAue: z.number().nullable(),
  }),
});

export const Device = z
  .object({
    id: z.string(),
    kind: z.enum(DEVICE_KINDS),
    tag: z.string(),
    serial: z.string(),
    unidentified: truth(),
    identifiers: z.array(Identifier).describe('Tags and serials, former ones too'),
    model: z.object({ id: z.string(), name: z.string(), number: z.string() }),
    variant: Named.nullable(),
    home: Named.describe('The site that answers for it'),
    use,
    state,
    condition: z.string(),
    purchasedOn: day.nullable(),
    orderNumber: z.string(),
    fundingSource: z.string(),
    federalShare: z.int().nullable().describe('Percent'),
    warrantyUntil: day.nullable(),
    coveragePlan: Named.nullable(),
    coverageUntil: day.nullable(),
    coverage: Coverage.describe('What pays for a repair today'),
    advice: Advice.describe('Repair or retire, with the figures; money in cents'),
    costCents: cents.nullable().describe('What it was bought for'),
    repairCents: cents.describe('Parts and minutes of all its repairs'),
    aueOn: day.nullable().describe('When its updates end'),
    storageGb: z.int().nullable().describe('Size of its storage, GB'),
    wifiMac: z.string().describe('AA:BB:CC:DD:EE:FF; empty where not known'),
    ethernetMac: z.string().describe('AA:BB:CC:DD:EE:FF; empty where not known'),
    note: z.string(),
    place: Named.nullable().describe('Where it is'),
    site: Named.nullable().describe('The site, depot, vehicle or vendor where it is'),
    holder: PersonRef.nullable().describe('The person who has it'),
    dueOn: day.nullable(),
    issuedTo: z
      .object({
        person: PersonRef.nullable(),
        location: Named.nullable(),
        slot: z.int().nullable(),
        chargers: z.int(),
        cases: z.int(),
        hotspots: z.int(),
      })
      .nullable(),
    lastSeenAt: time.nullable(),
    custody: z.string().nullable().describe('Id of the open row of custody, to be stated when it is changed'),
    assignment: z.string().nullable().describe('Id of the open assignment'),
    repair: z
      .object({ id: z.string(), number: z.int(), state: z.string() })
      .nullable()
      .describe('Its open repair'),
    custom: z.array(z.object({ name: z.string(), type: z.string(), value: z.string() })),
    version: z.int().describe('To be stated when it is changed'),
    createdAt: time,
  })
  .meta({ id: 'Device' });

export const DeviceRepair = z
  .object({
    id: z.string(),
    number: z.int(),
    state: z.string(),
    headline: z.string(),
    reportedAt: time,
    closedAt: time.nullable(),
    minutes: z.int(),
    partsCents: cents,
    covered: truth(),
    outcome: z.string().nullable(),
    causes: z.array(z.string()),
    faults: z.array(z.string()),
  })
  .meta({ id: 'DeviceRepair' });

export const Befallen = z
  .object({
    id: z.string(),
    proposed: z.boolean().describe('True: a manager decides, the device stays as it is until then'),
  })
  .meta({ id: 'Befallen' });

export const Joined = z.object({ id: z.string(), other: z.string() });
export const Changed = z.object({ changed: z.int() });
export const Elsewhere = z.object({ site: z.string() });
