import { z } from 'zod';
import {
  choice,
  date,
  flag,
  id,
  list,
  optionalChoice,
  optionalDate,
  optionalId,
  optionalText,
  optionalWhole,
  text,
  version,
  whole,
} from '../fields.ts';

export const AUDIT_KINDS = ['place', 'models', 'sample'] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

export const AUDIT_STATES = ['planned', 'counting', 'closed', 'signed', 'called_off'] as const;
export type AuditState = (typeof AUDIT_STATES)[number];

/** Who may sign: anybody whose role may, or only one of these. */
export const SIGNERS = ['any', 'manager', 'auditor'] as const;
export type Signer = (typeof SIGNERS)[number];

export const CONFIDENCES = ['90', '95', '99'] as const;

export const FINDING_KINDS = [
  'found',
  'misplaced',
  'extra',
  'unknown',
  'no_tag',
  'duplicate',
  'excused',
  'missing',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** What can be done about a finding. */
export const RESOLUTIONS = [
  'move_here',
  'move_home',
  'match',
  'create',
  'throw_out',
  'labelled',
  'seen',
  'lost',
  'leave',
] as const;
export type ResolutionKind = (typeof RESOLUTIONS)[number];

/** A location by its id, or by the code on its label; none is the whole district. */
export const PlanAudit = z
  .object({
    kind: z.preprocess((value) => (value === '' ? undefined : value), choice(AUDIT_KINDS).default('place')),
    title: optionalText(120),
    location: optionalText(60),
    models: list(id(), 50),
    everyone: flag(),
    blind: flag(),
    signer: z.preprocess((value) => (value === '' ? undefined : value), choice(SIGNERS).default('any')),
    /** percent */
    confidence: z.preprocess(
      (value) => (value === '' || value === undefined ? '95' : String(value)),
      choice(CONFIDENCES),
    ),
    /** percent */
    margin: z.preprocess((value) => (value === '' || value === undefined ? 5 : value), whole(1, 20)),
    dueOn: optionalDate(),
    note: optionalText(1_000),
    /** begins at once */
    start: flag(),
  })
  .refine((form) => form.kind === 'models' || form.kind === 'sample' || form.location !== '', {
    path: ['location'],
    error: 'Choose what is counted',
  })
  .refine((form) => form.kind !== 'models' || form.models.length > 0, {
    path: ['models'],
    error: 'Choose at least one model',
  });
export type PlanAudit = z.infer<typeof PlanAudit>;

export const Nothing = z.object({});

/** A phone's own key of an event, or of itself. */
const key = () =>
  z.string({ error: 'A key' }).regex(/^[A-Za-z0-9_-]{8,80}$/, '8 to 80 letters, digits, hyphens');

const moment = () =>
  z
    .string({ error: 'A time' })
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/, 'A time, as 2027-03-02T15:00:00.000Z')
    .refine((value) => !Number.isNaN(Date.parse(value)), 'A time, as 2027-03-02T15:00:00.000Z')
    .meta({ format: 'date-time' });

