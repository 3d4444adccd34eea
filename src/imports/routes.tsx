import { Hono } from 'hono';
import { ImportsPage, UploadPage } from '../../views/imports/list.tsx';
import { MapPage } from '../../views/imports/mapping.tsx';
import { ImportPage } from '../../views/imports/page.tsx';
import { Invalid } from '../errors.ts';
import { allow } from '../web/access.ts';
import { carryImportOn } from '../web/background.ts';
import { bodyStream, MAX_UPLOAD_BYTES } from '../web/body.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { newKey } from '../web/key.ts';
import { errorsOf, freshState, submit } from '../web/submit.tsx';
import { ApplyForm, BeginUpload, MapForm, NothingMore, UndoForm, UploadForm } from './forms.ts';
import { KINDS } from './kinds/all.ts';
import { guessMapping, isRemembered, mapImport, mappingOfForm } from './map-import.ts';
import type { Mapping } from './mapping-rules.ts';
import { kindHere } from './own-columns.ts';
import { findImport, type Import, keptRows, listImports, previewRows, rowsAfter } from './queries.ts';
import { DOES, type Does, isBusy, mayMap, mayUndo, PART_BYTES } from './state-rules.ts';
import { applyImport, cancelImport, undoImport } from './steer.ts';
import { addPart, beginUpload, dropImport, uploadFile } from './upload.ts';

export const importRoutes = new Hono<AppEnv>();

const RUN = allow('import.run');
const idOf = (c: AppContext) => c.req.param('id') ?? '';
const at = (id: string) => `/imports/${id}`;
/** A form alone has to fit into one body, with its other fields. */
const PLAIN_BYTES = MAX_UPLOAD_BYTES - 1_000_000;
const SHOWN_KEPT = 20;

importRoutes.get('/imports', RUN, async (c) => {
  const cursor = c.req.query('cursor');
  const imports = await listImports(c.var.ctx.db, cursor);
  const frame = frameOf(c, 'settings');
  return c.html(<ImportsPage frame={frame} kinds={KINDS} imports={imports} later={cursor !== undefined} />);
});

importRoutes.get('/imports/new', RUN, (c) => c.html(uploadPage(c, freshState())));

importRoutes.post('/imports/new', RUN, (c) =>
  submit(c, {
    schema: UploadForm,
    run: async (ctx, form) => {
      const made = await uploadFile(ctx, c.var.services.files, c.var.body.files.file?.[0], form);
      await carryImportOn(c, made.id);
      return made;
    },
    done: ({ id }) => at(id),
    again: (state) => uploadPage(c, state),
  }),
);

function uploadPage(c: AppContext, state: FormState) {
  const sizes = { plainBytes: PLAIN_BYTES, partBytes: PART_BYTES };
  return <UploadPage frame={frameOf(c, 'settings')} state={state} kinds={KINDS} {...sizes} />;
}

// A large file goes up in parts, by the page's script.
importRoutes.post('/imports/parts', RUN, async (c) => {
  const form = BeginUpload.safeParse(c.var.body.json);
  if (!form.success) throw new Invalid(errorsOf(form.error));
  return c.json(await beginUpload(c.var.ctx, form.data), 201);
});

importRoutes.post('/imports/:id/parts/:nr', RUN, async (c) => {
  const part = {
    nr: Number(c.req.param('nr')),
    last: c.req.query('last') === '1',
    source: bodyStream(c.req),
  };
  const done = await addPart(c.var.ctx, c.var.services.files, idOf(c), part);
  if (part.last) await carryImportOn(c, done.id);
  return c.json(done);
});

importRoutes.get('/imports/:id', RUN, async (c) => {
  const it = await findImport(c.var.ctx.db, idOf(c));
  if (it.state === 'mapping') return c.redirect(`${at(it.id)}/mapping`, 303);
  return c.html(await importPage(c, it, freshState()));
});

importRoutes.get('/imports/:id/mapping', RUN, async (c) => {
  const it = await findImport(c.var.ctx.db, idOf(c));
  return mayMap(it.state) ? c.html(await mapPage(c, it, null)) : c.redirect(at(it.id), 303);
});

importRoutes.post('/imports/:id/mapping', RUN, async (c) => {
  const it = await findImport(c.var.ctx.db, idOf(c));
  return submit(c, {
    schema: MapForm,
    run: async (ctx, form) => {
      const made = await mapImport(ctx, it.id, (now) => mappingOfForm(ctx, now, form));
      await carryImportOn(c, it.id);
      return made;
    },
    done: ({ id }) => at(id),
    again: (state) => mapPage(c, it, state),
    back: at(it.id),
  });
});

