import { z } from 'zod';
import { cents, day, time } from './shapes.ts';

export const Lot = z
  .object({
    id: z.string(),
    n: z.int().describe('Number of the lot'),
    name: z.string(),
    place: z.string(),
    placeName: z.string(),
    state: z.enum(['draft', 'proposed', 'approved', 'closed', 'withdrawn']),
    maker: z.string().nullable(),
    madeAt: time,
    approver: z.string().nullable(),
    approvedAt: time.nullable(),
    recycler: z.string(),
    leftOn: day.nullable(),
    proceedsCents: cents,
    certificateType: z.string().nullable(),
    noCertificate: z.string(),
    closedAt: time.nullable(),
    version: z.int(),
    devices: z.int(),
    ready: z.int().describe('Deprovisioned and wiped'),
    gone: z.int().describe('Left by a scan'),
  })
  .meta({ id: 'Lot', description: 'A pallet of retired devices that leave for good' });

export const LotDevice = z
  .object({
    id: z.string().describe('Row of the lot'),
    device: z.string(),
    tag: z.string(),
    serial: z.string(),
    modelName: z.string(),
    deprovisionedAt: time.nullable(),
    deprovisioner: z.string().nullable(),
    wipedAt: time.nullable(),
    wiper: z.string().nullable(),
    leftAt: time.nullable(),
    endedWhy: z.string().nullable().describe('left, stayed or withdrawn'),
    proceedsCents: cents,
  })
  .meta({ id: 'LotDevice' });

export const LotScanned = z.object({ lot: z.string(), device: z.string(), label: z.string() });
export const Ticked = z.object({ id: z.string(), ticked: z.int() });
export const LotClosed = z.object({
  id: z.string(),
  left: z.int(),
  stayed: z.int().describe('Not scanned out: retired still, and free for another lot'),
});

export const HarvestItem = z
  .object({
    item: z.string().describe('An interchange group, or a part that has none'),
    name: z.string(),
    twin: z.string().nullable().describe('The harvested part, where there is one'),
    twinSku: z.string().nullable(),
    taken: z.int().describe('Came out of this device before'),
    wanted: z.int().describe('Open repairs that wait for it'),
  })
  .meta({ id: 'HarvestItem' });

export const Harvested = z.object({ id: z.string(), proposed: z.boolean() });

export const DonorLine = z
  .object({
    repair: z.string(),
    number: z.int(),
    group: z.string(),
    groupName: z.string(),
    quantity: z.int(),
    since: time,
    technician: z.string().nullable(),
    reserved: z.int(),
    donors: z.int().describe('Retired devices that still hold one, up to 20'),
  })
  .meta({ id: 'DonorLine' });

export const Donor = z
  .object({
    id: z.string(),
    tag: z.string(),
    serial: z.string(),
    modelName: z.string(),
    placeName: z.string().nullable(),
    lot: z.int().nullable().describe('Number of the lot that it lies in'),
  })
  .meta({ id: 'Donor' });

export const Taken = z.object({ id: z.string(), proposed: z.boolean(), repair: z.int() });
