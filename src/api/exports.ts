import type { Hono } from 'hono';
import { z } from 'zod';
import { NotFound } from '../errors.ts';
import { allowedQuery, exportsList } from '../exports/allowed.ts';
import { Nothing, SaveExport } from '../exports/forms.ts';
import { filtersIn, placeOf } from '../exports/list-rules.ts';
import * as act from '../exports/saved.ts';
import { type SavedExport, savedExports } from '../exports/saved-queries.ts';
import { optionalText, text } from '../fields.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import * as shape from './shapes-exports.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Exports';
const rights = ['export.lists', 'export.own'] as const;
const idOf = (c: AppContext) => c.req.param('id') ?? '';

const NewExport = SaveExport.extend({
  list: text(60).describe('The name of one of the lists'),
  query: optionalText(2_000).describe('Its filters, as a URL has them: home=MAP&use=spare'),
});

/** Lists as files: at once, or made again and again. */
export function exportOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/exports/lists',
      rights,
      summary: 'The lists that you may take out, with their columns',
      tag,
      item: shape.ExportableList,
    },
    async (c, paging) => {
      const mine = Object.values(c.var.lists).filter(({ name }) => exportsList(c.var.ctx.actor, name));
      const shown = mine.map(({ name, label, columns }) => ({
        name,
        label,
        columns: [...columns],
        file: `/exports/lists/${name}`,
      }));
      return pageOfWhole(shown, paging);
    },
  );
  lists(
    api,
    { path: '/exports', rights, summary: 'Your saved exports', tag, item: shape.SavedExport },
    async (c, paging) => {
      const rows = await c.var.ctx.db.all(savedExports(act.personOf(c.var.ctx)));
      return pageOfWhole(
        rows.map((row) => shown(c, row)),
        paging,
      );
    },
  );
  writes(
    api,
    {
      path: '/exports',
      rights,
      summary: 'Save a list with its filters; its first file is made soon',
      tag,
      schema: NewExport,
      example: { list: 'repairs', query: 'mark=late', name: 'Late ones', format: 'csv', schedule: 'weekly' },
      answer: Made,
      status: 201,
      location: ({ id }) => `/exports/${id}`,
    },
    (ctx, { list: name, query, ...form }, c) => {
      const list = placeOf(name) ? c.var.lists[name] : undefined;
      if (!list) throw new NotFound('There is no such list');
      const filters = filtersIn(Object.fromEntries(new URLSearchParams(query)));
      allowedQuery(ctx.actor, name, filters);
      return act.saveExport(ctx, list, filters, form);
    },
  );
  reads(
    api,
    { path: '/exports/:id', rights, summary: 'One of your saved exports', tag, answer: shape.SavedExport },
    async (c) => shown(c, await act.findOwn(c.var.ctx, idOf(c))),
  );
  const moves = [
    ['make', 'Ask for a fresh file', act.makeNow],
    ['unlink', 'End its link', act.revokeLink],
  ] as const;
  for (const [word, summary, run] of moves)
    writes(
      api,
      { path: `/exports/:id/${word}`, rights, summary, tag, schema: Nothing, answer: Done },
      (ctx, _, c) => run(ctx, idOf(c)),
    );
  writes(
    api,
    {
      path: '/exports/:id/link',
      rights,
      summary: 'Make a secret link to the last file; the one before it opens nothing any more',
      tag,
      schema: Nothing,
      answer: z.object({ id: z.string() }),
    },
    (ctx, _, c) => act.makeLink(ctx, idOf(c), c.var.services.config.secret),
  );
  writes(
    api,
    {
      path: '/exports/:id/end',
      rights,
      summary: 'End it: its link opens nothing, its file goes',
      tag,
      schema: Nothing,
      answer: Done,
    },
    (ctx, _, c) => act.removeExport(ctx, c.var.services.files, idOf(c)),
  );
}

function shown(c: AppContext, row: SavedExport) {
  const { baseUrl, secret } = c.var.services.config;
  return {
    ...row,
    columns: JSON.parse(row.columns) as string[],
    schedule: row.schedule === '' ? ('never' as const) : row.schedule,
    making: row.askedAt !== null || row.makingAt !== null,
    file: row.file && row.madeAt ? `/exports/${row.id}/file` : null,
    link: row.link ? `${baseUrl}/exports/made/${act.linkToken(secret, row.link)}` : null,
  };
}
