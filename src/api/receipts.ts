import type { Hono } from 'hono';
import { optionalChoice } from '../fields.ts';
import { bookArrival } from '../purchasing/book-arrival.ts';
import {
  dropReceipt,
  fixScan,
  SCAN_FIXES,
  scanArrival,
  setCounted,
  startReceipt,
  takeBackScan,
} from '../purchasing/count-arrival.ts';
import { Nothing } from '../purchasing/forms.ts';
import { listReceipts } from '../purchasing/receipt-list-queries.ts';
import { findReceipt, linesOfReceipt } from '../purchasing/receipt-queries.ts';
import { BookReceipt, CountedLine, ReceiptScan } from '../purchasing/receive-forms.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import { Booked, Dropped, Receipt, ReceiptListed, Scanned } from './shapes-receipts.ts';

const tag = 'Receipts';
const ID = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01';
const RIGHTS = ['order.receive'] as const;
const WORDS = {
  pack: 'The scan was a whole pack',
  damaged: 'What was scanned is damaged: not into stock',
  wrong: 'What nobody has a number for is counted as not ordered',
} as const;

export function receiptOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/receipts',
      rights: ['order.see'],
      summary: 'Arrivals, newest first',
      tag,
      item: ReceiptListed,
      filters: { state: optionalChoice(['open', 'booked', 'dropped']) },
    },
    (c, { limit, cursor, state }) => listReceipts(c.var.ctx.db, state ?? '', cursor, limit),
  );
  reads(
    api,
    { path: '/receipts/:id', rights: ['order.see'], summary: 'One arrival', tag, answer: Receipt },
    async (c) => {
      const { db } = c.var.ctx;
      const receipt = await findReceipt(db, param(c, 'id'));
      return { ...receipt, lines: await db.all(linesOfReceipt(receipt.id)) };
    },
  );
  writes(
    api,
    {
      path: '/orders/:id/receive',
      rights: RIGHTS,
      summary: 'Begin to count an arrival of an order',
      description: 'Whoever receives the same order counts into the same receipt.',
      tag,
      schema: Nothing,
      answer: Made,
      status: 201,
      location: (made) => `/receipts/${made.id}`,
    },
    (ctx, _, c) => startReceipt(ctx, param(c, 'id')),
  );
  writes(
    api,
    {
      path: '/receipts/:id/book',
      rights: RIGHTS,
      summary: 'Book what was counted into stock',
      description: 'First what repairs wait for is kept for them. Damaged and wrong pieces become returns.',
      tag,
      schema: BookReceipt,
      example: { version: 7, into: ID, slip: 'S-1', over: false },
      answer: Booked,
    },
    (ctx, form, c) => bookArrival(ctx, param(c, 'id'), form),
  );
  writes(
    api,
    {
      path: '/receipts/:id/drop',
      rights: RIGHTS,
      summary: 'Nothing came after all',
      tag,
      schema: Nothing,
      answer: Dropped,
    },
    (ctx, _, c) => dropReceipt(ctx, param(c, 'id')),
  );
  scanOperations(api);
}

function scanOperations(api: Hono<AppEnv>): void {
  writes(
    api,
    {
      path: '/receipts/:id/scans',
      rights: RIGHTS,
      summary: 'Count one piece by what is read on it',
      tag,
      schema: ReceiptScan,
      example: { q: '4006381333931' },
      answer: Scanned,
      status: 201,
    },
    async (ctx, form, c) => Scanned.parse(await scanArrival(ctx, param(c, 'id'), form)),
  );
  writes(
    api,
    {
      path: '/receipts/:id/scans/:scan/undo',
      rights: RIGHTS,
      summary: 'The scan counts no more',
      tag,
      schema: Nothing,
      answer: Done,
    },
    (ctx, _, c) => takeBackScan(ctx, param(c, 'id'), param(c, 'scan')),
  );
  for (const fix of SCAN_FIXES) {
    writes(
      api,
      {
        path: `/receipts/:id/scans/:scan/${fix}`,
        rights: RIGHTS,
        summary: WORDS[fix],
        tag,
        schema: Nothing,
        answer: Scanned.pick({ scan: true }),
      },
      (ctx, _, c) => fixScan(ctx, param(c, 'id'), param(c, 'scan'), fix),
    );
  }
  writes(
    api,
    {
      method: 'put',
      path: '/receipts/:id/lines/:line',
      rights: RIGHTS,
      summary: 'Set what lies there of a line',
      description: 'With what was seen before: somebody may have counted on meanwhile.',
      tag,
      schema: CountedLine,
      example: { quantity: 12, damaged: 1, seen: 10, seenDamaged: 0 },
      answer: Done,
    },
    (ctx, form, c) => setCounted(ctx, param(c, 'id'), param(c, 'line'), form),
  );
}

function param(c: AppContext, name: string): string {
  return c.req.param(name) ?? '';
}
