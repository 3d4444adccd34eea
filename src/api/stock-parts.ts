import type { Hono } from 'hono';
import { z } from 'zod';
import { optionalChoice, optionalId } from '../fields.ts';
import {
  createGroup,
  createPart,
  editGroup,
  editPart,
  retireOrRestorePart,
} from '../stock/catalog-actions.ts';
import { listGroups } from '../stock/fit-queries.ts';
import { GroupEdit, NewGroup, NewPart, PartEdit, PartFilter, Versioned } from '../stock/forms.ts';
import { listParts, partDetails } from '../stock/list-queries.ts';
import { findPart } from '../stock/queries.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import { Group, Part, PartLine } from './shapes-stock.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Parts';
const PART_TAKEN = { 'parts.sku': ['sku', 'Another part has this SKU'] } as const;
const GROUP_TAKEN = { 'interchange_groups.name': ['name', 'Another group has this name'] } as const;

const PartSaved = z
  .object({
    id: z.string().nullable().describe('Null: a new one was proposed, and is not there yet'),
    proposed: z.boolean().describe('True: a manager decides'),
  })
  .meta({ id: 'PartSaved' });

const EXAMPLE = {
  sku: 'LCD-116-30',
  name: 'LCD 11.6 inch, 30 pin',
  partKind: 'screen',
  condition: 'new',
  counted: true,
  price: '20.00',
  makerNumbers: ['NT116WHM-N21'],
};

export function partOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/stock/parts',
      rights: ['stock.see'],
      summary: 'Parts by SKU',
      tag,
      filters: {
        q: PartFilter.shape.q.describe('How words of its SKU, name or maker number begin'),
        kind: PartFilter.shape.kind.describe('Kind of part, as screen'),
        group: optionalId().describe('An interchange group'),
        bin: optionalId().describe('Those that this bin has held'),
        show: optionalChoice(['retired', 'short']).describe('Those out of use, or those with a shortfall'),
      },
      item: PartLine,
    },
    async (c, { limit, cursor, ...filter }) => (await listParts(c.var.ctx.db, filter, cursor, limit)).page,
  );
  reads(
    api,
    { path: '/stock/parts/:id', rights: ['stock.see'], summary: 'One part', tag, answer: Part },
    async (c) => {
      const { db } = c.var.ctx;
      const part = await findPart(db, idOf(c));
      const { numbers, ...details } = await partDetails(db, part.id);
      const of = (kind: string) => numbers.filter((one) => one.kind === kind).map((one) => one.value);
      return { ...part, ...details, makerNumbers: of('maker'), barcodes: of('barcode') };
    },
  );
  writes(
    api,
    {
      path: '/stock/parts',
      rights: ['catalog.edit', 'catalog.propose'],
      summary: 'Make a part; who may not decide it proposes it',
      tag,
      schema: NewPart,
      example: EXAMPLE,
      answer: PartSaved,
      status: 201,
      taken: PART_TAKEN,
      location: ({ id }) => (id ? `/stock/parts/${id}` : '/proposals'),
    },
    createPart,
  );
  writes(
    api,
    {
      method: 'put',
      path: '/stock/parts/:id',
      rights: ['catalog.edit', 'catalog.propose'],
      summary: 'Change a part; who may not decide it proposes it',
      tag,
      schema: PartEdit,
      example: { version: 1, ...EXAMPLE },
      answer: PartSaved,
      taken: PART_TAKEN,
    },
    (ctx, form, c) => editPart(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: '/stock/parts/:id/retire',
      rights: ['catalog.edit'],
      summary: 'Take a part out of use, or back in',
      tag,
      schema: Versioned,
      example: { version: 1 },
      answer: Done,
    },
    (ctx, form, c) => retireOrRestorePart(ctx, idOf(c), form),
  );
  lists(
    api,
    {
      path: '/stock/groups',
      rights: ['stock.see'],
      summary: 'Interchange groups by name',
      tag,
      item: Group,
    },
    async (c, paging) => pageOfWhole(await listGroups(c.var.ctx.db), paging),
  );
  writes(
    api,
    {
      path: '/stock/groups',
      rights: ['catalog.edit'],
      summary: 'Make an interchange group',
      tag,
      schema: NewGroup,
      example: { name: '11.6 inch LCD, 30 pin, no touch', partKind: 'screen', touch: '0' },
      answer: Made,
      status: 201,
      taken: GROUP_TAKEN,
    },
    createGroup,
  );
  writes(
    api,
    {
      method: 'put',
      path: '/stock/groups/:id',
      rights: ['catalog.edit'],
      summary: 'Change an interchange group',
      tag,
      schema: GroupEdit,
      example: { version: 1, name: '11.6 inch LCD, 30 pin, no touch', partKind: 'screen', touch: '0' },
      answer: Done,
      taken: GROUP_TAKEN,
    },
    (ctx, form, c) => editGroup(ctx, idOf(c), form),
  );
}

function idOf(c: AppContext): string {
  return c.req.param('id') ?? '';
}
