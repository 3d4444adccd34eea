import type { Hono } from 'hono';
import { z } from 'zod';
import { optionalChoice } from '../fields.ts';
import {
  LabelOrder,
  NewPaper,
  NewRange,
  Nothing,
  PaperEdit,
  RangeFilter,
  Versioned,
} from '../labels/forms.ts';
import { readItems } from '../labels/items.ts';
import { createPaper, editPaper, retireOrRestorePaper } from '../labels/papers.ts';
import { listPapers } from '../labels/queries.ts';
import { findRange, listRanges, usedElsewhere, usedIn } from '../labels/range-queries.ts';
import { giveBackRange, reserveRange } from '../labels/ranges.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import * as shape from './shapes-labels.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Labels';
const see = ['device.see', 'stock.see', 'location.see'] as const;
const manage = ['label.manage'] as const;
const TAKEN = { 'label_papers.name': ['name', 'Another paper has this name'] } as const;
const SHEET = {
  name: 'Ours, 2 x 5',
  kind: 'sheet',
  unit: 'in',
  labelWidth: 4,
  labelHeight: 2,
  pageWidth: 8.5,
  pageHeight: 11,
  across: 2,
  down: 5,
  fromLeft: 0.16,
  fromTop: 0.5,
  gapAcross: 0.18,
};

const Asked = LabelOrder.pick({ of: true, list: true, range: true, cursor: true }).extend({
  of: LabelOrder.shape.of,
});

/** Labels, the paper that they are printed on, and tags that are reserved for them. */
export function labelOperations(api: Hono<AppEnv>): void {
  reads(
    api,
    {
      path: '/labels',
      rights: see,
      summary: 'What labels say',
      description:
        'Of a typed list, of a list of devices, places, bins or parts (its filters stand beside these), or of a reserved range; at most 600 at once. As a PDF: GET /labels/labels.pdf with the same query, and paper, code, copies and start.',
      tag,
      query: Asked,
      answer: shape.Labels,
    },
    (c, asked) => {
      const order = { ...LabelOrder.parse({}), ...asked };
      return readItems(c.var.ctx, order, c.req.query(), c.var.services.config.baseUrl);
    },
  );
  papers(api);
  ranges(api);
}

function papers(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/label-papers',
      rights: see,
      summary: 'Paper for labels, by name',
      tag,
      filters: { show: optionalChoice(['all']).describe('Those out of use too') },
      item: shape.LabelPaper,
    },
    async (c, { show, ...paging }) => pageOfWhole(await listPapers(c.var.ctx.db, show === 'all'), paging),
  );
  writes(
    api,
    {
      path: '/label-papers',
      rights: manage,
      summary: 'Add paper by its dimensions',
      tag,
      schema: NewPaper,
      example: SHEET,
      answer: Made,
      status: 201,
      taken: TAKEN,
    },
    createPaper,
  );
  writes(
    api,
    {
      method: 'put',
      path: '/label-papers/:id',
      rights: manage,
      summary: 'Change paper',
      tag,
      schema: PaperEdit,
      example: { version: 1, ...SHEET },
      answer: Done,
      taken: TAKEN,
    },
    (ctx, form, c) => editPaper(ctx, param(c), form),
  );
  writes(
    api,
    {
      path: '/label-papers/:id/retire',
      rights: manage,
      summary: 'Take paper out of use, or back in',
      tag,
      schema: Versioned,
      example: { version: 1 },
      answer: Done,
    },
    (ctx, form, c) => retireOrRestorePaper(ctx, param(c), form),
  );
}

function ranges(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/tag-ranges',
      rights: manage,
      summary: 'Reserved tags, the latest first',
      tag,
      filters: RangeFilter.shape,
      item: shape.TagRange,
    },
    (c, { show, cursor, limit }) => listRanges(c.var.ctx.db, show, cursor, limit),
  );
  reads(
    api,
    {
      path: '/tag-ranges/:id',
      rights: manage,
      summary: 'One range, and who uses its tags',
      tag,
      query: z.object({}),
      answer: shape.TagRangeDetails,
    },
    async (c) => {
      const { db } = c.var.ctx;
      const range = await findRange(db, param(c));
      const [used, elsewhere] = await db.read(usedIn(range), usedElsewhere(range));
      return { ...range, used: used[0]?.n ?? 0, elsewhere };
    },
  );
  writes(
    api,
    {
      path: '/tag-ranges',
      rights: manage,
      summary: 'Reserve tags',
      description:
        'Without a first number the next free ones. Two who ask at once get one range after the other.',
      tag,
      schema: NewRange,
      example: { name: 'Summer 2027', count: 100, prefix: 'SP', digits: 6 },
      answer: shape.Reserved,
      status: 201,
      location: ({ id }) => `/tag-ranges/${id}`,
    },
    reserveRange,
  );
  writes(
    api,
    {
      path: '/tag-ranges/:id/withdraw',
      rights: manage,
      summary: 'Give a range back',
      tag,
      schema: Nothing,
      answer: Done,
    },
    (ctx, _, c) => giveBackRange(ctx, param(c)),
  );
}

function param(c: AppContext): string {
  return c.req.param('id') ?? '';
}
