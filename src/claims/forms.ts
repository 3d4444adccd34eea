import { z } from 'zod';
import { choice, flag, id, list, optionalDate, optionalId, optionalText, text, version } from '../fields.ts';

export const BATCH_STATES = ['draft', 'packed', 'sent', 'partly_back', 'closed', 'cancelled'] as const;
export type BatchState = (typeof BATCH_STATES)[number];

/** One device of a batch: in it, taken out, sent, or how it came back. */
export const CLAIM_STATES = [
  'in',
  'out',
  'sent',
  'repaired',
  'unrepaired',
  'refused',
  'lost',
  'exchanged',
] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

/** What pays for a repair, or why nothing does. */
export const COVER_CODES = [
  'warranty',
  'plan',
  'device_used',
  'pool_used',
  'accident',
  'refused',
  'plan_ended',
  'warranty_ended',
  'none',
] as const;
export type CoverCode = (typeof COVER_CODES)[number];

/** How a device comes back where one scan says it all. */
export const SCANNED_HOWS = ['ready', 'work', 'unrepaired', 'refused'] as const;
/** How it comes back at all: ready to hand back, or to be worked on again, or not. */
export const HOWS = [...SCANNED_HOWS, 'exchanged', 'lost'] as const;
export type How = (typeof HOWS)[number];

/** A batch holds as many devices as one commit can send. */
export const MOST_DEVICES = 100;

const papers = {
  rma: optionalText(60),
  carrier: optionalText(60),
  tracking: optionalText(120),
  expectedOn: optionalDate(),
  note: optionalText(2000),
};

export const NewBatch = z.object({
  vendor: id(),
  ...papers,
  /** repairs that are in it from the start */
  repairs: list(id(), MOST_DEVICES),
});
export type NewBatch = z.infer<typeof NewBatch>;

export const BatchEdit = z.object({ version: version(), ...papers });
export type BatchEdit = z.infer<typeof BatchEdit>;

/** Repairs that go into a batch; `batch` is its id, or a vendor's for a new one. */
export const AddTicked = z.object({
  batch: id(),
  repairs: list(id(), MOST_DEVICES),
});
export type AddTicked = z.infer<typeof AddTicked>;

export const AddRepairs = z.object({ repairs: list(id(), MOST_DEVICES) });
export type AddRepairs = z.infer<typeof AddRepairs>;

const claims = list(id(), MOST_DEVICES);

export const Deprovision = z.object({ claims, how: choice(['done', 'not_enrolled', 'undo']) });
export type Deprovision = z.infer<typeof Deprovision>;

export const TakeOut = z.object({ claims });
export type TakeOut = z.infer<typeof TakeOut>;

export const Versioned = z.object({ version: version() });
export type Versioned = z.infer<typeof Versioned>;

export const Send = z.object({
  version: version(),
  rma: optionalText(60),
  carrier: optionalText(60),
  tracking: optionalText(120),
  expectedOn: optionalDate(),
  /** those that nothing covers go all the same, on our own money */
  uncovered: flag(),
});
export type Send = z.infer<typeof Send>;

export const Chase = z.object({ text: text(2000) });
export type Chase = z.infer<typeof Chase>;

export const Scan = z.object({ q: text(500) });
export type Scan = z.infer<typeof Scan>;

/** How the next devices come back: what a receiving station writes with each scan. */
export const Receiving = z
  .object({ how: choice(SCANNED_HOWS), reason: optionalText(2000) })
  .refine((form) => form.reason !== '' || (form.how !== 'unrepaired' && form.how !== 'refused'), {
    path: ['reason'],
    error: 'Say what the vendor wrote',
  });
export type Receiving = z.infer<typeof Receiving>;

export const StartReceiving = z.object({ place: id() });
export type StartReceiving = z.infer<typeof StartReceiving>;

export const Back = z
  .object({
    how: choice(HOWS),
    /** where it is now; not for one that is lost */
    place: optionalId(),
    reason: optionalText(2000),
    /** the vendor does not count the incident: it is there for another repair */
    giveBack: flag(),
    /** of the unit that came in its place */
    serial: optionalText(200),
    /** its model, where that is another one */
    model: optionalId(),
    caseNumber: optionalText(60),
  })
  .superRefine((form, context) => {
    const missing = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (form.how !== 'lost' && !form.place) missing('place', 'Say where the device is now');
    if ((form.how === 'unrepaired' || form.how === 'refused') && form.reason === '')
      missing('reason', 'Say what the vendor wrote');
    if (form.how === 'exchanged' && form.serial === '')
      missing('serial', 'Scan or type the serial of the unit that came');
    if (form.how === 'lost' && form.caseNumber === '')
      missing('caseNumber', "Give the carrier's claim number, or the police report's");
  });
export type Back = z.infer<typeof Back>;

export const Nothing = z.object({});

/** How a repair waited at the vendor, as it is kept until the day ends; `version` is the one after it came back. */
export const Undo = z.object({
  version: z.number(),
  technician: z.string().nullable(),
  started_at: z.string().nullable(),
  due_at: z.string().nullable(),
  expected_on: z.string().nullable(),
  outcome: z.string().nullable(),
  ready_at: z.string().nullable(),
});
export type Undo = z.infer<typeof Undo>;
