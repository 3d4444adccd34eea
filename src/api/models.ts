import type { Hono } from 'hono';
import { z } from 'zod';
import { NotFound } from '../errors.ts';
import { optionalChoice } from '../fields.ts';
import {
  changeAue,
  createModel,
  createVariant,
  editModel,
  editVariant,
  retireOrRestoreModel,
  retireOrRestoreVariant,
} from '../models/actions.ts';
import { AueChange, MODEL_KINDS, ModelEdit, ModelVersion, NewModel, VariantForm } from '../models/forms.ts';
import { auesOf, failureMix, fleetOf, variantsOf } from '../models/page-queries.ts';
import { listModels, modelById } from '../models/queries.ts';
import { scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { Done } from './shapes.ts';
import { Model, ModelLine, ModelSaved, Variant } from './shapes-models.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Models';
const TAKEN = {
  'models.maker, models.name, models.number': ['name', 'There is a model of this maker, name and number'],
} as const;
const VARIANT_TAKEN = { 'variants.model, variants.name': ['name', 'The model has this variant'] } as const;
const MODEL = { maker: 'Dell', name: 'Chromebook 3110', number: '3110', kind: 'chromebook', price: '289.00' };
const VARIANT = { name: 'Touch', touch: true, convertible: false, lte: null };
const rights = ['catalog.edit', 'catalog.propose'] as const;
const managers = ['catalog.edit'] as const;

export function modelOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/models',
      rights: ['model.see'],
      summary: 'Models by maker and name',
      tag,
      filters: {
        kind: optionalChoice(MODEL_KINDS),
        aue: optionalChoice(['ended', 'year']).describe('Updates have ended, or end within a year'),
        show: optionalChoice(['retired']).describe('Those out of use; without it those in use'),
      },
      item: ModelLine,
    },
    async (c, { kind, aue, show, cursor, limit }) => {
      const { db, today } = c.var.ctx;
      const filter = { kind: kind ?? '', aue: aue ?? '', show: show ?? '', cursor };
      return (await listModels(db, filter, scopeFor(c, 'device.see'), today, limit)).page;
    },
  );
  reads(
    api,
    {
      path: '/models/:id',
      rights: ['model.see'],
      summary: 'One model with its variants, the history of its end of updates, its fleet and what breaks',
      tag,
      answer: Model,
    },
    async (c) => {
      const id = idOf(c);
      const scope = scopeFor(c, 'device.see');
      const [models, variants, aues, fleet, failures] = await c.var.ctx.db.read(
        modelById(id),
        variantsOf(id),
        auesOf(id),
        fleetOf(id, scope),
        failureMix(id),
      );
      const model = models[0];
      if (!model) throw new NotFound();
      return { ...model, variants, aues, fleet, failures };
    },
  );
  writes(
    api,
    {
      path: '/models',
      rights,
      summary: 'Make a model; who may not decide it proposes it',
      tag,
      schema: NewModel,
      example: { ...MODEL, aueOn: '2031-06-01', aueSource: "The maker's list" },
      answer: ModelSaved,
      status: 201,
      taken: TAKEN,
      location: ({ id }) => (id ? `/models/${id}` : '/proposals'),
    },
    createModel,
  );
  writes(
    api,
    {
      method: 'put',
      path: '/models/:id',
      rights,
      summary: 'Change a model; who may not decide it proposes it',
      tag,
      schema: ModelEdit,
      example: { version: 1, ...MODEL },
      answer: ModelSaved,
      taken: TAKEN,
    },
    (ctx, form, c) => editModel(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: '/models/:id/aue',
      rights,
      summary: 'Another date at which updates end, with its source and when that was read',
      description: '`seen` is the date that was there before, empty for none.',
      tag,
      schema: AueChange,
      example: { aueOn: '2032-06-01', source: "The maker's list", readOn: '2027-03-01', seen: '2031-06-01' },
      answer: ModelSaved,
    },
    (ctx, form, c) => changeAue(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: '/models/:id/retire',
      rights: managers,
      summary: 'Take a model out of the choices, or back in',
      tag,
      schema: ModelVersion,
      example: { version: 1 },
      answer: Done,
    },
    (ctx, form, c) => retireOrRestoreModel(ctx, idOf(c), form),
  );
}

export function variantOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/models/:id/variants',
      rights: ['model.see'],
      summary: 'The variants of a model by name',
      tag,
      item: Variant,
    },
    async (c, paging) => {
      const id = idOf(c);
      const [models, variants] = await c.var.ctx.db.read(modelById(id), variantsOf(id));
      if (models.length === 0) throw new NotFound();
      return pageOfWhole(variants, paging);
    },
  );
  writes(
    api,
    {
      path: '/models/:id/variants',
      rights,
      summary: 'Add a variant; who may not decide it proposes it',
      tag,
      schema: VariantForm,
      example: VARIANT,
      answer: ModelSaved,
      status: 201,
      taken: VARIANT_TAKEN,
    },
    (ctx, form, c) => createVariant(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      method: 'put',
      path: '/models/:id/variants/:variant',
      rights: managers,
      summary: 'Change a variant',
      tag,
      schema: VariantForm,
      example: VARIANT,
      answer: Done,
      taken: VARIANT_TAKEN,
    },
    (ctx, form, c) => editVariant(ctx, idOf(c), c.req.param('variant') ?? '', form),
  );
  writes(
    api,
    {
      path: '/models/:id/variants/:variant/retire',
      rights: managers,
      summary: 'Take a variant out of the choices, or back in',
      tag,
      schema: z.object({}),
      answer: Done,
    },
    (ctx, _, c) => retireOrRestoreVariant(ctx, idOf(c), c.req.param('variant') ?? ''),
  );
}

function idOf(c: AppContext): string {
  return c.req.param('id') ?? '';
}
