import { Hono } from 'hono';
import { PricePage } from '../../views/purchasing/prices.tsx';
import { SupplierPage } from '../../views/purchasing/supplier.tsx';
import { SupplierForm, SupplierList } from '../../views/purchasing/suppliers.tsx';
import { can } from '../accounts/permissions.ts';
import { NotFound } from '../errors.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { asTyped, freshState, submit } from '../web/submit.tsx';
import { NewPrice, NewSupplier, Nothing, SupplierEdit, SupplierFilter, Versioned } from './forms.ts';
import { priceHistory, pricesOf } from './price-queries.ts';
import { findSupplier, listSuppliers, supplierDetails } from './supplier-queries.ts';
import { createSupplier, editSupplier, retireOrRestoreSupplier, setPrice, stopSelling } from './suppliers.ts';

export const supplierRoutes = new Hono<AppEnv>();

const BASE = '/purchasing/suppliers';
const TAKEN = { 'suppliers.name': ['name', 'Another supplier has this name'] } as const;
const FRESH = {
  'supplier_parts.supplier, supplier_parts.part': ['part', 'Somebody has just set a price'],
} as const;

supplierRoutes.get(BASE, allow('order.see'), async (c) => {
  const { db, today, actor } = c.var.ctx;
  const { cursor, ...query } = c.req.query();
  const parsed = SupplierFilter.safeParse(query);
  const filter = parsed.success ? parsed.data : { q: '', kind: null, show: null };
  const found = await listSuppliers(db, filter, today, cursor);
  const mayEdit = can(actor, 'order.approve');
  const frame = frameOf(c, 'purchasing');
  return c.html(<SupplierList frame={frame} filter={filter} cursor={cursor} {...found} mayEdit={mayEdit} />);
});

supplierRoutes.get(`${BASE}/new`, allow('order.approve'), (c) =>
  c.html(<SupplierForm frame={frameOf(c, 'purchasing')} state={freshState()} />),
);

supplierRoutes.post(`${BASE}/new`, allow('order.approve'), (c) =>
  submit(c, {
    schema: NewSupplier,
    run: createSupplier,
    done: ({ id }) => `${BASE}/${id}?done=created`,
    again: (state) => <SupplierForm frame={frameOf(c, 'purchasing')} state={state} />,
    taken: TAKEN,
  }),
);

supplierRoutes.get(`${BASE}/:id`, allow('order.see'), async (c) => {
  const { db, today, actor, district } = c.var.ctx;
  const supplier = await findSupplier(db, c.req.param('id'));
  const { cursor } = c.req.query();
  const details = await supplierDetails(db, supplier.id, today);
  return c.html(
    <SupplierPage
      frame={frameOf(c, 'purchasing')}
      supplier={supplier}
      {...details}
      prices={await pricesOf(db, supplier.id, cursor)}
      cursor={cursor}
      currency={district.currency}
      mayEdit={can(actor, 'order.approve')}
    />,
  );
});

supplierRoutes.get(`${BASE}/:id/edit`, allow('order.approve'), async (c) => {
  const supplier = await findSupplier(c.var.ctx.db, c.req.param('id'));
  const { version, minimumCents, shippingCents, ...values } = supplier;
  const typed = {
    ...asTyped(values),
    minimum: (minimumCents / 100).toFixed(2),
    shipping: (shippingCents / 100).toFixed(2),
  };
  return c.html(await editForm(c, freshState(typed, version)));
});

supplierRoutes.post(`${BASE}/:id/edit`, allow('order.approve'), (c) =>
  submit(c, {
    schema: SupplierEdit,
    run: (ctx, form) => editSupplier(ctx, c.req.param('id'), form),
    done: ({ id }) => `${BASE}/${id}?done=saved`,
    again: (state) => editForm(c, state),
    taken: TAKEN,
  }),
);

supplierRoutes.post(`${BASE}/:id/retire`, allow('order.approve'), (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: Versioned,
    run: (ctx, form) => retireOrRestoreSupplier(ctx, id, form),
    done: () => `${BASE}/${id}?done=saved`,
    back: `${BASE}/${id}`,
  });
});

supplierRoutes.get(`${BASE}/:id/prices/new`, allow('order.approve'), async (c) =>
  c.html(await pricePage(c, freshState(), null)),
);

supplierRoutes.post(`${BASE}/:id/prices/new`, allow('order.approve'), (c) =>
  submit(c, {
    schema: NewPrice,
    run: (ctx, form) => setPrice(ctx, c.req.param('id'), form),
    done: ({ id, part }) => `${BASE}/${id}/prices/${part}?done=saved`,
    again: (state) => pricePage(c, state, String(state.values.part ?? '')),
    taken: FRESH,
  }),
);

supplierRoutes.get(`${BASE}/:id/prices/:part`, allow('order.see'), async (c) =>
  c.html(await pricePage(c, freshState(), c.req.param('part'))),
);

supplierRoutes.post(`${BASE}/:id/prices/:part/end`, allow('order.approve'), (c) => {
  const { id, part } = c.req.param();
  return submit(c, {
    schema: Nothing,
    run: (ctx) => stopSelling(ctx, id, part),
    done: () => `${BASE}/${id}/prices/${part}?done=saved`,
    back: `${BASE}/${id}`,
  });
});

async function editForm(c: AppContext, state: FormState) {
  const supplier = await findSupplier(c.var.ctx.db, c.req.param('id') ?? '');
  const current = { ...state, version: state.version ?? supplier.version };
  return <SupplierForm frame={frameOf(c, 'purchasing')} state={current} supplier={supplier} />;
}

/** @param part whose history it shows; null for a part that is not chosen yet */
async function pricePage(c: AppContext, state: FormState, part: string | null) {
  const { db, actor } = c.var.ctx;
  const supplier = await findSupplier(db, c.req.param('id') ?? '');
  const history = part === null ? [] : await db.all(priceHistory(supplier.id, part));
  if (part !== null && history.length === 0 && c.req.method === 'GET') throw new NotFound();
  return (
    <PricePage
      frame={frameOf(c, 'purchasing')}
      state={state}
      supplier={supplier}
      history={history}
      mayEdit={can(actor, 'order.approve')}
    />
  );
}
