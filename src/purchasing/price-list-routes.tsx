import { Hono } from 'hono';
import { MapPage, UploadPage } from '../../views/purchasing/price-list.tsx';
import { PreviewPage } from '../../views/purchasing/price-preview.tsx';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { decodeCursor, encodeCursor } from '../web/paging.ts';
import { asTyped, freshState, submit } from '../web/submit.tsx';
import { ApplyList, Mapping, ROW_KINDS, UploadForm } from './price-list-forms.ts';
import { findPriceList, type PriceList, sampleOf } from './price-list-queries.ts';
import { guessColumns, guessDecimal } from './price-list-rules.ts';
import { applyPriceList, countKinds, judgeList, mapPriceList, uploadPriceList } from './price-lists.ts';
import { findSupplier } from './supplier-queries.ts';

export const priceListRoutes = new Hono<AppEnv>();

const BASE = '/purchasing/price-lists';
const ROWS_SHOWN = 100;

priceListRoutes.get('/purchasing/suppliers/:id/price-lists/new', allow('order.approve'), async (c) =>
  c.html(await uploadPage(c, freshState())),
);

priceListRoutes.post('/purchasing/suppliers/:id/price-lists/new', allow('order.approve'), (c) =>
  submit(c, {
    schema: UploadForm,
    run: (ctx, form) => uploadPriceList(ctx, c.req.param('id'), c.var.body.files.file?.[0], form),
    done: ({ id }) => `${BASE}/${id}`,
    again: (state) => uploadPage(c, state),
  }),
);

priceListRoutes.get(`${BASE}/:id`, allow('order.approve'), async (c) => c.html(await mapPage(c, null)));

priceListRoutes.post(`${BASE}/:id/mapping`, allow('order.approve'), (c) =>
  submit(c, {
    schema: Mapping,
    run: (ctx, form) => mapPriceList(ctx, c.req.param('id'), form),
    done: ({ id }) => `${BASE}/${id}/preview`,
    again: (state) => mapPage(c, state),
  }),
);

priceListRoutes.get(`${BASE}/:id/preview`, allow('order.approve'), async (c) =>
  c.html(await previewPage(c, freshState())),
);

priceListRoutes.post(`${BASE}/:id/apply`, allow('order.approve'), async (c) => {
  const list = await findPriceList(c.var.ctx.db, c.req.param('id'));
  return submit(c, {
    schema: ApplyList,
    run: (ctx, form) => applyPriceList(ctx, list.id, form),
    done: ({ id, applied, chunks }) =>
      applied < chunks ? `${BASE}/${id}/preview?done=saved` : `${BASE}/${id}/preview?done=applied`,
    again: (state) => previewPage(c, state),
  });
});

async function uploadPage(c: AppContext, state: FormState) {
  const supplier = await findSupplier(c.var.ctx.db, c.req.param('id') ?? '');
  return <UploadPage frame={frameOf(c, 'purchasing')} state={state} supplier={supplier} />;
}

async function mapPage(c: AppContext, state: FormState | null) {
  const { db, today } = c.var.ctx;
  const list = await findPriceList(db, c.req.param('id') ?? '');
  const sample = await sampleOf(db, list.id);
  return (
    <MapPage
      frame={frameOf(c, 'purchasing')}
      state={state ?? freshState(guessed(list, sample, today))}
      list={list}
      sample={sample}
    />
  );
}

/** The columns as they were chosen before, or as their heads and first rows suggest. */
function guessed(list: PriceList, sample: readonly (readonly string[])[], today: string) {
  if (list.mapping) return asTyped(list.mapping);
  const columns = guessColumns(list.head);
  const prices = sample.map((row) => row[columns.price ?? -1] ?? '');
  return asTyped({ ...columns, decimal: guessDecimal(prices), per: 'piece', fromOn: today });
}

async function previewPage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const list = await findPriceList(ctx.db, c.req.param('id') ?? '');
  const rows = (await judgeList(ctx, list)).flat();
  const counts = countKinds(rows);
  const asked = ROW_KINDS.find((kind) => kind === c.req.query('kind'));
  const kind = asked ?? ROW_KINDS.find((one) => counts[one] > 0) ?? 'new';
  const [start = 0] = (decodeCursor(c.req.query('cursor'), 'n') ?? [0]) as number[];
  const of = rows.filter((row) => row.kind === kind);
  const end = start + ROWS_SHOWN;
  return (
    <PreviewPage
      frame={frameOf(c, 'purchasing')}
      state={state}
      list={list}
      counts={counts}
      kind={kind}
      rows={of.slice(start, end)}
      later={start > 0}
      next={end < of.length ? encodeCursor([end]) : null}
      currency={ctx.district.currency}
    />
  );
}
