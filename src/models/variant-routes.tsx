import { Hono } from 'hono';
import { z } from 'zod';
import { VariantFormPage } from '../../views/models/variant-form.tsx';
import { can } from '../accounts/permissions.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { createVariant, editVariant, retireOrRestoreVariant } from './actions.ts';
import { VariantForm } from './forms.ts';
import { findModel, findVariant } from './queries.ts';

export const variantRoutes = new Hono<AppEnv>();

const TAKEN = { 'variants.model, variants.name': ['name', 'The model has a variant of this name'] } as const;

variantRoutes.get('/models/:id/variants/new', allow('catalog.edit', 'catalog.propose'), async (c) =>
  c.html(await form(c, freshState(), null)),
);

variantRoutes.post('/models/:id/variants/new', allow('catalog.edit', 'catalog.propose'), (c) =>
  submit(c, {
    schema: VariantForm,
    run: (ctx, typed) => createVariant(ctx, c.req.param('id'), typed),
    done: ({ id, proposed }) => `/models/${id}?done=${proposed ? 'proposed' : 'created'}`,
    again: (state) => form(c, state, null),
    taken: TAKEN,
  }),
);

variantRoutes.get('/models/:id/variants/:variant', allow('catalog.edit'), async (c) => {
  const { id, variant } = c.req.param();
  const row = await findVariant(c.var.ctx.db, id, variant);
  const values = {
    name: row.name,
    touch: word(row.touch),
    convertible: word(row.convertible),
    lte: word(row.lte),
  };
  return c.html(await form(c, freshState(values), variant));
});

variantRoutes.post('/models/:id/variants/:variant', allow('catalog.edit'), (c) => {
  const { id, variant } = c.req.param();
  return submit(c, {
    schema: VariantForm,
    run: (ctx, typed) => editVariant(ctx, id, variant, typed),
    done: () => `/models/${id}?done=saved`,
    again: (state) => form(c, state, variant),
    taken: TAKEN,
  });
});

variantRoutes.post('/models/:id/variants/:variant/retire', allow('catalog.edit'), (c) => {
  const { id, variant } = c.req.param();
  return submit(c, {
    schema: z.object({}),
    run: (ctx) => retireOrRestoreVariant(ctx, id, variant),
    done: () => `/models/${id}?done=saved`,
    back: `/models/${id}`,
  });
});

const word = (value: number | null) => (value === null ? '' : value === 1 ? 'yes' : 'no');

async function form(c: AppContext, state: FormState, variant: string | null) {
  const { db, actor } = c.var.ctx;
  const model = await findModel(db, c.req.param('id') ?? '');
  return (
    <VariantFormPage
      frame={frameOf(c, 'models')}
      state={state}
      model={model}
      variant={variant}
      proposes={!can(actor, 'catalog.edit')}
    />
  );
}
