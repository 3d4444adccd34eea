import { z } from 'zod';
import { choice, optionalCode, optionalId, optionalText } from '../fields.ts';

export const REPAIR_STATES = [
  'reported',
  'accepted',
  'in_work',
  'on_hold',
  'at_vendor',
  'ready',
  'closed',
  'withdrawn',
] as const;
export type RepairState = (typeof REPAIR_STATES)[number];

/** How a repair ends; 'withdrawn' is the outcome of one that was taken back. */
export const OUTCOMES = ['repaired', 'no_fault', 'not_worth'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const CAUSES = ['accident', 'liquid', 'wear', 'defect', 'on_purpose', 'unknown'] as const;
export type Cause = (typeof CAUSES)[number];

export const HOLD_REASONS = ['parts', 'approval', 'vendor', 'answer', 'board'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Where a device goes when its repair is closed. */
export const PLACES = ['back', 'spare', 'retire'] as const;
export type ClosingPlace = (typeof PLACES)[number];

/** A fault as somebody tells it. */
export const NewReport = z
  .object({
    symptom: optionalCode(),
    fault: optionalCode(),
    note: optionalText(2000),
    hadDevice: optionalId(),
    priority: choice(PRIORITIES).default('normal'),
  })
  .refine((form) => form.symptom !== null || form.fault !== null || form.note !== '', {
    path: ['symptom'],
    error: 'Say what is wrong: choose one, or write it in the note',
  });
export type NewReport = z.infer<typeof NewReport>;
