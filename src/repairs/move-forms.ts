import { z } from 'zod';
import {
  choice,
  code,
  flag,
  id,
  list,
  optionalChoice,
  optionalCode,
  optionalDate,
  optionalId,
  optionalText,
  optionalWhole,
  text,
  version,
  whole,
} from '../fields.ts';
import { CAUSES, HOLD_REASONS, OUTCOMES, PLACES, PRIORITIES } from './forms.ts';

const note = optionalText(2000);

/** 'I take it' moves the device to a place of mine; 'it stays in use' leaves it where it is. */
export const Accept = z.object({ how: choice(['take', 'in_use']), place: optionalId() });
export type Accept = z.infer<typeof Accept>;

const FROM_BIN = /^[0-9a-f-]{36}:([0-9a-f-]{36})?$/;

/** Parts that were fitted: offered ones and kits as 'part:bin' (bin may be empty), and one by its code. */
export const partFields = {
  parts: list(z.string().regex(FROM_BIN, 'Choose from the parts that are offered'), 20),
  kits: list(z.string().regex(FROM_BIN, 'Choose from the kits that are offered'), 5),
  partCode: optionalText(64),
  /** the bin that the part with the code came from; empty is my vehicle */
  partBin: optionalId(),
  quantity: whole(1, 999).default(1),
};

export const Work = z.object({
  /** the line that is worked on; empty makes a new one */
  line: optionalId(),
  fault: code(),
  remedy: optionalCode(),
  cause: optionalChoice(CAUSES),
  minutes: whole(0, 6000),
  note,
  /** the serial that the device shows after a mainboard was changed */
  serial: optionalText(64),
  done: flag(),
  ...partFields,
});
export type Work = z.infer<typeof Work>;

export const Hold = z
  .object({
    reason: choice(HOLD_REASONS),
    group: optionalId(),
    quantity: optionalWhole(1, 999),
    vendor: optionalId(),
    expectedOn: optionalDate(),
    note,
  })
  .superRefine((form, context) => {
    const missing = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (form.reason === 'parts' && !form.group) missing('group', 'Choose which parts it waits for');
    if (form.reason === 'parts' && !form.quantity) missing('quantity', 'Say how many');
    if (form.reason === 'vendor' && !form.vendor) missing('vendor', 'Choose the vendor');
  });
export type Hold = z.infer<typeof Hold>;

/** `place` is where the device is now: needed when it comes back from a vendor. */
export const Resume = z.object({ place: optionalId(), note });
export type Resume = z.infer<typeof Resume>;

export const Escalate = z.object({ level: whole(1, 3), reason: text(2000) });
export type Escalate = z.infer<typeof Escalate>;

export const ToVendor = z.object({ vendor: id(), expectedOn: optionalDate(), note });
export type ToVendor = z.infer<typeof ToVendor>;

export const HandOver = z.object({ technician: id(), note });
export type HandOver = z.infer<typeof HandOver>;

export const Ready = z.object({ outcome: choice(OUTCOMES), note });
export type Ready = z.infer<typeof Ready>;

export const Rework = z.object({ reason: text(2000) });
export type Rework = z.infer<typeof Rework>;

export const Close = z
  .object({
    /** needed where the repair was not made ready with one */
    outcome: optionalChoice(OUTCOMES),
    place: choice(PLACES),
    /** where the device is put, for the spare pool and for retirement */
    location: optionalId(),
    /** the loaner that comes back in the same step */
    loaner: optionalId(),
    note,
  })
  .refine((form) => form.place === 'back' || form.location !== null, {
    path: ['location'],
    error: 'Choose where the device is put',
  });
export type Close = z.infer<typeof Close>;

export const CameBack = z.object({ symptom: optionalCode(), note });
export type CameBack = z.infer<typeof CameBack>;

export const Withdraw = z.object({ reason: text(2000) });
export type Withdraw = z.infer<typeof Withdraw>;

export const NewNote = z.object({ text: text(4000), tell: list(id(), 20) });
export type NewNote = z.infer<typeof NewNote>;

export const RepairEdit = z.object({
  version: version(),
  priority: choice(PRIORITIES),
  level: whole(1, 3),
  expectedOn: optionalDate(),
  covered: flag(),
});
export type RepairEdit = z.infer<typeof RepairEdit>;

/** A move that asks for nothing more. */
export const Nothing = z.object({});
