import type { Hono } from 'hono';
import { optionalChoice } from '../fields.ts';
import { ApplyList, Mapping, ROW_KINDS, UploadForm } from '../purchasing/price-list-forms.ts';
import { findPriceList } from '../purchasing/price-list-queries.ts';
import {
  applyPriceList,
  countKinds,
  judgeList,
  mapPriceList,
  uploadPriceList,
} from '../purchasing/price-lists.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, uploads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import { Applied, ListRow, PriceList } from './shapes-price-lists.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Price lists';
const RIGHTS = ['order.approve'] as const;

export function priceListOperations(api: Hono<AppEnv>): void {
  uploads(
    api,
    {
      path: '/suppliers/:id/price-lists',
      rights: RIGHTS,
      summary: 'Send a price list as CSV or XLSX',
      description: 'Nothing is changed: choose its columns, look at its rows, then apply it.',
      tag,
      schema: UploadForm,
      files: { file: 'The list, at most 20,000 rows' },
      answer: Made,
      location: (made) => `/price-lists/${made.id}`,
    },
    (ctx, form, c) => uploadPriceList(ctx, idOf(c), c.var.body.files.file?.[0], form),
  );
  reads(
    api,
    {
      path: '/price-lists/:id',
      rights: RIGHTS,
      summary: 'A price list, with how many of its rows are new, changed, wrong',
      tag,
      answer: PriceList,
    },
    async (c) => {
      const { ctx } = c.var;
      const list = await findPriceList(ctx.db, idOf(c));
      const counts = list.mapping ? countKinds((await judgeList(ctx, list)).flat()) : null;
      return { ...list, counts };
    },
  );
  lists(
    api,
    {
      path: '/price-lists/:id/rows',
      rights: RIGHTS,
      summary: 'The rows of a price list, each with what it would change or why it is left out',
      tag,
      item: ListRow,
      filters: { kind: optionalChoice(ROW_KINDS) },
    },
    async (c, { kind, ...paging }) => {
      const { ctx } = c.var;
      const rows = (await judgeList(ctx, await findPriceList(ctx.db, idOf(c)))).flat();
      return pageOfWhole(kind ? rows.filter((row) => row.kind === kind) : rows, paging);
    },
  );
  writes(
    api,
    {
      method: 'put',
      path: '/price-lists/:id/mapping',
      rights: RIGHTS,
      summary: 'Say which column is what, counted from 0',
      tag,
      schema: Mapping,
      example: { maker: 1, price: 3, pack: 4, decimal: 'point', per: 'piece', fromOn: '2027-04-01' },
      answer: Done,
    },
    (ctx, form, c) => mapPriceList(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: '/price-lists/:id/apply',
      rights: RIGHTS,
      summary: 'Apply what is new and changed',
      description: 'At most 20 parts of 500 rows in one call: call again until applied is chunks.',
      tag,
      schema: ApplyList,
      example: { doubtful: false },
      answer: Applied,
    },
    (ctx, form, c) => applyPriceList(ctx, idOf(c), form),
  );
}

function idOf(c: AppContext): string {
  return c.req.param('id') ?? '';
}
