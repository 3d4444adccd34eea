import { Hono } from 'hono';
import { SavePage } from '../../views/exports/save.tsx';
import { SavedList } from '../../views/exports/saved.tsx';
import { NotFound } from '../errors.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { systemCtx } from '../web/system-ctx.ts';
import { Throttle } from '../web/throttle.ts';
import { allowedQuery, exportsList } from './allowed.ts';
import { bytesBody, download } from './download.ts';
import { ExportFormat, Nothing, SaveExport } from './forms.ts';
import { placeWith } from './job.ts';
import { filtersIn, placeOf } from './list-rules.ts';
import { listOf } from './lists/all.ts';
import { actorOf, makeExports } from './make.ts';
import {
  findOwn,
  linkHash,
  linkToken,
  makeLink,
  makeNow,
  personOf,
  removeExport,
  revokeLink,
  saveExport,
} from './saved.ts';
import { exportByLink, type SavedExport, savedExports } from './saved-queries.ts';
import { fileName, TYPES } from './write.ts';

export const savedExportRoutes = new Hono<AppEnv>();

const may = allow('export.lists', 'export.own');
const HERE = '/exports';
/** As long as a platform lets a call go on after its answer. */
const AFTER_ANSWER_MS = 15_000;

savedExportRoutes.get(HERE, may, async (c) => {
  const { ctx, services } = c.var;
  const rows = await ctx.db.all(savedExports(personOf(ctx)));
  const { baseUrl, secret } = services.config;
  return c.html(
    <SavedList
      frame={frameOf(c, 'more')}
      rows={rows.map((row) => ({
        ...row,
        listLabel: listOf(row.list)?.label ?? row.list,
        href: listHref(row),
        address: row.link ? `${baseUrl}/exports/made/${linkToken(secret, row.link)}` : null,
      }))}
    />,
  );
});

function listHref({ list, query }: SavedExport): string {
  const path = placeOf(list)?.path ?? '/';
  return query ? `${path}?${query}` : path;
}

savedExportRoutes.get('/exports/save/:list', may, async (c) => {
  const columns = c.req.queries('columns') ?? [];
  const format = ExportFormat.parse(c.req.query('format'));
  return c.html(savePage(c, freshState({ columns, format, schedule: 'weekly' })));
});

savedExportRoutes.post('/exports/save/:list', may, (c) =>
  submit(c, {
    schema: SaveExport,
    run: async (ctx, form) => {
      const saved = await saveExport(ctx, listIn(c), filtersIn(c.req.query()), form);
      return saved;
    },
    done: () => {
      makeSoon(c);
      return `${HERE}?done=saved`;
    },
    again: (state) => savePage(c, state),
  }),
);

savedExportRoutes.post('/exports/:id/make', may, (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => makeNow(ctx, c.req.param('id')),
    done: () => {
      makeSoon(c);
      return `${HERE}?done=saved`;
    },
    back: HERE,
  }),
);

savedExportRoutes.post('/exports/:id/link', may, (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => makeLink(ctx, c.req.param('id'), c.var.services.config.secret),
    done: () => `${HERE}?done=created`,
    back: HERE,
  }),
);

savedExportRoutes.post('/exports/:id/unlink', may, (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => revokeLink(ctx, c.req.param('id')),
    done: () => `${HERE}?done=revoked`,
    back: HERE,
  }),
);

savedExportRoutes.post('/exports/:id/end', may, (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => removeExport(ctx, c.var.services.files, c.req.param('id')),
    done: () => `${HERE}?done=revoked`,
    back: HERE,
  }),
);

savedExportRoutes.get('/exports/:id/file', may, async (c) => {
  const saved = await findOwn(c.var.ctx, c.req.param('id'));
  if (!exportsList(c.var.ctx.actor, saved.list)) throw new NotFound('You do not see this list any more');
  return fileOf(c, saved);
});

const throttle = new Throttle(30);

/** The last file, for whoever has the address: nobody is signed in, and what was ended or may not be seen is not there. */
savedExportRoutes.get('/exports/made/:token', async (c) => {
  const { ctx, services } = c.var;
  c.header('X-Robots-Tag', 'noindex, nofollow, noarchive');
  const wait = throttle.wait(c.env?.address ?? '', services.clock());
  if (wait > 0) {
    c.header('Retry-After', String(wait));
    return c.text('Too many downloads. Wait a minute.', 429);
  }
  const saved = await ctx.db.first(exportByLink(linkHash(c.req.param('token'))));
  const actor = saved ? await actorOf(ctx, saved.person) : null;
  if (!saved || !actor || !exportsList(actor, saved.list))
    throw new NotFound('This link opens nothing any more');
  return fileOf(c, saved);
});

async function fileOf(c: AppContext, saved: SavedExport): Promise<Response> {
  if (!saved.file || !saved.madeAt) throw new NotFound('The file is not made yet');
  const name = fileName(saved.name, saved.madeAt.slice(0, 10), saved.format);
  return download(await bytesBody(c.var.services.files.open(saved.file)), {
    name,
    type: TYPES[saved.format],
    robots: 'noindex, nofollow, noarchive',
  });
}

function savePage(c: AppContext, state: FormState) {
  const list = listIn(c);
  const filters = filtersIn(c.req.query());
  allowedQuery(c.var.ctx.actor, list.name, filters);
  const query = new URLSearchParams(filters).toString();
  return <SavePage frame={frameOf(c, 'more')} state={state} list={list} query={query} />;
}

/** @throws NotFound */
function listIn(c: AppContext) {
  const list = listOf(c.req.param('list') ?? '');
  if (!list) throw new NotFound('There is no such list');
  return list;
}

/** The first file is made after the answer, where the runtime has no scheduler that runs every minute. */
function makeSoon(c: AppContext): void {
  const { services } = c.var;
  const fresh = () => systemCtx(services, 'system');
  if (!services.wake)
    c.env?.later?.(
      makeExports({ ...placeWith(services, listOf), fresh, files: services.files }, AFTER_ANSWER_MS),
    );
}