export const EVENT_KINDS = ['scan', 'undo', 'note'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** What is said of a device besides that it is here. */
export const NOTES = ['no_tag'] as const;

/** One event as the phone keeps it. */
export const AuditEvent = z.object({
  id: key(),
  /** the phone's own count of its events in this audit */
  seq: whole(0, 1_000_000_000),
  kind: z.preprocess((value) => value ?? 'scan', choice(EVENT_KINDS)),
  /** as it was scanned; of an undo nothing */
  value: optionalText(500),
  /** undo: the event that is taken back; note: 'no_tag' */
  about: optionalText(80),
  /** the room where it was scanned */
  location: optionalId(),
  /** by the phone's clock */
  at: moment(),
});
export type AuditEvent = z.infer<typeof AuditEvent>;

/** Checked one by one: a phone with one wrong event gets rid of the others all the same. */
const oneEvent = z.unknown().meta({
  takes: {
    type: 'object',
    description:
      'One event, with at least id, seq and at. A wrong one is named in `refused`, the others are taken',
    properties: {
      id: { type: 'string', description: "The phone's own key of the event: the same one is taken once" },
      seq: { type: 'integer', description: "The phone's own count of its events in this audit" },
      kind: { enum: EVENT_KINDS },
      value: { type: 'string', description: 'What was scanned' },
      about: { type: 'string', description: "undo: the event that is taken back; note: 'no_tag'" },
      location: { type: 'string', description: 'The room where it was scanned' },
      at: { type: 'string', format: 'date-time', description: "By the phone's clock" },
    },
  },
});

export const PostEvents = z.object({
  phone: key(),
  /** what the phone's clock says now: by how far it is off, its times are corrected */
  clock: z.preprocess((value) => value ?? null, moment().nullable()),
  /** how many events it still holds after these */
  waiting: z.preprocess((value) => value ?? 0, whole(0, 1_000_000)),
  events: z.array(oneEvent, { error: 'A list' }).max(500, 'At most 500 at once'),
});
export type PostEvents = z.infer<typeof PostEvents>;

export const PhoneSays = z.object({ phone: key(), waiting: whole(0, 1_000_000) });
export type PhoneSays = z.infer<typeof PhoneSays>;

/** One scan of the page without JavaScript. */
export const ScanOne = z.object({
  q: text(500),
  place: optionalId(),
  phone: key(),
  untagged: flag(),
});
export type ScanOne = z.infer<typeof ScanOne>;

export const UndoOne = z.object({ event: key(), phone: key(), place: optionalId() });
export type UndoOne = z.infer<typeof UndoOne>;

/** Closing while a phone holds unsent scans takes a reason. */
export const CloseAudit = z.object({ override: flag(), reason: optionalText(300) });
export type CloseAudit = z.infer<typeof CloseAudit>;

export const CallOff = z.object({ reason: text(300) });
export type CallOff = z.infer<typeof CallOff>;

const reason = () => text(300);

/** The same done about one finding or many. */
export const ResolveFindings = z.object({
  findings: list(id(), 500).refine((ids) => ids.length > 0, 'Tick at least one'),
  what: choice(RESOLUTIONS),
  reason: reason(),
  /** match: the device by tag, serial or id */
  device: optionalText(200),
  /** match, create: the unknown text becomes its tag */
  tag: flag(),
  model: optionalId(),
  home: optionalId(),
});
export type ResolveFindings = z.infer<typeof ResolveFindings>;

export const Correct = z.object({ text: text(1_000), device: optionalText(200) });
export type Correct = z.infer<typeof Correct>;

export const SignAudit = z.object({ version: version() });
export type SignAudit = z.infer<typeof SignAudit>;

export const AuditsFilter = z.object({
  state: optionalChoice(AUDIT_STATES),
  site: optionalId(),
});
export type AuditsFilter = z.infer<typeof AuditsFilter>;

export const DueFilter = z.object({
  kind: optionalChoice(['site', 'cart', 'depot', 'vehicle']),
  site: optionalId(),
});
export type DueFilter = z.infer<typeof DueFilter>;

export const FindingsFilter = z.object({ kind: optionalChoice(FINDING_KINDS) });
export type FindingsFilter = z.infer<typeof FindingsFilter>;

/** `known`: by what was recorded then, or by all that is recorded now. */
export const InventoryFilter = z.object({
  location: optionalText(60),
  on: optionalDate(),
  known: z.preprocess((value) => (value ? value : undefined), choice(['then', 'now']).default('then')),
});
export type InventoryFilter = z.infer<typeof InventoryFilter>;

export const VerifyFilter = z.object({
  location: optionalText(60),
  count: z.preprocess((value) => (value ? value : 30), whole(1, 60)),
  seed: optionalWhole(1, 2_147_483_646),
  /** these devices instead of drawn ones: tags or serials with spaces or commas between */
  tags: optionalText(2_000),
});
export type VerifyFilter = z.infer<typeof VerifyFilter>;

const monthDay = () =>
  text(5).pipe(z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'Month and day, as 08-01'));

const PERIODS = ['year', 'term', 'never'] as const;

export const AuditSettingsForm = z
  .object({
    version: version(),
    yearFrom: monthDay(),
    termFrom: monthDay(),
    sites: choice(PERIODS),
    carts: choice(PERIODS),
    depots: choice(PERIODS),
    vehicles: choice(PERIODS),
    silentMinutes: whole(1, 10_000),
  })
  .refine((form) => form.yearFrom !== form.termFrom, { path: ['termFrom'], error: 'Another day' });
export type AuditSettingsForm = z.infer<typeof AuditSettingsForm>;

export const AuditDay = date();
