import type { Hono } from 'hono';
import { readAccuracy } from '../counts/accuracy.ts';
import { countPart, giveUp, startCount, takeBack } from '../counts/count.ts';
import { decideLines } from '../counts/decide.ts';
import { binsDue, partsDue } from '../counts/due-queries.ts';
import {
  AccuracyFilter,
  CountAtOnce,
  CountEntry,
  CountOneAtOnce,
  CountsFilter,
  DecideLines,
  DueFilter,
  Nothing,
  SettleCount,
  StartCount,
} from '../counts/forms.ts';
import { linesOf, waitingLines } from '../counts/line-queries.ts';
import { readLines } from '../counts/lines.ts';
import { countedIn, findCount, listCounts } from '../counts/queries.ts';
import { finishCount, settleCount } from '../counts/settle.ts';
import { countAtOnce, countOneAtOnce } from '../counts/sheet.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { decodeCursor, pageOf } from '../web/paging.ts';
import { lists, reads, writes } from './operation.ts';
import { Done } from './shapes.ts';
import * as shape from './shapes-counts.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Counts';
const see = ['stock.see'] as const;
const count = ['stock.count'] as const;
const ID = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01';
const LINE = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b02';
const PART = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b03';

export function countOperations(api: Hono<AppEnv>): void {
  readings(api);
  counting(api);
  writes(
    api,
    {
      path: '/stock/counts',
      rights: count,
      summary: 'Post what lies in a bin',
      description:
        'By the id of each part; those left out were not counted. Settles the shortfalls. What is above the limit waits for another person.',
      tag,
      schema: CountAtOnce,
      example: { bin: ID, counted: { [PART]: 12 }, reason: 'miscount' },
      answer: shape.CountPosted,
      status: 201,
      location: ({ id }) => `/stock/counts/${id}`,
    },
    countAtOnce,
  );
  writes(
    api,
    {
      path: '/stock/counts/one',
      rights: count,
      summary: 'Post how many of one part lie in a bin',
      description: 'The part by its SKU, maker number or barcode.',
      tag,
      schema: CountOneAtOnce,
      example: { bin: ID, part: 'LCD-116-30', counted: 12 },
      answer: shape.CountPosted,
      status: 201,
      location: ({ id }) => `/stock/counts/${id}`,
    },
    countOneAtOnce,
  );
}

function readings(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/stock/counts',
      rights: see,
      summary: 'Counts, the latest first',
      tag,
      filters: CountsFilter.shape,
      item: shape.CountRow,
    },
    (c, { cursor, limit, ...filter }) => listCounts(c.var.ctx.db, filter, cursor, limit),
  );
  lists(
    api,
    { path: '/stock/counts/bins', rights: see, summary: 'Bins to be counted', tag, item: shape.BinDue },
    async (c, paging) => {
      const { db, today } = c.var.ctx;
      return pageOfWhole(await db.all(binsDue(today, null, 1_000)), paging);
    },
  );
  lists(
    api,
    {
      path: '/stock/counts/parts',
      rights: see,
      summary: 'Parts to be counted, what is due longest first',
      tag,
      filters: DueFilter.shape,
      item: shape.PartDue,
    },
    (c, { cursor, limit, ...filter }) => partsDue(c.var.ctx.db, filter, c.var.ctx.today, cursor, limit),
  );
  lists(
    api,
    {
      path: '/stock/counts/waiting',
      rights: see,
      summary: "Differences that wait for a second count or another person's yes",
      tag,
      item: shape.CountLine,
    },
    async (c, { cursor, limit }) => {
      const after = decodeCursor(cursor, 'ss') as [string, string] | null;
      const lines = await readLines(c.var.ctx, waitingLines(after, limit + 1));
      return pageOf(lines, limit, (line) => [line.at, line.id]);
    },
  );
  reads(
    api,
    {
      path: '/stock/counts/accuracy',
      rights: see,
      summary: 'How often shelf and books agreed in the last twelve months',
      description: 'Of people: yourself, or everybody for who may see the history.',
      tag,
      query: AccuracyFilter,
      answer: shape.AccuracyOf,
    },
    (c, filter) => readAccuracy(c.var.ctx, filter),
  );
  reads(
    api,
    { path: '/stock/counts/:id', rights: see, summary: 'One count', tag, answer: shape.CountDetails },
    async (c) => {
      const { ctx } = c.var;
      const found = await findCount(ctx.db, idOf(c));
      // Blind as long as it is counted: what others found, and the books, would be copied.
      const counted = found.state === 'counting' ? await ctx.db.all(countedIn(found.id)) : [];
      const parts = counted.map((row) => ({
        ...row,
        quantity: row.person === ctx.actor.person ? row.quantity : null,
      }));
      const results = found.state === 'counting' ? [] : await readLines(ctx, linesOf(found.id));
      return { ...found, parts, results };
    },
  );
}

function counting(api: Hono<AppEnv>): void {
  writes(
    api,
    {
      path: '/stock/counts/start',
      rights: count,
      summary: 'Begin to count a bin, or join the count that is open',
      description: 'The bin by its id or the code on its label.',
      tag,
      schema: StartCount,
      example: { bin: 'D1-A2' },
      answer: Done,
      status: 201,
      location: ({ id }) => `/stock/counts/${id}`,
    },
    startCount,
  );
  writes(
    api,
    {
      path: '/stock/counts/:id/entries',
      rights: count,
      summary: 'One part as it was counted, saved at once',
      description: 'Counted again the last one stands; counted by another person it is a second count.',
      tag,
      schema: CountEntry,
      example: { part: 'LCD-116-30', quantity: 4 },
      answer: shape.EntrySaved,
      status: 201,
    },
    (ctx, form, c) => countPart(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: '/stock/counts/:id/parts/:part/withdraw',
      rights: count,
      summary: 'A part was not counted after all',
      tag,
      schema: Nothing,
      answer: Done,
    },
    (ctx, _, c) => takeBack(ctx, idOf(c), c.req.param('part') ?? ''),
  );
  writes(
    api,
    {
      path: '/stock/counts/:id/finish',
      rights: count,
      summary: 'End the counting and compare with the books',
      description: 'What agrees is posted; the first count of a bin asks for no reasons.',
      tag,
      schema: Nothing,
      answer: shape.CountClosed,
    },
    (ctx, _, c) => finishCount(ctx, idOf(c)),
  );
  writes(
    api,
    {
      path: '/stock/counts/:id/settle',
      rights: count,
      summary: 'Say why each difference is there, and post them',
      tag,
      schema: SettleCount,
      example: { reason: { [LINE]: 'miscount' } },
      answer: shape.CountClosed,
    },
    (ctx, form, c) => settleCount(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: '/stock/counts/:id/give-up',
      rights: count,
      summary: 'Give up a count',
      tag,
      schema: Nothing,
      answer: Done,
    },
    (ctx, _, c) => giveUp(ctx, idOf(c)),
  );
  writes(
    api,
    {
      path: '/stock/counts/decide',
      rights: ['stock.open'],
      summary: "Another person's yes or no to differences that wait",
      tag,
      schema: DecideLines,
      example: { lines: [LINE], decision: 'agree' },
      answer: shape.LinesDecided,
    },
    decideLines,
  );
}

function idOf(c: AppContext): string {
  return c.req.param('id') ?? '';
}
