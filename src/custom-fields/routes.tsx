import { Hono } from 'hono';
import { CustomFieldForm } from '../../views/custom-fields/form.tsx';
import { CustomFieldList } from '../../views/custom-fields/list.tsx';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { createField, editField, retireOrRestoreField } from './actions.ts';
import { CustomFieldEdit, FIELD_KINDS, FieldVersion, NewCustomField } from './forms.ts';
import { allFields, findField } from './queries.ts';

export const customFieldRoutes = new Hono<AppEnv>();

const HERE = '/settings/custom-fields';
const TAKEN = {
  'custom_fields.device_kind, custom_fields.name': ['name', 'This kind has a field of this name'],
} as const;

customFieldRoutes.get(HERE, allow('settings.manage'), async (c) =>
  c.html(<CustomFieldList frame={frameOf(c, 'settings')} fields={await allFields(c.var.ctx.db)} />),
);

customFieldRoutes.get(`${HERE}/new`, allow('settings.manage'), (c) => {
  const kind = FIELD_KINDS.find((known) => known === c.req.query('kind')) ?? 'chromebook';
  return c.html(newForm(c, freshState({ deviceKind: kind, type: 'text' })));
});

customFieldRoutes.post(`${HERE}/new`, allow('settings.manage'), (c) =>
  submit(c, {
    schema: NewCustomField,
    run: createField,
    done: () => `${HERE}?done=created`,
    again: (state) => newForm(c, state),
    taken: TAKEN,
  }),
);

customFieldRoutes.get(`${HERE}/:id/edit`, allow('settings.manage'), async (c) => {
  const { name, choices, position, version } = await findField(c.var.ctx.db, c.req.param('id'));
  const values = { name, choices: choices.join('\n'), position: String(position) };
  return c.html(await editForm(c, freshState(values, version)));
});

customFieldRoutes.post(`${HERE}/:id/edit`, allow('settings.manage'), (c) =>
  submit(c, {
    schema: CustomFieldEdit,
    run: (ctx, form) => editField(ctx, c.req.param('id'), form),
    done: () => `${HERE}?done=saved`,
    again: (state) => editForm(c, state),
    taken: TAKEN,
  }),
);

customFieldRoutes.post(`${HERE}/:id/retire`, allow('settings.manage'), (c) =>
  submit(c, {
    schema: FieldVersion,
    run: (ctx, form) => retireOrRestoreField(ctx, c.req.param('id'), form),
    done: () => `${HERE}?done=saved`,
    back: HERE,
  }),
);

function newForm(c: AppContext, state: FormState) {
  return <CustomFieldForm frame={frameOf(c, 'settings')} state={state} />;
}

async function editForm(c: AppContext, state: FormState) {
  const field = await findField(c.var.ctx.db, c.req.param('id') ?? '');
  const current = { ...state, version: state.version ?? field.version };
  return <CustomFieldForm frame={frameOf(c, 'settings')} state={current} field={field} />;
}
