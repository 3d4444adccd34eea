import { z } from 'zod';
import { ROW_STATES } from '../directory/write-queries.ts';
import { time } from './shapes.ts';

const count = z.int();

export const DirectoryRun = z
  .object({
    id: z.string(),
    source: z.string(),
    state: z
      .enum(['reading', 'asking', 'applying', 'ending', 'done', 'refused', 'failed'])
      .describe('`asking`: more would change than usual, and somebody has to approve it'),
    begunAt: time,
    endedAt: time.nullable(),
    askedBy: z.string().nullable().describe('null: the nightly one'),
    decidedName: z.string().nullable(),
    pages: count,
    named: count.describe('Devices that it names'),
    fresh: count,
    known: count,
    changed: count,
    gone: count.describe('Known before and not named any more'),
    problems: count,
    models: count,
    tags: count,
    tries: count,
    failure: z.string(),
  })
  .meta({ id: 'DirectoryRun', description: 'One reading of a directory' });

export const WriteBack = z
  .object({
    id: z.string(),
    source: z.string(),
    state: z
      .enum(['comparing', 'preview', 'writing', 'stopped', 'done', 'refused', 'overtaken'])
      .describe('`preview`: it waits for an admin'),
    begunAt: time,
    endedAt: time.nullable(),
    decidedAt: time.nullable(),
    askedBy: z.string().nullable().describe('null: the nightly one'),
    decidedName: z.string().nullable(),
    looked: count.describe('Devices that were compared'),
    named: count.describe('Devices that are otherwise there'),
    assetIds: count,
    users: count,
    locations: count,
    units: count,
    written: count,
    moved: count.describe('Changed since the preview, and left'),
    failed: count,
    tries: count,
    failure: z.string(),
  })
  .meta({ id: 'WriteBack', description: 'One writing back to a directory' });

const change = z.tuple([z.string(), z.string()]).describe('As it is, as it shall be');

export const WriteBackRow = z
  .object({
    external: z.string().describe('Id at the directory'),
    device: z.string(),
    tag: z.string(),
    serial: z.string(),
    home: z.string(),
    homeName: z.string(),
    changes: z.object({
      assetId: change.optional(),
      user: change.optional(),
      location: change.optional(),
      unit: change.optional(),
    }),
    state: z.enum(ROW_STATES),
    answer: z.string(),
    at: time.nullable(),
  })
  .meta({ id: 'WriteBackRow', description: 'A device with what would change at the directory, or has' });

export const Difference = z
  .object({
    external: z.string(),
    device: z.string().nullable(),
    tag: z.string().nullable(),
    serial: z.string(),
    model: z.string(),
    status: z.string(),
    orgUnit: z.string(),
    assetId: z.string(),
    lastSync: time.nullable(),
    problem: z.string().describe('Words with a space between: unknown, double, tag, gone, back'),
  })
  .meta({ id: 'DirectoryDifference', description: 'Where the directory and our records do not agree' });

export const Directory = z
  .object({
    ready: z.boolean().describe('A service account is set up'),
    reading: z.object({
      nightly: z.boolean(),
      percent: z.int(),
      aue: z.enum(['google', 'ours']),
      tag: z.enum(['ours', 'fill']),
      version: z.int().describe('To be stated when it is changed'),
    }),
    writing: z.object({
      on: z.boolean(),
      nightly: z.boolean(),
      percent: z.int(),
      assetId: z.boolean(),
      user: z.enum(['off', 'fill', 'mirror']),
      location: z.boolean(),
      units: z.record(z.string(), z.string()),
      version: z.int().describe('To be stated when it is changed'),
    }),
    lastRun: DirectoryRun.nullable(),
    lastWriteBack: WriteBack.nullable(),
  })
  .meta({ id: 'Directory', description: 'How the district stays in step with its directory' });

export const SiteLeavers = z
  .object({
    site: z.string(),
    name: z.string(),
    left: count.describe('Devices of people who have left'),
    away: count.describe('Devices of people who belong to another site now'),
    came: count.describe('People who came with a device of another site'),
  })
  .meta({ id: 'SiteLeavers' });

export const InboxFile = z
  .object({
    import: z.string().describe('The import that it became'),
    fileName: z.string(),
    at: time,
    state: z.enum(['taken', 'done', 'waits', 'failed']),
    reason: z.string(),
    kind: z.string(),
    creates: count,
    changes: count,
    rejects: count,
  })
  .meta({ id: 'InboxFile', description: 'A file of the inbox, as the night took it in' });
