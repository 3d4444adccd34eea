import { z } from 'zod';
import {
  choice,
  code,
  flag,
  id,
  list,
  optionalChoice,
  optionalDate,
  optionalId,
  optionalText,
  whole,
} from '../fields.ts';
import { CAUSES, OUTCOMES, PLACES } from './forms.ts';
import { partFields } from './move-forms.ts';

export const QUICK_PLACES = ['stay', ...PLACES] as const;

export const QuickRepair = z
  .object({
    fault: code(),
    remedy: code(),
    minutes: whole(0, 600),
    cause: optionalChoice(CAUSES),
    outcome: choice(OUTCOMES).default('repaired'),
    place: choice(QUICK_PLACES).default('stay'),
    location: optionalId(),
    loaner: optionalId(),
    /** id of the open repair that the screen showed; it is finished by this */
    repair: optionalId(),
    /** its fault lines that are done with it; none chosen means all */
    lines: list(id(), 50),
    /** when it was done, at most 30 days back */
    doneOn: optionalDate(),
    note: optionalText(2000),
    serial: optionalText(64),
    covered: flag(),
    /** where to go then: 'scan' for the next device */
    next: optionalChoice(['scan']),
    ...partFields,
  })
  .refine((form) => form.place === 'stay' || form.place === 'back' || form.location !== null, {
    path: ['location'],
    error: 'Choose where the device is put',
  });
export type QuickRepair = z.infer<typeof QuickRepair>;

export const Confirm = z.object({ repair: list(id(), 100) });
export type Confirm = z.infer<typeof Confirm>;
