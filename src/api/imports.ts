import type { Hono } from 'hono';
import { z } from 'zod';
import { Invalid } from '../errors.ts';
import { flag, optionalChoice, whole } from '../fields.ts';
import { inOnePiece } from '../imports/file-store.ts';
import { BeginUpload, SendForm } from '../imports/forms.ts';
import { findImport, keptRows, listImports, previewRow, previewRows } from '../imports/queries.ts';
import { DOES } from '../imports/state-rules.ts';
import { addPart, beginUpload, uploadFile } from '../imports/upload.ts';
import { carryImportOn } from '../web/background.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, uploads, writes } from './operation.ts';
import { Made } from './shapes.ts';
import { Import, ImportRow, KeptRow, Part } from './shapes-imports.ts';

const tag = 'Imports';
const RIGHTS = ['import.run'] as const;
const idOf = (c: AppContext) => c.req.param('id') ?? '';

/** Files in, and what became of them. */
export function importOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    { path: '/imports', rights: RIGHTS, summary: 'Imports, the latest first', tag, item: Import },
    (c, q) => listImports(c.var.ctx.db, q.cursor, q.limit),
  );
  uploads(
    api,
    {
      path: '/imports',
      rights: RIGHTS,
      summary: 'Send a file',
      description:
        'CSV, XLSX or a OneRoster zip of at most 25 MB; larger ones go up in parts. With `apply` its columns are chosen as `columns` says, or as they seem, and the rows that are right go in; without it nothing changes until `apply` is asked for.',
      tag,
      schema: SendForm,
      files: { file: 'The file' },
      answer: Made,
      location: (made) => `/imports/${made.id}`,
    },
    async (ctx, { kind, ...auto }, c) => {
      const file = c.var.body.files.file?.[0];
      const asked = auto.apply || auto.columns !== undefined || auto.match.length > 0;
      const made = await uploadFile(ctx, c.var.services.files, file, { kind, auto: asked ? auto : null });
      await carryImportOn(c, made.id);
      return made;
    },
  );
  writes(
    api,
    {
      path: '/imports/uploads',
      rights: RIGHTS,
      summary: 'Begin a file that goes up in parts',
      tag,
      schema: BeginUpload,
      example: { kind: 'devices', fileName: 'devices.csv' },
      answer: Made,
      status: 201,
      location: (made) => `/imports/${made.id}`,
    },
    (ctx, form) => beginUpload(ctx, form),
  );
  uploads(
    api,
    {
      path: '/imports/:id/parts',
      rights: RIGHTS,
      summary: 'Send the next part, of at most 20 MB; the last one begins the reading',
      tag,
      schema: z.object({ nr: whole(1, 1_000), last: flag() }),
      files: { part: 'A piece of the file' },
      answer: Part,
    },
    async (ctx, { nr, last }, c) => {
      const file = c.var.body.files.part?.[0];
      if (!file) throw new Invalid({ part: 'The part is missing' });
      const source = inOnePiece(new Uint8Array(await file.arrayBuffer()));
      const done = await addPart(ctx, c.var.services.files, idOf(c), { nr, last, source });
      if (last) await carryImportOn(c, done.id);
      return done;
    },
  );
  reads(
    api,
    {
      path: '/imports/:id',
      rights: RIGHTS,
      summary: 'An import: where it stands, with its counts',
      tag,
      answer: Import,
    },
    (c) => findImport(c.var.ctx.db, idOf(c)),
  );
  lists(
    api,
    {
      path: '/imports/:id/rows',
      rights: RIGHTS,
      summary: 'Its rows, each with what it would do or why it does not go in',
      tag,
      item: ImportRow,
      filters: { does: optionalChoice(DOES) },
    },
    async (c, { does, cursor, limit }) => {
      const it = await findImport(c.var.ctx.db, idOf(c));
      return previewRows(c.var.ctx.db, it.n, { does, cursor, limit });
    },
  );
  reads(
    api,
    {
      path: '/imports/:id/rows/:nr',
      rights: RIGHTS,
      summary: 'One row of it',
      tag,
      answer: ImportRow,
    },
    async (c) => {
      const it = await findImport(c.var.ctx.db, idOf(c));
      return previewRow(c.var.ctx.db, it.n, Number(c.req.param('nr')) || 0);
    },
  );
  lists(
    api,
    {
      path: '/imports/:id/kept',
      rights: RIGHTS,
      summary: 'Rows that stay when it is taken back, with why',
      tag,
      item: KeptRow,
    },
    async (c, { cursor, limit }) => {
      const it = await findImport(c.var.ctx.db, idOf(c));
      return keptRows(c.var.ctx.db, it.n, cursor, limit);
    },
  );
}
