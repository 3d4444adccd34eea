import type { Hono } from 'hono';
import { z } from 'zod';
import { optionalChoice, optionalDate, optionalId } from '../fields.ts';
import { MovementFilter } from '../stock/ledger-forms.ts';
import { listMovements, spanOf } from '../stock/movement-queries.ts';
import { scrap } from '../stock/scrap.ts';
import { ScrapIn } from '../stock/scrap-forms.ts';
import { receiveTransfer } from '../stock/transit.ts';
import { Arrive } from '../stock/transit-forms.ts';
import { findTransfer, linesOfTransfer, listTransfers } from '../stock/transit-queries.ts';
import { untilOf, valueByBin, valueByPart, wholeValue } from '../stock/value-queries.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import {
  BinValue,
  Movement,
  PartValue,
  Received,
  Scrapped,
  Transfer,
  TransferLine,
  Value,
} from './shapes-ledger.ts';

const tag = 'Ledger of stock';
const ID = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01';
const PART = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b03';
const LINE = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b04';

const on = optionalDate().describe('As of the end of this day; without it now');

export function ledgerOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/stock/movements',
      rights: ['stock.see'],
      summary: 'Movements of stock, the newest first',
      tag,
      filters: {
        part: MovementFilter.shape.part.describe('Id or SKU'),
        bin: MovementFilter.shape.bin,
        why: MovementFilter.shape.why,
        person: MovementFilter.shape.person.describe('Who did it'),
        repair: MovementFilter.shape.repair.describe('Id or number'),
        from: MovementFilter.shape.from.describe('From this day on'),
        to: MovementFilter.shape.to.describe('Up to the end of this day'),
      },
      item: Movement,
    },
    (c, { limit, cursor, ...filter }) => {
      const { db, district } = c.var.ctx;
      return listMovements(db, { ...filter, ...spanOf(district.zone, filter) }, cursor, limit);
    },
  );
  reads(
    api,
    {
      path: '/stock/value',
      rights: ['stock.see'],
      summary: 'What all stock is or was worth',
      tag,
      query: z.object({ on }),
      answer: Value,
    },
    async (c, query) => {
      const [whole] = await c.var.ctx.db.all(wholeValue(until(c, query.on)));
      const none = { onHand: 0, valueCents: 0, underWay: 0, underWayCents: 0 };
      return { on: query.on, ...(whole ?? none) };
    },
  );
  lists(
    api,
    {
      path: '/stock/value/parts',
      rights: ['stock.see'],
      summary: 'What stock is or was worth, part by part',
      tag,
      filters: { on, bin: optionalId().describe('Only what this bin held') },
      item: PartValue,
    },
    (c, { limit, cursor, bin, on: day }) =>
      valueByPart(c.var.ctx.db, { until: until(c, day), bin }, cursor, limit),
  );
  lists(
    api,
    {
      path: '/stock/value/bins',
      rights: ['stock.see'],
      summary: 'What stock is or was worth, bin by bin',
      tag,
      filters: { on },
      item: BinValue,
    },
    (c, { limit, cursor, on: day }) => valueByBin(c.var.ctx.db, { until: until(c, day) }, cursor, limit),
  );
  transferOperations(api);
  writes(
    api,
    {
      path: '/stock/scraps',
      rights: ['scrap.propose'],
      summary: 'Throw parts of a bin away',
      description: 'From level II on it is posted at once; below it is proposed.',
      tag,
      schema: ScrapIn,
      example: { bin: ID, part: PART, quantity: 1, reason: 'unsafe', note: 'Swollen' },
      answer: Scrapped,
      status: 201,
    },
    (ctx, { bin, ...form }) => scrap(ctx, bin, form),
  );
}

function transferOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/stock/transfers',
      rights: ['stock.see'],
      summary: 'Transfers under way, the oldest first',
      tag,
      filters: {
        bin: optionalId().describe('Where it comes from or goes to'),
        show: optionalChoice(['ended']).describe('Those that have ended, the newest first'),
      },
      item: TransferLine,
    },
    (c, { bin, show, ...paging }) =>
      listTransfers(c.var.ctx.db, { bin: bin ?? '', closed: show === 'ended', ...paging }),
  );
  reads(
    api,
    {
      path: '/stock/transfers/:id',
      rights: ['stock.see'],
      summary: 'One transfer with its lines',
      tag,
      answer: Transfer,
    },
    async (c) => {
      const { db } = c.var.ctx;
      const transfer = await findTransfer(db, c.req.param('id') ?? '');
      return { ...transfer, lines: await db.all(linesOfTransfer(transfer.id)) };
    },
  );
  writes(
    api,
    {
      path: '/stock/transfers/:id/arrive',
      rights: ['stock.transfer'],
      summary: 'Say what of a transfer is there',
      description:
        'By the id of each line. What is named in `short` with a reason will not come: the rest of that line leaves the books.',
      tag,
      schema: Arrive,
      example: { arrived: { [LINE]: 3 }, short: { [LINE]: 'lost' } },
      answer: Received,
    },
    (ctx, form, c) => receiveTransfer(ctx, c.req.param('id') ?? '', form),
  );
}

function until(c: AppContext, day: string | null): string | null {
  const { district, today } = c.var.ctx;
  return untilOf(district.zone, day, today);
}
