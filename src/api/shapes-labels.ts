import { z } from 'zod';
import { time } from './shapes.ts';

export const Label = z
  .object({
    title: z.string().describe('What people read: the tag, serial, code or stock number'),
    code: z.string().describe('What the bars (Code 128) hold'),
    link: z.string().describe('What the square code (QR) holds: a short link'),
    lines: z.array(z.string()).describe('Lines of text below the title'),
  })
  .meta({ id: 'Label' });

export const Labels = z
  .object({
    items: z.array(Label),
    next: z.string().nullable().describe('Cursor of the following part, null on the last'),
    total: z.int().nullable(),
    unknown: z.array(z.string()).describe('What was listed and names nothing'),
  })
  .meta({ id: 'Labels' });

const um = z.int().describe('Micrometres');

export const LabelPaper = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.string().describe('sheet or roll'),
    pageWidth: um,
    pageHeight: um,
    labelWidth: um,
    labelHeight: um,
    across: z.int(),
    down: z.int(),
    fromLeft: um,
    fromTop: um,
    stepAcross: um,
    stepDown: um,
    retiredAt: time.nullable(),
    version: z.int(),
  })
  .meta({ id: 'LabelPaper' });

export const TagRange = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string(),
    digits: z.int(),
    first: z.int(),
    last: z.int(),
    firstTag: z.string(),
    lastTag: z.string(),
    site: z.string().nullable(),
    siteName: z.string().nullable(),
    reservedBy: z.string().nullable(),
    reservedAt: time,
    withdrawnAt: time.nullable(),
  })
  .meta({ id: 'TagRange' });

export const TagRangeDetails = TagRange.extend({
  used: z.int().describe('Tags of it that are on devices, now or formerly'),
  elsewhere: z
    .array(z.object({ id: z.string(), tag: z.string(), homeName: z.string() }))
    .describe('Devices with a tag of it that are at home elsewhere; the first 50'),
}).meta({ id: 'TagRangeDetails' });

export const Reserved = z
  .object({ id: z.string(), first: z.string(), last: z.string() })
  .meta({ id: 'ReservedTags' });
