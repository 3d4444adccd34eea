import { z } from 'zod';
import { choice, optionalId, optionalText, text, whole } from '../fields.ts';

/** What can be done without a network: each is a form of a page. */
export const ENTRY_KINDS = [
  'quick',
  'report',
  'work',
  'note',
  'check_out',
  'check_in',
  'move',
  'loan',
  'swap',
  'set_out',
  'arrive',
  'leave',
  'visit_note',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

const key = () => z.string({ error: 'A key' }).regex(/^[A-Za-z0-9_-]{8,80}$/, 'A key');
const moment = () => z.iso.datetime({ error: 'A moment, as 2027-03-02T15:00:00.000Z' });

/** What the phone knew when it was done. */
const saw = z.object({
  /** the server's time of what the phone knew of this device */
  at: moment().nullable().default(null),
  /** custody row that was open */
  custody: optionalId(),
  /** repair that was open */
  repair: optionalId(),
});

const common = {
  key: key(),
  /** the device (a repair for a note): an id, or the tag or serial as it was scanned */
  ref: text(200),
  /** when it was done and when it is sent, both by the phone's clock */
  at: moment(),
  clock: moment(),
  phone: key(),
  /** counts what this phone has made, in order */
  seq: whole(1, 1_000_000_000),
  person: text(60),
};

/** One thing that was done on a phone, as it is sent. */
export const Entry = z.object({
  ...common,
  kind: choice(ENTRY_KINDS),
  /** the form's fields as a page posts them */
  fields: z.record(
    z.string().max(60),
    z.union([z.string().max(4000), z.array(z.string().max(200)).max(200)]),
  ),
  saw: saw.default({ at: null, custody: null, repair: null }),
  /** proves that this phone was the person's, where they cannot sign in any more */
  pass: optionalText(80),
});
export type Entry = z.infer<typeof Entry>;

/** A photo; its files are parts of the same request. */
export const PhotoEntry = z.object({
  ...common,
  step: optionalText(20),
  /** key of the entry that it belongs to */
  entry: optionalText(80),
  pass: optionalText(80),
});
export type PhotoEntry = z.infer<typeof PhotoEntry>;

/** Taken back by who typed it, before it was saved. */
export const Withdrawal = z.object({ ...Entry.shape, kind: text(20), reason: optionalText(500) });
export type Withdrawal = z.infer<typeof Withdrawal>;

const held = z.object({
  person: text(60),
  waiting: whole(0, 1_000_000),
  needs: whole(0, 1_000_000),
});

/** What a phone says of itself whenever it reaches us. */
export const PhoneReport = z.object({
  phone: key(),
  name: text(120),
  clock: moment(),
  holds: z.array(held).max(50).default([]),
  oldestAt: moment().nullable().default(null),
  persisted: z.boolean().nullable().default(null),
  copyAt: moment().nullable().default(null),
});
export type PhoneReport = z.infer<typeof PhoneReport>;

/** A manager on what came from somebody who has left. */
export const Decision = z.object({
  decision: choice(['save', 'withdraw']).default('save'),
  /** the device, where its tag was not known */
  ref: optionalText(200),
  reason: optionalText(500),
});
export type Decision = z.infer<typeof Decision>;

export const CopySettings = z.object({
  version: whole(1, 1_000_000_000),
  days: whole(1, 60),
});
export type CopySettings = z.infer<typeof CopySettings>;
