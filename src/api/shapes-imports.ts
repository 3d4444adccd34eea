import { z } from 'zod';
import { DOES, STATES } from '../imports/state-rules.ts';
import { time, truth } from './shapes.ts';

const count = z.int();

export const Import = z
  .object({
    id: z.string(),
    kind: z.string().describe('Empty until it is known'),
    source: z.string(),
    fileName: z.string(),
    state: z.enum(STATES),
    head: z.array(z.string()).describe('Names of the columns'),
    rows: count.describe('Below the head'),
    creates: count,
    changes: count,
    sames: count,
    rejects: count,
    lefts: count,
    applied: count.describe('Rows that went in'),
    undone: count.describe('Of those, rows that were taken back'),
    kept: count.describe('Rows that were changed since, and stay'),
    allOrNothing: truth(),
    failure: z.string(),
    at: time,
    appliedAt: time.nullable(),
    endedAt: time.nullable(),
  })
  .meta({ id: 'Import' });

const problem = z.object({ field: z.string(), message: z.string() });

export const ImportRow = z
  .object({
    nr: z.int().describe('Of the file; its head is row 1'),
    does: z.enum(DOES),
    cells: z.array(z.string()),
    fields: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
    makes: z.array(z.object({ kind: z.string(), name: z.string() })),
    problems: z.array(problem),
    doubleOf: z.int().nullable().describe('The row that has the thing already'),
    thing: z.string().nullable(),
  })
  .meta({ id: 'ImportRow' });

export const KeptRow = z
  .object({ nr: z.int(), thing: z.string(), why: z.string() })
  .meta({ id: 'ImportKeptRow' });

export const Part = z.object({ id: z.string(), parts: z.int(), bytes: z.int() });
