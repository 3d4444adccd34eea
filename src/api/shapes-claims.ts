import { z } from 'zod';
import { BATCH_STATES, CLAIM_STATES, COVER_CODES } from '../claims/forms.ts';
import { day, time, truth } from './shapes.ts';

const batchState = z.enum(BATCH_STATES);
const number = z.int().describe('V-00012 is 12');
const repairNumber = z.int().describe('R-000123 is 123');
const cover = z.enum(['warranty', 'plan', 'none']);

const coverFacts = {
  code: z.enum(COVER_CODES).describe('warranty and plan pay; the others say why nothing does'),
  warrantyUntil: day.nullable(),
  planName: z.string().nullable(),
  coverageUntil: day.nullable(),
  incidents: z.int().nullable().describe('That the plan pays for a device; null for any number'),
  per: z.enum(['year', 'term']).nullable(),
  deviceUsed: z.int().describe('Of these, those that are used'),
  poolSize: z.int().nullable().describe('For all devices of the plan in a year; null for any number'),
  poolUsed: z.int(),
  refusedAt: time.nullable().describe('When a vendor refused this repair'),
};

export const CoveredRepair = z
  .object({
    repair: z.string(),
    number: repairNumber,
    state: z.string(),
    headline: z.string(),
    device: z.string(),
    tag: z.string(),
    serial: z.string(),
    maker: z.string(),
    modelName: z.string(),
    siteName: z.string(),
    reportedAt: time,
    ...coverFacts,
  })
  .meta({ id: 'CoveredRepair' });

export const BatchLine = z
  .object({
    id: z.string(),
    number,
    vendorName: z.string(),
    state: batchState,
    rma: z.string(),
    devices: z.int(),
    waiting: z.int().describe('Not back yet'),
    createdAt: time,
    sentAt: time.nullable(),
    expectedOn: day.nullable(),
  })
  .meta({ id: 'VendorBatchLine' });

const Claim = z
  .object({
    id: z.string(),
    state: z.enum(CLAIM_STATES).describe('In the batch, sent, or how it came back'),
    cover: cover.nullable().describe('What paid when it was sent'),
    deprovision: z.enum(['done', 'not_enrolled']).nullable(),
    deprovisionAt: time.nullable(),
    deprovisionByName: z.string().nullable(),
    sentAt: time.nullable(),
    endedAt: time.nullable(),
    endedByName: z.string().nullable(),
    reason: z.string(),
    caseNumber: z.string(),
    repair: z.string(),
    number: repairNumber,
    repairState: z.string(),
    headline: z.string(),
    device: z.string(),
    tag: z.string(),
    serial: z.string(),
    modelName: z.string(),
    homeName: z.string(),
    replacement: z.string().nullable().describe('The unit that came in its place'),
    ...coverFacts,
    uncovered: z.boolean().describe('Nothing pays for it today, what is left of a pool shared'),
  })
  .meta({ id: 'VendorClaim' });

export const Batch = z
  .object({
    id: z.string(),
    number,
    vendor: z.string(),
    vendorName: z.string(),
    state: batchState,
    rma: z.string(),
    carrier: z.string(),
    tracking: z.string(),
    note: z.string(),
    expectedOn: day.nullable(),
    devices: z.int(),
    waiting: z.int(),
    createdAt: time,
    packedAt: time.nullable(),
    sentAt: time.nullable(),
    closedAt: time.nullable(),
    version: z.int().describe('To be stated when it is changed'),
    claims: z.array(Claim),
    chases: z.array(
      z.object({ id: z.string(), at: time, personName: z.string().nullable(), text: z.string() }),
    ),
  })
  .meta({ id: 'VendorBatch' });

export const Away = z
  .object({
    id: z.string(),
    batch: z.string(),
    batchNumber: number,
    vendorName: z.string(),
    rma: z.string(),
    tag: z.string(),
    serial: z.string(),
    modelName: z.string(),
    number: repairNumber,
    headline: z.string(),
    siteName: z.string(),
    sentAt: time,
    expectedOn: day.nullable(),
    chasedAt: time.nullable(),
    late: truth(),
  })
  .meta({ id: 'DeviceAtVendor' });

export const CameBack = z
  .object({ batch: z.string(), device: z.string().describe('Another one where it was exchanged') })
  .meta({ id: 'CameBack' });
