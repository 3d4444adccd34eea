import { Hono } from 'hono';
import { AueForm } from '../../views/models/aue-form.tsx';
import { ModelForm } from '../../views/models/form.tsx';
import { ModelList } from '../../views/models/list.tsx';
import { ModelPage } from '../../views/models/page.tsx';
import { can } from '../accounts/permissions.ts';
import { NotFound } from '../errors.ts';
import { allow, scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { asTyped, freshState, submit } from '../web/submit.tsx';
import { changeAue, createModel, editModel, retireOrRestoreModel } from './actions.ts';
import { AueChange, ModelEdit, ModelVersion, NewModel } from './forms.ts';
import { agesOf, auesOf, failureMix, fitsOf, fleetOf, homesOf, variantsOf } from './page-queries.ts';
import { findModel, fleetByAue, listModels, modelById } from './queries.ts';
import { variantRoutes } from './variant-routes.tsx';

export const modelRoutes = new Hono<AppEnv>();

const TAKEN = {
  'models.maker, models.name, models.number': ['name', 'There is a model of this maker, name and number'],
} as const;

modelRoutes.get('/models', allow('model.see'), async (c) => {
  const { db, actor, today } = c.var.ctx;
  const { kind = '', aue = '', show = '', cursor } = c.req.query();
  const filter = { kind, aue, show, cursor };
  const scope = scopeFor(c, 'device.see');
  const [found, years] = await Promise.all([listModels(db, filter, scope, today), db.all(fleetByAue(scope))]);
  return c.html(
    <ModelList
      frame={frameOf(c, 'models')}
      filter={filter}
      {...found}
      years={years}
      mayEdit={can(actor, 'catalog.edit')}
      mayPropose={can(actor, 'catalog.propose')}
    />,
  );
});

modelRoutes.get('/models/new', allow('catalog.edit', 'catalog.propose'), (c) =>
  c.html(newForm(c, freshState({ kind: 'chromebook', aueReadOn: c.var.ctx.today }))),
);

modelRoutes.post('/models/new', allow('catalog.edit', 'catalog.propose'), (c) =>
  submit(c, {
    schema: NewModel,
    run: createModel,
    done: ({ id, proposed }) => (proposed ? '/models?done=proposed' : `/models/${id}?done=created`),
    again: (state) => newForm(c, state),
    taken: TAKEN,
  }),
);

modelRoutes.get('/models/:id', allow('model.see'), async (c) => {
  const { db, actor } = c.var.ctx;
  const id = c.req.param('id');
  const scope = scopeFor(c, 'device.see');
  const [models, variants, aues, fleet, ages, homes, fits, mix] = await db.read(
    modelById(id),
    variantsOf(id),
    auesOf(id),
    fleetOf(id, scope),
    agesOf(scope === 'all' ? id : ''),
    homesOf(scope === 'all' ? id : ''),
    fitsOf(id),
    failureMix(id),
  );
  const model = models[0];
  if (!model) throw new NotFound();
  return c.html(
    <ModelPage
      frame={frameOf(c, 'models')}
      model={model}
      variants={variants}
      aues={aues}
      fleet={fleet}
      ages={ages}
      homes={homes}
      fits={can(actor, 'stock.see') ? fits : []}
      mix={mix}
      mayEdit={can(actor, 'catalog.edit')}
      mayPropose={can(actor, 'catalog.propose')}
    />,
  );
});

modelRoutes.get('/models/:id/edit', allow('catalog.edit', 'catalog.propose'), async (c) => {
  const { version, priceCents, ...rest } = await findModel(c.var.ctx.db, c.req.param('id'));
  const price = priceCents === null ? null : (priceCents / 100).toFixed(2);
  return c.html(await editForm(c, freshState(asTyped({ ...rest, price }), version)));
});

modelRoutes.post('/models/:id/edit', allow('catalog.edit', 'catalog.propose'), (c) =>
  submit(c, {
    schema: ModelEdit,
    run: (ctx, form) => editModel(ctx, c.req.param('id'), form),
    done: ({ id, proposed }) => `/models/${id}?done=${proposed ? 'proposed' : 'saved'}`,
    again: (state) => editForm(c, state),
    taken: TAKEN,
  }),
);

modelRoutes.get('/models/:id/aue', allow('catalog.edit', 'catalog.propose'), async (c) => {
  const { today } = c.var.ctx;
  const { aueOn, aueSource } = await findModel(c.var.ctx.db, c.req.param('id'));
  const values = asTyped({ aueOn, source: aueSource, readOn: today });
  return c.html(await aueForm(c, freshState(values)));
});

modelRoutes.post('/models/:id/aue', allow('catalog.edit', 'catalog.propose'), (c) =>
  submit(c, {
    schema: AueChange,
    run: (ctx, form) => changeAue(ctx, c.req.param('id'), form),
    done: ({ id, proposed }) => `/models/${id}?done=${proposed ? 'proposed' : 'saved'}`,
    again: (state) => aueForm(c, state),
  }),
);

modelRoutes.post('/models/:id/retire', allow('catalog.edit'), (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: ModelVersion,
    run: (ctx, form) => retireOrRestoreModel(ctx, id, form),
    done: () => `/models/${id}?done=saved`,
    back: `/models/${id}`,
  });
});

modelRoutes.route('/', variantRoutes);

const proposes = (c: AppContext) => !can(c.var.ctx.actor, 'catalog.edit');

function newForm(c: AppContext, state: FormState) {
  return <ModelForm frame={frameOf(c, 'models')} state={state} proposes={proposes(c)} />;
}

async function editForm(c: AppContext, state: FormState) {
  const model = await findModel(c.var.ctx.db, c.req.param('id') ?? '');
  // After a conflict the form goes on from what is there now.
  const current = { ...state, version: state.version ?? model.version };
  return <ModelForm frame={frameOf(c, 'models')} state={current} model={model} proposes={proposes(c)} />;
}

async function aueForm(c: AppContext, state: FormState) {
  const model = await findModel(c.var.ctx.db, c.req.param('id') ?? '');
  const current = { ...state, values: { ...state.values, seen: model.aueOn ?? '' } };
  return <AueForm frame={frameOf(c, 'models')} state={current} model={model} proposes={proposes(c)} />;
}
