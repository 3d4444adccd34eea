import { z } from 'zod';
import { choice, flag, id, optionalDate, optionalId, optionalText, text, whole } from '../fields.ts';

/** What somebody may start before scanning in a row. */
export const SESSION_MODES = [
  'person',
  'place',
  'check_in',
  'move',
  'collection',
  'day_loan',
  'return',
] as const;
export type SessionMode = (typeof SESSION_MODES)[number];

const count = z.preprocess((value) => (value === undefined || value === '' ? 0 : value), whole(0, 9));

export const StartSession = z.object({
  mode: choice(SESSION_MODES),
  to: optionalText(200),
  target: optionalText(60),
  /** each device is issued to whom or where it goes */
  issue: flag(),
  chargers: count,
  cases: count,
  hotspots: count,
  /** several devices for one badge */
  many: flag(),
  /** what comes in is issued to nobody from now on */
  end: flag(),
  dueOn: optionalDate(),
});
export type StartSession = z.infer<typeof StartSession>;

/** What a session keeps as its options. */
export const SessionOptions = z.object({
  issue: z.boolean().default(false),
  chargers: z.number().default(0),
  cases: z.number().default(0),
  hotspots: z.number().default(0),
  many: z.boolean().default(false),
  end: z.boolean().default(false),
});
export type SessionOptions = z.infer<typeof SessionOptions>;

export const Scan = z.object({ q: text(500) });
export type Scan = z.infer<typeof Scan>;

/** An error put right: this device is meant, or it is meant whoever it is issued to, or this text. */
export const Fix = z
  .object({ device: optionalId(), q: optionalText(500), anyway: flag(), found: flag() })
  .refine((form) => form.device !== null || form.q !== '', { path: ['q'], error: 'Scan or type which one' });
export type Fix = z.infer<typeof Fix>;

/** What collection day finds on a device. */
export const VERDICTS = ['fine', 'damaged', 'charger', 'case', 'not_theirs'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const GiveVerdict = z.object({ verdict: choice(VERDICTS) });
export type GiveVerdict = z.infer<typeof GiveVerdict>;

export const Nothing = z.object({});

export const EntryUndo = z.object({
  custody: id(),
  assignment: optionalId(),
  /** where it was before */
  before: z
    .object({
      location: id(),
      top: id(),
      person: id().nullable(),
      slot: z.number().nullable(),
      dueOn: z.string().nullable(),
    })
    .nullable(),
  /** as what it was issued before, where that changed */
  issued: z
    .object({
      person: id().nullable(),
      location: id().nullable(),
      slot: z.number().nullable(),
      chargers: z.number(),
      cases: z.number(),
      hotspots: z.number(),
    })
    .nullable(),
  reissued: z.boolean(),
  /** the use before, where that changed */
  use: z.string().nullable(),
  /** rows of what was missing */
  missing: z.array(id()).default([]),
  /** the repair that was reported */
  repair: optionalId(),
});
export type EntryUndo = z.infer<typeof EntryUndo>;
