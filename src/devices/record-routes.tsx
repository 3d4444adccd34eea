import { Hono } from 'hono';
import { ChooseModel } from '../../views/devices/choose-model.tsx';
import { DeviceForm } from '../../views/devices/form.tsx';
import { can } from '../accounts/permissions.ts';
import { inputName } from '../custom-fields/forms.ts';
import { customValuesOf, fieldsOfKindQuery, shaped } from '../custom-fields/queries.ts';
import { storePhotos } from '../photos/actions.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { asTyped, freshState, submit } from '../web/submit.tsx';
import { createDevice } from './create.ts';
import { editDevice } from './edit.ts';
import {
  commonModels,
  homeChoices,
  modelChoices,
  modelOptions,
  planChoices,
  variantChoices,
} from './form-queries.ts';
import { DeviceEdit, NewDevice } from './forms.ts';
import { holdersOf, modelFor } from './place-queries.ts';
import { type Device, findDevice } from './queries.ts';
import { readIdentifier } from './rules.ts';

export const recordRoutes = new Hono<AppEnv>();

const TAKEN = {
  'identifiers.kind, identifiers.value': ['tag', 'Another device has this tag or serial'],
} as const;

const INHERITED = ['model', 'variant', 'home', 'condition', 'coveragePlan'] as const;

recordRoutes.get('/devices/new', allow('device.edit'), async (c) => {
  const { model, tag = '', serial = '', home = '' } = c.req.query();
  if (!model) return c.html(await chooseModel(c, freshState({ tag, serial })));
  return c.html(await newForm(c, freshState({ model, tag, serial, home })));
});

recordRoutes.post('/devices/new', allow('device.edit'), (c) =>
  submit(c, {
    schema: NewDevice,
    run: async (ctx, form) => createDevice(ctx, form, await photosOfForm(c)),
    done: ({ id }) => `/devices/${id}?done=created`,
    again: (state) => newForm(c, state),
    taken: TAKEN,
  }),
);

recordRoutes.get('/devices/:id/edit', allow('device.edit'), async (c) => {
  const { db } = c.var.ctx;
  const device = await findDevice(db, c.req.param('id'), 'all');
  const values = { ...asTyped(factsOf(device)), ...(await customTyped(c, device.id)) };
  return c.html(await editForm(c, device, freshState(values, device.version)));
});

recordRoutes.post('/devices/:id/edit', allow('device.edit'), (c) =>
  submit(c, {
    schema: DeviceEdit,
    run: (ctx, form) => editDevice(ctx, c.req.param('id'), form),
    done: ({ id }) => `/devices/${id}?done=saved`,
    again: async (state) => editForm(c, await findDevice(c.var.ctx.db, c.req.param('id'), 'all'), state),
  }),
);

async function photosOfForm(c: AppContext) {
  const { photo = [], thumb = [] } = c.var.body.files;
  if (photo.length === 0) return [];
  const bytes = async (files: readonly File[]) =>
    Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer())));
  return storePhotos(c.var.services.photos, { photos: await bytes(photo), thumbs: await bytes(thumb) });
}

/** The texts of the form's fields. */
function factsOf(device: Device) {
  const { costCents, purchasedOn, orderNumber, fundingSource, federalShare, note } = device;
  const inherited = Object.fromEntries(INHERITED.map((name) => [name, device[name]]));
  return {
    ...inherited,
    purchasedOn,
    cost: costCents === null ? null : (costCents / 100).toFixed(2),
    orderNumber,
    fundingSource,
    federalShare,
    warrantyUntil: device.warrantyUntil,
    coverageUntil: device.coverageUntil,
    wifiMac: device.wifiMac,
    ethernetMac: device.ethernetMac,
    storageGb: device.storageGb,
    note,
  };
}

async function customTyped(c: AppContext, device: string): Promise<Record<string, string>> {
  const rows = await c.var.ctx.db.all(customValuesOf(device));
  return Object.fromEntries(rows.map((row) => [inputName(row.field), row.value]));
}

async function chooseModel(c: AppContext, state: FormState) {
  const { db, actor } = c.var.ctx;
  const [models, common] = await db.read(modelChoices(), commonModels());
  const mayMake = can(actor, 'catalog.edit') || can(actor, 'catalog.propose');
  return (
    <ChooseModel
      frame={frameOf(c, 'devices')}
      state={state}
      models={modelOptions(models)}
      common={common}
      mayMake={mayMake}
    />
  );
}

/** What the selects of the form offer, for the model that is chosen. */
async function choicesFor(c: AppContext, model: string, kept: { model: string; name: string } | null) {
  const { db } = c.var.ctx;
  const kind = (await modelFor(db, model))?.kind ?? 'other';
  const [models, variants, homes, plans, fields] = await db.read(
    modelChoices(),
    variantChoices(model),
    homeChoices(),
    planChoices(),
    fieldsOfKindQuery(kind),
  );
  const options = modelOptions(models);
  if (kept && !models.some((row) => row.id === kept.model))
    options.push({ value: kept.model, label: kept.name, group: 'No longer in use' });
  return { models: options, variants, homes, plans, fields: fields.map(shaped) };
}

async function newForm(c: AppContext, state: FormState) {
  const choices = await choicesFor(c, one(state.values.model), null);
  return (
    <DeviceForm frame={frameOf(c, 'devices')} state={state} {...choices} taken={await takenBy(c, state)} />
  );
}

async function editForm(c: AppContext, device: Device, state: FormState) {
  const kept = { model: device.model, name: device.modelName };
  const choices = await choicesFor(c, one(state.values.model) || device.model, kept);
  // After a conflict the form goes on from what is there now.
  const current = { ...state, version: state.version ?? device.version };
  return <DeviceForm frame={frameOf(c, 'devices')} state={current} {...choices} taken={[]} device={device} />;
}

/** The devices behind "this tag is taken", to go there. Who makes devices sees all of them. */
async function takenBy(c: AppContext, state: FormState) {
  if (!state.errors.tag && !state.errors.serial) return [];
  const value = (kind: 'tag' | 'serial') => {
    const read = readIdentifier(kind, one(state.values[kind]));
    return 'value' in read ? read.value : '';
  };
  return holdersOf(c.var.ctx.db, value('tag'), value('serial'));
}

const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : '');
