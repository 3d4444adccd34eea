import { z } from 'zod';
import {
  AUDIT_KINDS,
  AUDIT_STATES,
  EVENT_KINDS,
  FINDING_KINDS,
  RESOLUTIONS,
  SIGNERS,
} from '../audits/forms.ts';
import { day, time, truth } from './shapes.ts';

export const AuditRow = z
  .object({
    id: z.string(),
    n: z.int().describe('Running number'),
    title: z.string(),
    kind: z.enum(AUDIT_KINDS),
    location: z.string().nullable().describe('Null is the whole district'),
    locationName: z.string().nullable(),
    site: z.string().nullable(),
    siteName: z.string().nullable(),
    everyone: truth().describe('What people hold is expected as well'),
    blind: truth(),
    signer: z.enum(SIGNERS),
    confidence: z.int().nullable().describe('Percent, of a sample'),
    margin: z.int().nullable().describe('Percent, of a sample'),
    population: z.int().nullable().describe('How many a sample was drawn from'),
    seed: z.int().nullable().describe('What a sample was drawn by: the same draw can be made again'),
    state: z.enum(AUDIT_STATES),
    dueOn: day.nullable(),
    plannedAt: time,
    startedAt: time.nullable(),
    closedAt: time.nullable(),
    signedAt: time.nullable(),
    expected: z.int().describe('0 while a blind audit is counted'),
    held: z.int().describe('Held by people: listed apart, outside the rate'),
    found: z.int(),
    missing: z.int(),
    excused: z.int(),
    misplaced: z.int(),
    unknown: z.int(),
    version: z.int(),
  })
  .meta({ id: 'Audit' });

export const EventsTaken = z
  .object({
    taken: z.array(z.string()).describe('Keys that the server has, whether now or before'),
    refused: z.array(z.object({ id: z.string(), why: z.string() })),
    told: z
      .array(z.object({ id: z.string(), told: z.string(), device: z.string().nullable() }))
      .describe('How each new scan went by the books'),
  })
  .meta({ id: 'AuditEventsTaken' });

export const AuditEventLine = z
  .object({
    id: z.string(),
    phone: z.string(),
    kind: z.enum(EVENT_KINDS),
    value: z.string(),
    about: z.string(),
    device: z.string().nullable(),
    tag: z.string().nullable(),
    location: z.string().nullable(),
    at: time,
    by: z.string().nullable(),
  })
  .meta({ id: 'AuditEvent' });

export const PhoneList = z
  .object({
    audit: AuditRow,
    next: z.string().describe('Cursor of the next question'),
    more: z.boolean(),
    devices: z
      .array(
        z.object({
          device: z.string(),
          tag: z.string(),
          serial: z.string(),
          listed: z.enum(['expected', 'held']).nullable(),
          place: z.string().nullable(),
          state: z.string(),
        }),
      )
      .describe('As frozen; nothing where a cursor is given'),
    former: z.array(z.object({ value: z.string(), device: z.string() })).describe('Former tags and serials'),
    places: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string() })),
    events: z.array(AuditEventLine).describe('What was scanned since, by anybody'),
  })
  .meta({ id: 'AuditList' });

export const Finding = z
  .object({
    id: z.string(),
    kind: z.enum(FINDING_KINDS),
    device: z.string().nullable(),
    tag: z.string().nullable(),
    serial: z.string().nullable(),
    value: z.string().describe('As it was scanned'),
    place: z.string().nullable().describe('Where it was scanned'),
    placeName: z.string().nullable(),
    bookPlace: z.string().nullable().describe('Where the books had it'),
    bookPlaceName: z.string().nullable(),
    apart: truth().describe('Held by a person: outside the rate'),
    at: time.nullable(),
    scans: z.int(),
    rank: z.int().describe('Of what is missing: 1 is the longest unseen'),
    lastSeenAt: time.nullable(),
    resolution: z.string().nullable(),
    what: z.enum(RESOLUTIONS).nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'AuditFinding' });

export const Settled = z
  .object({
    id: z.string().describe('The audit'),
    resolved: z.int(),
    proposed: z.boolean().describe('True where a manager has to agree first'),
  })
  .meta({ id: 'FindingsSettled' });

export const Signed = z
  .object({
    id: z.string(),
    signed: z.boolean().describe('False where a person who did not scan in it has to sign as well'),
  })
  .meta({ id: 'AuditSigned' });

export const DuePlace = z
  .object({
    id: z.string().describe('The place'),
    name: z.string(),
    code: z.string(),
    siteName: z.string(),
    lastAt: time.nullable().describe('When it was last counted as a whole'),
    audit: z.string().nullable().describe('One that is planned or being counted'),
    by: day,
  })
  .meta({ id: 'AuditDue' });

export const MissingDevice = z
  .object({
    device: z.string(),
    tag: z.string(),
    serial: z.string(),
    modelName: z.string(),
    homeName: z.string(),
    times: z.int().describe('In how many audits it is missing'),
    since: time,
    latest: time,
    latestAudit: z.string(),
    lastSeenAt: time.nullable(),
    proposed: truth().describe('Somebody has proposed it as lost'),
  })
  .meta({ id: 'MissingDevice' });

export const InventoryOf = z
  .object({
    location: z.string(),
    name: z.string(),
    on: day,
    known: z.enum(['then', 'now']),
    devices: z.array(
      z.object({
        device: z.string(),
        tag: z.string(),
        serial: z.string(),
        modelName: z.string(),
        state: z.string(),
        place: z.string(),
        placeName: z.string(),
        held: truth().describe('A person had it there'),
        since: time,
        recordedAt: time,
      }),
    ),
  })
  .meta({ id: 'Inventory' });

export const PlaceCount = z
  .object({
    id: z.string(),
    name: z.string(),
    code: z.string(),
    kind: z.string(),
    devices: z.int(),
    held: z.int().describe('Of these, with a person there'),
  })
  .meta({ id: 'PlaceCount' });

export const VerificationOf = z
  .object({
    seed: z.int().describe('What it was drawn by: the same draw can be made again'),
    devices: z.array(
      z.object({
        device: z.string(),
        tag: z.string(),
        serial: z.string(),
        modelName: z.string(),
        homeName: z.string(),
        state: z.string(),
        lastSeenAt: time.nullable(),
        chain: z.array(
          z.object({
            placeName: z.string(),
            siteName: z.string(),
            held: truth(),
            why: z.string(),
            fromAt: time,
            toAt: time.nullable(),
            recordedAt: time,
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Verification' });
