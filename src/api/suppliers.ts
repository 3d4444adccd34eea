import type { Hono } from 'hono';
import { optionalChoice, optionalText } from '../fields.ts';
import {
  NewPrice,
  NewSupplier,
  Nothing,
  SUPPLIER_KINDS,
  SupplierEdit,
  Versioned,
} from '../purchasing/forms.ts';
import { priceHistory, pricesOf } from '../purchasing/price-queries.ts';
import { findSupplier, listSuppliers, supplierDetails } from '../purchasing/supplier-queries.ts';
import {
  createSupplier,
  editSupplier,
  retireOrRestoreSupplier,
  setPrice,
  stopSelling,
} from '../purchasing/suppliers.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import { Price, Priced, Supplier, SupplierLine } from './shapes-purchasing.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Suppliers';
const TAKEN = { 'suppliers.name': ['name', 'Another supplier has this name'] } as const;
const EXAMPLE = { name: 'Northside Parts', kind: 'distributor', minimum: '100.00', leadDays: 7 };

export function supplierOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/suppliers',
      rights: ['order.see'],
      summary: 'Suppliers by name, with how long they take as measured',
      tag,
      item: SupplierLine,
      filters: {
        q: optionalText(60).describe('Part of the name'),
        kind: optionalChoice(SUPPLIER_KINDS),
        show: optionalChoice(['retired']),
      },
    },
    async (c, { limit, cursor, ...filter }) => {
      const { db, today } = c.var.ctx;
      return (await listSuppliers(db, filter, today, cursor, limit)).page;
    },
  );
  reads(
    api,
    { path: '/suppliers/:id', rights: ['order.see'], summary: 'One supplier', tag, answer: Supplier },
    async (c) => {
      const { db, today } = c.var.ctx;
      const supplier = await findSupplier(db, idOf(c));
      const { lead, orders } = await supplierDetails(db, supplier.id, today);
      return { ...supplier, lead, orders };
    },
  );
  writes(
    api,
    {
      path: '/suppliers',
      rights: ['order.approve'],
      summary: 'Make a supplier',
      tag,
      schema: NewSupplier,
      example: EXAMPLE,
      answer: Made,
      status: 201,
      taken: TAKEN,
      location: (made) => `/suppliers/${made.id}`,
    },
    createSupplier,
  );
  writes(
    api,
    {
      method: 'put',
      path: '/suppliers/:id',
      rights: ['order.approve'],
      summary: 'Change a supplier',
      tag,
      schema: SupplierEdit,
      example: { version: 1, ...EXAMPLE },
      answer: Done,
      taken: TAKEN,
    },
    (ctx, form, c) => editSupplier(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: '/suppliers/:id/retire',
      rights: ['order.approve'],
      summary: 'Take a supplier out of use, or back in',
      tag,
      schema: Versioned,
      example: { version: 1 },
      answer: Done,
    },
    (ctx, form, c) => retireOrRestoreSupplier(ctx, idOf(c), form),
  );
  priceOperations(api);
}

function priceOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/suppliers/:id/prices',
      rights: ['order.see'],
      summary: 'What a supplier sells, by SKU',
      tag,
      item: Price,
    },
    async (c, { limit, cursor }) => {
      const { db } = c.var.ctx;
      const { id } = await findSupplier(db, idOf(c));
      return pricesOf(db, id, cursor, limit);
    },
  );
  lists(
    api,
    {
      path: '/suppliers/:id/prices/:part',
      rights: ['order.see'],
      summary: 'Every price of a part that held there, newest first',
      tag,
      item: Price,
    },
    async (c, paging) => {
      const { db } = c.var.ctx;
      const { id } = await findSupplier(db, idOf(c));
      return pageOfWhole(await db.all(priceHistory(id, c.req.param('part') ?? '')), paging);
    },
  );
  writes(
    api,
    {
      path: '/suppliers/:id/prices',
      rights: ['order.approve'],
      summary: 'Set what a part costs from a day on',
      description: 'The price before it ends the day before. `part` is its id, SKU, maker number or barcode.',
      tag,
      schema: NewPrice,
      example: { part: 'LCD-116-30', price: '18.40', number: 'N-4711', pack: 1 },
      answer: Priced,
      status: 201,
    },
    (ctx, form, c) => setPrice(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: '/suppliers/:id/prices/:part/end',
      rights: ['order.approve'],
      summary: 'They sell it no more',
      tag,
      schema: Nothing,
      answer: Priced,
    },
    (ctx, _, c) => stopSelling(ctx, idOf(c), c.req.param('part') ?? ''),
  );
}

function idOf(c: AppContext): string {
  return c.req.param('id') ?? '';
}
