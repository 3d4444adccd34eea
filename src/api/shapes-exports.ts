import { z } from 'zod';
import { day, time, truth } from './shapes.ts';

const format = z.enum(['csv', 'xlsx']);

export const ExportableList = z
  .object({
    name: z.string(),
    label: z.string(),
    columns: z.array(
      z.object({
        key: z.string(),
        head: z.string(),
        type: z.enum(['text', 'number', 'money', 'date', 'time', 'yes']),
      }),
    ),
    file: z
      .string()
      .describe('GET this with the same token: `format` csv or xlsx, `columns` (several) and the filters'),
  })
  .meta({ id: 'ExportableList', description: 'A list that can be taken out as a file' });

export const SavedExport = z
  .object({
    id: z.string(),
    name: z.string(),
    list: z.string(),
    query: z.string().describe('Its filters, as a URL has them'),
    columns: z.array(z.string()),
    format,
    schedule: z.enum(['never', 'daily', 'weekly', 'monthly']),
    nextOn: day.nullable(),
    madeAt: time.nullable().describe('Null while no file is there'),
    bytes: z.int().nullable(),
    making: z.boolean().describe('A file was asked for, or is being made'),
    failure: z.string(),
    file: z.string().nullable().describe('GET this with the same token'),
    link: z.string().nullable().describe('The secret address that opens the last file for anybody'),
  })
  .meta({ id: 'SavedExport', description: 'A list with its filters that is made again and again' });

export const DistrictExport = z
  .object({
    id: z.string(),
    state: z.enum(['asked', 'made', 'failed', 'ended']),
    photos: truth(),
    askedAt: time,
    madeAt: time.nullable(),
    bytes: z.int().describe('So far, while it is written'),
    failure: z.string(),
    file: z.string().nullable().describe('POST here with the same token gives the zip, once it is made'),
  })
  .meta({ id: 'DistrictExport', description: 'The whole district as one zip, kept for three days' });

export const PurgePreview = z
  .object({
    id: z.string(),
    name: z.string().describe('As it is to be typed'),
    against: z.array(z.string()).describe('What has to be done before, in words'),
    texts: z.int().describe('Rows whose texts name the person'),
    history: z.int().describe('Free texts of the history'),
    photos: z.int().describe('Photos of their repairs'),
    exportFiles: z.int(),
    importFiles: z.int(),
  })
  .meta({ id: 'PurgePreview', description: 'What the removal of a person would take' });

/** What a column of a table may hold. */
const cell = z.union([z.string(), z.number(), z.null()]);

export const PersonData = z
  .object({
    person: z.string(),
    made: time,
    tables: z.record(
      z.string(),
      z.object({
        meaning: z.string(),
        namedIn: z.array(z.string()),
        columns: z.record(z.string(), z.string()),
        rows: z.array(z.record(z.string(), cell)),
      }),
    ),
    history: z.array(
      z.object({
        n: z.int(),
        thing: z.string(),
        kind: z.string(),
        verb: z.string(),
        at: time,
        done_at: time.nullable(),
        person: z.string().nullable(),
        source: z.string(),
        site: z.string().nullable(),
        data: z.record(z.string(), z.unknown()).describe('What was done, by its verb'),
        text: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'PersonData', description: 'Everything that is held about a person' });
