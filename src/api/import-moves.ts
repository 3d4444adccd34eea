import type { Hono } from 'hono';
import type { z } from 'zod';
import type { Ctx } from '../context.ts';
import { ApplyForm, MapBody, MendForm, NothingMore, UndoForm } from '../imports/forms.ts';
import { mapImport, mappingOfBody } from '../imports/map-import.ts';
import { leaveRow, mendRow, takeRow } from '../imports/mend.ts';
import { findImport } from '../imports/queries.ts';
import { applyImport, cancelImport, undoImport } from '../imports/steer.ts';
import { dropImport } from '../imports/upload.ts';
import { carryImportOn } from '../web/background.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { writes } from './operation.ts';
import { Done } from './shapes.ts';

const tag = 'Imports';
const RIGHTS = ['import.run'] as const;
const idOf = (c: AppContext) => c.req.param('id') ?? '';
const nrOf = (c: AppContext) => Number(c.req.param('nr')) || 0;

interface Move<In> {
  path: string;
  method?: 'put';
  summary: string;
  description?: string;
  schema: z.ZodType<In>;
  example?: Record<string, unknown>;
  run: (ctx: Ctx, form: In, c: AppContext) => Promise<{ id: string }>;
}

/** From the columns to the end, and back. */
export function importMoveOperations(api: Hono<AppEnv>): void {
  const move = <In>({ run, path, example = {}, ...op }: Move<In>) =>
    writes(
      api,
      { ...op, path: `/imports/:id/${path}`, rights: RIGHTS, tag, answer: Done, example },
      async (ctx, form, c) => {
        const done = await run(ctx, form, c);
        await carryImportOn(c, done.id);
        return done;
      },
    );
  move({
    path: 'mapping',
    method: 'put',
    summary: 'Say which column is what; its rows are planned anew',
    schema: MapBody,
    example: {
      kind: 'devices',
      columns: { serial: 'Serial Number', tag: 'Asset Tag', model: 'Model', home: 'Location' },
      match: ['serial', 'tag'],
      create: ['models'],
    },
    run: (ctx, form, c) => mapImport(ctx, idOf(c), (it) => mappingOfBody(ctx, it, form)),
  });
  move({
    path: 'apply',
    summary: 'Let the rows that are right in',
    schema: ApplyForm,
    example: { allOrNothing: false },
    run: (ctx, form, c) => applyImport(ctx, idOf(c), form),
  });
  move({
    path: 'cancel',
    summary: 'Stop it behind the chunk that is going in',
    schema: NothingMore,
    run: (ctx, _, c) => cancelImport(ctx, idOf(c)),
  });
  move({
    path: 'undo',
    summary: 'Take back everything that it brought in',
    description:
      'Where rows were changed since, nothing goes back and they are listed under `kept`: asked again with `others`, the others go back.',
    schema: UndoForm,
    example: { others: false },
    run: (ctx, form, c) => undoImport(ctx, idOf(c), form),
  });
  move({
    path: 'drop',
    summary: 'Give it up before anything of it went in',
    schema: NothingMore,
    run: (ctx, _, c) => dropImport(ctx, c.var.services.files, idOf(c)),
  });
  move({
    path: 'advance',
    summary: 'Carry it on: where the server does not do so by itself',
    schema: NothingMore,
    run: async (ctx, _, c) => ({ id: (await findImport(ctx.db, idOf(c))).id }),
  });
  move({
    path: 'rows/:nr',
    method: 'put',
    summary: 'Mend cells of a row, by their columns from 0',
    schema: MendForm,
    example: { cell: { '1': '5CD7001XYZ' } },
    run: (ctx, form, c) => mendRow(ctx, idOf(c), nrOf(c), form),
  });
  move({
    path: 'rows/:nr/leave',
    summary: 'Leave a row out',
    schema: NothingMore,
    run: (ctx, _, c) => leaveRow(ctx, idOf(c), nrOf(c)),
  });
  move({
    path: 'rows/:nr/take',
    summary: 'Take a row in that was left out',
    schema: NothingMore,
    run: (ctx, _, c) => takeRow(ctx, idOf(c), nrOf(c)),
  });
}
