import { Hono } from 'hono';
import { ChoosePage } from '../../views/exports/choose.tsx';
import { NotFound } from '../errors.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState } from '../web/submit.tsx';
import { allowedQuery } from './allowed.ts';
import { districtRoutes } from './district-routes.tsx';
import { download } from './download.ts';
import { ExportFormat } from './forms.ts';
import { bytesOf, placeWith } from './job.ts';
import { filtersIn, placeOf } from './list-rules.ts';
import { listOf } from './lists/all.ts';
import { privacyRoutes } from './privacy-routes.tsx';
import { savedExportRoutes } from './saved-routes.tsx';
import { bodyOf, fileName, TYPES } from './write.ts';

export const exportRoutes = new Hono<AppEnv>();
exportRoutes.route('/', savedExportRoutes);
exportRoutes.route('/', districtRoutes);
exportRoutes.route('/', privacyRoutes);

const may = allow('export.lists', 'export.own');

/** The list as a file: `format`, `columns` (none: all) and the list's own filters. */
exportRoutes.get('/exports/lists/:list', may, async (c) => {
  const list = listIn(c);
  const { ctx, services } = c.var;
  const query = allowedQuery(ctx.actor, list.name, filtersIn(c.req.query()));
  const format = ExportFormat.parse(c.req.query('format'));
  const columns = c.req.queries('columns') ?? [];
  const { actor, now, today, district } = ctx;
  const who = { actor, now, today, district };
  const job = { kind: 'list', list: list.name, query, columns, format, who } as const;
  return download(bodyOf(bytesOf(placeWith(services, listOf), job)), {
    name: fileName(list.name, ctx.today, format),
    type: TYPES[format],
  });
});

exportRoutes.get('/exports/choose/:list', may, async (c) => {
  const list = listIn(c);
  const filters = filtersIn(c.req.query());
  allowedQuery(c.var.ctx.actor, list.name, filters);
  return c.html(
    <ChoosePage
      frame={frameOf(c, 'more')}
      state={freshState({ columns: list.columns.map(({ key }) => key), format: 'xlsx' })}
      list={list}
      path={placeOf(list.name)?.path ?? '/'}
      filters={filters}
    />,
  );
});

/** @throws NotFound */
function listIn(c: AppContext) {
  const list = listOf(c.req.param('list') ?? '');
  if (!list) throw new NotFound('There is no such list');
  return list;
}
