import { Hono } from 'hono';
import { RowPage } from '../../views/imports/row.tsx';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { MendForm, NothingMore } from './forms.ts';
import { KINDS } from './kinds/all.ts';
import { leaveRow, mendRow, takeRow } from './mend.ts';
import { kindHere } from './own-columns.ts';
import { findImport, type Import, previewRow } from './queries.ts';
import { wrongRows } from './wrong-rows.ts';

export const importRowRoutes = new Hono<AppEnv>();

const RUN = allow('import.run');
const ROW = '/imports/:id/rows/:nr';
const nrOf = (c: AppContext) => Number(c.req.param('nr')) || 0;
const idOf = (c: AppContext) => c.req.param('id') ?? '';

importRowRoutes.get(ROW, RUN, async (c) =>
  c.html(await rowPage(c, await findImport(c.var.ctx.db, idOf(c)), null)),
);

importRowRoutes.post(ROW, RUN, async (c) => {
  const it = await findImport(c.var.ctx.db, idOf(c));
  return submit(c, {
    schema: MendForm,
    run: (ctx, form) => mendRow(ctx, it.id, nrOf(c), form),
    // It stays on the row while something is wrong with it still.
    done: () => `/imports/${it.id}/rows/${nrOf(c)}?done=saved`,
    again: (state) => rowPage(c, it, state),
  });
});

importRowRoutes.post(`${ROW}/leave`, RUN, async (c) => {
  const it = await findImport(c.var.ctx.db, idOf(c));
  return submit(c, {
    schema: NothingMore,
    run: (ctx) => leaveRow(ctx, it.id, nrOf(c)),
    done: () => `/imports/${it.id}?show=reject`,
    back: `/imports/${it.id}`,
  });
});

importRowRoutes.post(`${ROW}/take`, RUN, async (c) => {
  const it = await findImport(c.var.ctx.db, idOf(c));
  return submit(c, {
    schema: NothingMore,
    run: (ctx) => takeRow(ctx, it.id, nrOf(c)),
    done: () => `/imports/${it.id}/rows/${nrOf(c)}`,
    back: `/imports/${it.id}`,
  });
});

importRowRoutes.get('/imports/:id/wrong.csv', RUN, async (c) => {
  const it = await findImport(c.var.ctx.db, idOf(c));
  const stem = it.fileName.replace(/\.[^.]*$/, '').replace(/[^\w -]+/g, '_');
  return c.body(wrongRows(c.var.ctx.db, it), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${stem || 'import'} wrong rows.csv"`,
    'Cache-Control': 'no-store',
  });
});

/** Where a thing of a kind can be seen. */
const PLACES: Readonly<Partial<Record<Import['kind'], string>>> = {
  devices: '/devices/',
  models: '/models/',
  locations: '/locations/',
  people: '/people/',
  parts: '/stock/parts/',
  repairs: '/repairs/',
  custody: '/devices/',
};

async function rowPage(c: AppContext, it: Import, typed: FormState | null) {
  const row = await previewRow(c.var.ctx.db, it.n, nrOf(c));
  const known = KINDS.find(({ name }) => name === it.kind);
  const kind = known ? await kindHere(c.var.ctx.db, known.name) : null;
  const columns = it.mapping?.columns ?? {};
  const read = (kind?.columns ?? []).flatMap(({ name, label }) => {
    const at = columns[name];
    return at === undefined ? [] : [{ name, at, head: it.head[at] ?? '', label }];
  });
  const errors: Record<string, string> = {};
  for (const { field, message } of row.problems) {
    const at = columns[field];
    errors[at === undefined ? '' : `cell.${at}`] = message;
  }
  const values = Object.fromEntries(read.map(({ at }) => [`cell.${at}`, row.cells[at] ?? '']));
  const state = typed ?? { ...freshState(values), errors, ...(row.problems.length > 0 ? WRONG : {}) };
  const place = PLACES[it.kind];
  const thing = place && row.thing ? `${place}${row.thing}` : null;
  return <RowPage frame={frameOf(c, 'settings')} it={it} state={state} row={row} read={read} thing={thing} />;
}

const WRONG = { message: 'This row does not go in as it is.' };