/** What a button does to an import, and then it is carried on. */
function moves<In>(
  path: string,
  schema: Parameters<typeof submit<In, { id: string }>>[1]['schema'],
  run: (c: AppContext, form: In) => Promise<{ id: string }>,
  done: (id: string) => string = at,
): void {
  importRoutes.post(`/imports/:id/${path}`, RUN, async (c) => {
    const it = await findImport(c.var.ctx.db, idOf(c));
    return submit(c, {
      schema,
      run: async (_, form) => {
        const made = await run(c, form);
        await carryImportOn(c, it.id);
        return made;
      },
      done: ({ id }) => done(id),
      again: async (state) => importPage(c, await findImport(c.var.ctx.db, it.id), state),
    });
  });
}

moves('apply', ApplyForm, (c, form) => applyImport(c.var.ctx, idOf(c), form));
moves('cancel', NothingMore, (c) => cancelImport(c.var.ctx, idOf(c)));
moves('undo', UndoForm, (c, form) => undoImport(c.var.ctx, idOf(c), form));
moves(
  'drop',
  NothingMore,
  (c) => dropImport(c.var.ctx, c.var.services.files, idOf(c)),
  () => '/imports',
);

importRoutes.post('/imports/:id/advance', RUN, async (c) => {
  const { id } = await findImport(c.var.ctx.db, idOf(c));
  await carryImportOn(c, id);
  return c.redirect(at(id), 303);
});

async function mapPage(c: AppContext, it: Import, typed: FormState | null) {
  const { ctx } = c.var;
  const asked = String(typed?.values.kind ?? c.req.query('kind') ?? '');
  const mapping = await guessMapping(ctx, it, asked);
  const kind = await kindHere(ctx.db, mapping.kind);
  const rows = await rowsAfter(ctx.db, it.n, it.headNr, 5);
  return (
    <MapPage
      frame={frameOf(c, 'settings')}
      state={typed ?? freshState(typedOf(mapping))}
      it={it}
      kind={kind}
      kinds={KINDS}
      sample={rows.map((row) => row.cells)}
      remembered={await isRemembered(ctx, it, kind.name)}
      dropKey={newKey()}
    />
  );
}

/** A mapping as the screen's fields hold it. */
function typedOf({
  kind,
  source,
  columns,
  fixed,
  match,
  create,
  clear,
  dates,
  takeState,
}: Mapping): FormState['values'] {
  const [first = '', second = '', third = ''] = match;
  const under = (prefix: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value]);
  const chosen = Object.entries(columns).map(([name, index]) => [`column.${index}`, name]);
  return {
    ...Object.fromEntries([...chosen, ...under('fixed', fixed), ...under('date', dates)]),
    ...{ kind, source, first, second, third, create: [...create], clear: [...clear] },
    ...(takeState ? { takeState: '1' } : {}),
  };
}

async function importPage(c: AppContext, it: Import, state: FormState) {
  const { db } = c.var.ctx;
  const cursor = c.req.query('cursor');
  const does = DOES.find((one) => one === c.req.query('show')) ?? firstFilled(it);
  const rows = it.mapping ? await previewRows(db, it.n, { does, cursor }) : { items: [], next: null };
  const kept = it.kept > 0 ? await keptRows(db, it.n, undefined, SHOWN_KEPT) : { items: [], next: null };
  const known = KINDS.find(({ name }) => name === it.kind);
  const kind = known ? await kindHere(db, known.name) : null;
  return (
    <ImportPage
      frame={frameOf(c, 'settings')}
      it={it}
      state={state}
      busy={isBusy(it.state)}
      undoable={mayUndo(it)}
      kindLabel={kind?.label ?? 'Rows'}
      does={does}
      rows={rows}
      later={cursor !== undefined}
      kept={kept.items}
      keptMore={kept.next !== null}
      knownBy={(it.mapping?.match ?? []).flatMap((name) => it.mapping?.columns[name] ?? [])}
      labels={Object.fromEntries((kind?.columns ?? []).map(({ name, label }) => [name, label]))}
    />
  );
}

function firstFilled(it: Import): Does {
  if (it.rejects > 0 && it.state === 'ready') return 'reject';
  if (it.creates > 0) return 'create';
  if (it.changes > 0) return 'change';
  return it.rejects > 0 ? 'reject' : 'same';
}
