import { Hono } from 'hono';
import type { z } from 'zod';
import { ListEntryForm, ListPage } from '../../views/repairs/lists.tsx';
import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import * as edit from './edit-lists.ts';
import * as forms from './list-forms.ts';
import {
  allFaults,
  allRemedies,
  allSymptoms,
  type Fault,
  type Remedy,
  type Symptom,
} from './list-queries.ts';

export const repairListRoutes = new Hono<AppEnv>();

type ListName = forms.ListName;
type Saved = { code: string; proposed: boolean };

const managers = allow('catalog.edit');
/** Who does not decide proposes. */
const all = allow('catalog.edit', 'catalog.propose');

interface ListFace<N, E> {
  list: ListName;
  created: z.ZodType<N>;
  create: (ctx: Ctx, form: N) => Promise<Saved>;
  edited: z.ZodType<E>;
  edit: (ctx: Ctx, code: string, form: E) => Promise<Saved>;
  /** what a new entry's fields hold */
  initial: FormState['values'];
}

function mount<N, E>(face: ListFace<N, E>): void {
  const { list } = face;
  const home = `/settings/${list}`;
  const taken = { [`${list}.code`]: ['code', 'Another one has this code'] as const };
  repairListRoutes.get(home, all, async (c) => {
    const lists = await read(c);
    const names = new Map([...lists.faults, ...lists.remedies].map(({ code, name }) => [code, name]));
    return c.html(
      <ListPage
        frame={frameOf(c, 'settings')}
        list={list}
        rows={lists[list]}
        names={names}
        proposes={proposes(c)}
      />,
    );
  });
  repairListRoutes.get(`${home}/new`, all, async (c) =>
    c.html(await formPage(c, list, null, freshState(face.initial))),
  );
  repairListRoutes.post(`${home}/new`, all, (c) =>
    submit(c, {
      schema: face.created,
      run: face.create,
      done: ({ proposed }) => `${home}?done=${proposed ? 'proposed' : 'created'}`,
      again: (state) => formPage(c, list, null, state),
      taken,
    }),
  );
  repairListRoutes.get(`${home}/:code`, all, async (c) =>
    c.html(await formPage(c, list, c.req.param('code'), null)),
  );
  repairListRoutes.post(`${home}/:code`, all, (c) => {
    const code = c.req.param('code') ?? '';
    return submit(c, {
      schema: face.edited,
      run: (ctx, form) => face.edit(ctx, code, form),
      done: ({ proposed }) => `${home}?done=${proposed ? 'proposed' : 'saved'}`,
      again: (state) => formPage(c, list, code, state),
    });
  });
  repairListRoutes.post(`${home}/:code/retire`, managers, (c) => {
    const code = c.req.param('code') ?? '';
    return submit(c, {
      schema: forms.Versioned,
      run: (ctx, form) => edit.retireOrRestoreEntry(ctx, list, code, form),
      done: () => `${home}?done=saved`,
      back: `${home}/${encodeURIComponent(code)}`,
    });
  });
}

mount({
  list: 'faults',
  created: forms.NewFault,
  create: edit.createFault,
  edited: forms.FaultEdit,
  edit: edit.editFault,
  initial: { level: '1', minutes: '15', remedy: 'replaced', position: '500' },
});

mount({
  list: 'symptoms',
  created: forms.NewSymptom,
  create: edit.createSymptom,
  edited: forms.SymptomEdit,
  edit: edit.editSymptom,
  initial: { position: '500' },
});

mount({
  list: 'remedies',
  created: forms.NewRemedy,
  create: edit.createRemedy,
  edited: forms.RemedyEdit,
  edit: edit.editRemedy,
  initial: { takesPart: 'either', outcome: 'repaired', position: '500' },
});

/** Whoever does not keep the lists asks for what is changed. */
function proposes(c: AppContext): boolean {
  return !can(c.var.ctx.actor, 'catalog.edit');
}

async function read(c: AppContext) {
  const [faults, symptoms, remedies] = await c.var.ctx.db.read(allFaults(), allSymptoms(), allRemedies());
  return { faults, symptoms, remedies };
}

async function formPage(c: AppContext, list: ListName, code: string | null, state: FormState | null) {
  const lists = await read(c);
  const entry = code === null ? null : lists[list].find((one) => one.code === code);
  if (entry === undefined) throw new NotFound();
  return (
    <ListEntryForm
      frame={frameOf(c, 'settings')}
      state={withVersion(state ?? freshState(entry ? typed(entry) : {}), entry)}
      list={list}
      entry={entry}
      proposes={proposes(c)}
      faults={lists.faults}
      remedies={lists.remedies}
      partKinds={forms.PART_KINDS}
    />
  );
}

/** After a conflict the form goes on from what is there now. */
function withVersion(state: FormState, entry: { version: number } | null): FormState {
  return entry ? { ...state, version: state.version ?? entry.version } : state;
}

/** What is stored, as the form's fields hold it. */
function typed(entry: Fault | Symptom | Remedy): FormState['values'] {
  const values: FormState['values'] = {};
  for (const [name, value] of Object.entries(entry)) {
    if (name === 'faults') values.faults = JSON.parse(String(value)) as string[];
    else values[name] = value === null ? '' : String(value);
  }
  delete values.version;
  return values;
}
