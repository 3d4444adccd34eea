import { z } from 'zod';
import { CAUSES, HOLD_REASONS, PRIORITIES, REPAIR_STATES } from '../repairs/forms.ts';
import { PersonRef } from './person.ts';
import { cents, day, Named, time, truth } from './shapes.ts';

const state = z.enum(REPAIR_STATES);
const priority = z.enum(PRIORITIES);
const outcome = z.enum(['repaired', 'no_fault', 'not_worth', 'withdrawn']).nullable();
const holdReason = z.enum(HOLD_REASONS).nullable();
const number = z.int().describe('R-000123 is 123');

export const RepairLine = z
  .object({
    number,
    state,
    priority,
    level: z.int(),
    headline: z.string(),
    tag: z.string(),
    serial: z.string(),
    siteName: z.string(),
    technicianName: z.string().nullable(),
    reportedAt: time,
    dueAt: time.nullable(),
    closedAt: time.nullable(),
    outcome,
    holdReason,
    holdFrom: time.nullable(),
    toConfirm: truth(),
    late: z.boolean(),
  })
  .meta({ id: 'RepairLine' });

const Line = z.object({
  id: z.string(),
  position: z.int(),
  symptom: z.string().nullable(),
  symptomName: z.string().nullable(),
  fault: z.string().nullable(),
  faultName: z.string().nullable(),
  faultLevel: z.int().nullable(),
  remedy: z.string().nullable(),
  remedyName: z.string().nullable(),
  cause: z.enum(CAUSES).nullable(),
  minutes: z.int(),
  note: z.string(),
  doneAt: time.nullable(),
  doneByName: z.string().nullable(),
  withdrawnAt: time.nullable(),
});

const UsedPart = z.object({
  id: z.string(),
  line: z.string(),
  part: z.string(),
  sku: z.string(),
  name: z.string(),
  bin: z.string().nullable(),
  binName: z.string().nullable(),
  quantity: z.int(),
  costCents: cents.describe('Of the whole quantity'),
  at: time,
  returnedAt: time.nullable(),
  short: z.int().describe('How many the books did not have'),
});

const Hold = z.object({
  id: z.string(),
  reason: z.enum(HOLD_REASONS),
  group: z.string().nullable(),
  groupName: z.string().nullable(),
  quantity: z.int().nullable(),
  vendor: z.string().nullable(),
  vendorName: z.string().nullable(),
  note: z.string(),
  from: time,
  to: time.nullable(),
  byName: z.string().nullable(),
});

export const Note = z
  .object({
    id: z.string(),
    at: time,
    personName: z.string().nullable(),
    text: z.string(),
    mentioned: z.string().nullable().describe('Names of those whom it mentions'),
    unseen: truth().describe('It mentions you, and you have not said that you saw it'),
  })
  .meta({ id: 'RepairNote' });

export const Repair = z
  .object({
    id: z.string(),
    number,
    device: z.string(),
    site: Named,
    state,
    moves: z.array(z.string()).describe('What can be done to it in this state'),
    priority,
    level: z.int(),
    technician: Named.nullable(),
    reportedBy: Named.nullable(),
    hadDevice: PersonRef.nullable(),
    headline: z.string(),
    inUse: truth().describe('The device stays with who has it'),
    quick: truth(),
    aboveLevel: truth(),
    toConfirm: truth(),
    confirmedBy: Named.nullable(),
    covered: truth().describe('It counts as an incident of the coverage plan'),
    outcome,
    reportedAt: time,
    recordedAt: time,
    acceptedAt: time.nullable(),
    startedAt: time.nullable(),
    readyAt: time.nullable(),
    closedAt: time.nullable(),
    dueAt: time.nullable(),
    expectedOn: day.nullable(),
    late: z.boolean(),
    minutes: z.int(),
    partsCents: cents,
    holdReason,
    cameBack: z.int(),
    version: z.int().describe('To be stated when it is changed'),
    lines: z.array(Line),
    parts: z.array(UsedPart),
    holds: z.array(Hold),
    notes: z.array(Note),
  })
  .meta({ id: 'Repair' });

export const Moved = z.object({ number }).meta({ id: 'MovedRepair' });

export const Reported = z
  .object({
    repair: z.string(),
    added: z.boolean().describe('It was added to the repair that is open on the device'),
  })
  .meta({ id: 'Reported' });

export const QuickSaved = z.object({ repair: z.string(), device: z.string() }).meta({ id: 'QuickSaved' });

export const ToConfirm = z
  .object({
    id: z.string(),
    number,
    headline: z.string(),
    outcome,
    tag: z.string(),
    serial: z.string(),
    siteName: z.string(),
    technicianName: z.string().nullable(),
    readyAt: time.nullable(),
    minutes: z.int(),
    partsCents: cents,
    remedies: z.string(),
  })
  .meta({ id: 'RepairToConfirm' });

export const Confirmed = z.object({ confirmed: z.int() });

const Card = z.object({
  number,
  headline: z.string(),
  tag: z.string(),
  serial: z.string(),
  siteName: z.string(),
  technicianName: z.string().nullable(),
  reportedAt: time,
  dueAt: time.nullable(),
  holdReason,
  holdFrom: time.nullable(),
});

export const Board = z
  .object({ columns: z.array(z.object({ state, count: z.int(), rows: z.array(Card) })) })
  .meta({ id: 'RepairBoard', description: 'Open repairs by state, those that are due first on top' });

export const View = z
  .object({ id: z.string(), name: z.string(), query: z.string() })
  .meta({ id: 'SavedView', description: 'Filters of the queue under a name of your own' });
