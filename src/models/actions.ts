import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { refuseStale, sameVersion } from '../db/version.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import {
  insertModel,
  insertVariant,
  retireModel,
  retireVariant,
  setAue,
  updateModel,
  updateVariant,
} from './changes.ts';
import type { AueChange, ModelEdit, ModelVersion, NewModel, VariantForm } from './forms.ts';
import { findModel, findVariant } from './queries.ts';

/** The words of the form, for the page that says what somebody else changed. */
const LABELS = {
  maker: 'Maker',
  name: 'Name',
  number: 'Number',
  kind: 'Kind',
  warrantyMonths: 'Warranty',
  price: 'Price',
} as const;

type Done = Promise<{ id: string | null; proposed: boolean }>;

export const createModel = (ctx: Ctx, form: NewModel): Done =>
  doOrPropose(ctx, { kind: 'model', thing: null, content: form, done: newId() }, (id) =>
    making(ctx, id, form),
  );

/** @throws Invalid an end of updates without saying who says so */
export async function making(ctx: Ctx, id: string, form: NewModel): Promise<Change> {
  if (form.aueOn && !form.aueSource) throw new Invalid({ aueSource: 'Say where the date is from' });
  return [
    insertModel(id, { ...form, aueReadOn: form.aueReadOn ?? ctx.today }, ctx.actor.person, ctx.now),
    record({ thing: id, kind: 'model', verb: 'created', data: { ...form }, first: true }),
  ];
}

/** @throws NotFound, Conflict of kind 'version' with what somebody else changed */
export const editModel = (ctx: Ctx, id: string, form: ModelEdit): Done =>
  doOrPropose(ctx, { kind: 'model.edit', thing: id, content: form, done: id }, () => editing(ctx, id, form));

export async function editing(ctx: Ctx, id: string, form: ModelEdit): Promise<Change> {
  const before = await findModel(ctx.db, id);
  refuseStale(
    form.version,
    { ...before, price: text(before.priceCents) },
    { ...form, price: text(form.price) },
    LABELS,
  );
  const { version, ...facts } = form;
  return [
    sameVersion('models', id, version),
    updateModel(id, form, before.kind !== form.kind),
    record({ thing: id, kind: 'model', verb: 'edited', data: facts }),
  ];
}

/** @throws NotFound, Conflict the date is no longer the one that was seen */
export const changeAue = (ctx: Ctx, id: string, form: AueChange): Done =>
  doOrPropose(ctx, { kind: 'model.aue', thing: id, content: form, done: id }, () => datingAue(ctx, id, form));

export async function datingAue(ctx: Ctx, id: string, form: AueChange): Promise<Change> {
  const before = await findModel(ctx.db, id);
  if ((before.aueOn ?? '') !== form.seen)
    throw new Conflict('version', 'the date has changed', [
      { label: 'Updates end', yours: form.aueOn ?? '', theirs: before.aueOn ?? '' },
      { label: 'Source', yours: form.source, theirs: before.aueSource ?? '' },
    ]);
  if (form.readOn > ctx.today) throw new Invalid({ readOn: 'Not after today' });
  return [
    setAue(id, form, ctx.actor.person, ctx.now),
    record({
      thing: id,
      kind: 'model',
      verb: 'update end changed',
      data: { from: before.aueOn, to: form.aueOn, readOn: form.readOn },
      text: form.source,
    }),
  ];
}

/** Out of the lists of what can be chosen, or back in; its devices stay as they are. @throws NotFound, Conflict */
export async function retireOrRestoreModel(
  ctx: Ctx,
  id: string,
  form: ModelVersion,
): Promise<{ id: string }> {
  const before = await findModel(ctx.db, id);
  if (form.version !== before.version) throw new Conflict('version', 'somebody changed it meanwhile');
  const retire = before.retiredAt === null;
  return commit(
    ctx,
    { id },
    sameVersion('models', id, form.version),
    retireModel(id, retire ? ctx.now : null),
    record({ thing: id, kind: 'model', verb: retire ? 'retired' : 'restored' }),
  );
}

/** @throws NotFound, Conflict the model has a variant of this name */
export const createVariant = (ctx: Ctx, model: string, form: VariantForm): Done =>
  doOrPropose(ctx, { kind: 'variant', thing: model, content: form, done: model }, () =>
    varying(ctx, model, form),
  );

export async function varying(ctx: Ctx, model: string, form: VariantForm): Promise<Change> {
  await findModel(ctx.db, model);
  const id = newId();
  return [
    insertVariant(id, model, form),
    record({ thing: model, kind: 'model', verb: 'variant added', data: { variant: id, ...form } }),
  ];
}

/** @throws NotFound, Conflict */
export async function editVariant(
  ctx: Ctx,
  model: string,
  id: string,
  form: VariantForm,
): Promise<{ id: string }> {
  await findVariant(ctx.db, model, id);
  return commit(
    ctx,
    { id: model },
    updateVariant(id, form),
    record({ thing: model, kind: 'model', verb: 'variant edited', data: { variant: id, ...form } }),
  );
}

/** @throws NotFound */
export async function retireOrRestoreVariant(ctx: Ctx, model: string, id: string): Promise<{ id: string }> {
  const before = await findVariant(ctx.db, model, id);
  const retire = before.retiredAt === null;
  return commit(
    ctx,
    { id: model },
    retireVariant(id, retire ? ctx.now : null),
    record({
      thing: model,
      kind: 'model',
      verb: retire ? 'variant retired' : 'variant restored',
      data: { variant: id },
    }),
  );
}

interface Asked {
  kind: string;
  thing: string | null;
  content: Readonly<Record<string, unknown>>;
  /** id of the model that is there when it is done */
  done: string;
}

/** Who may, does it; who may only propose, asks a manager with all that was typed. @throws whatever doing it would */
async function doOrPropose(ctx: Ctx, asked: Asked, changes: (id: string) => Promise<Change>): Done {
  // What could not be done is not proposed either.
  const change = await changes(asked.done);
  if (can(ctx.actor, 'catalog.edit')) return commit(ctx, { id: asked.done, proposed: false }, change);
  const id = newId();
  return commit(
    ctx,
    { id: asked.thing, proposed: true },
    q.insertInto('proposals').values({
      id,
      kind: asked.kind,
      thing: asked.thing,
      content: JSON.stringify(asked.content),
      proposed_by: ctx.actor.person,
      at: ctx.now,
    }),
    record({
      thing: asked.thing ?? id,
      kind: asked.thing ? 'model' : 'proposal',
      verb: 'proposed',
      data: { what: asked.kind, ...asked.content },
      first: asked.thing === null,
    }),
  );
}

const text = (cents: number | null) => (cents === null ? '' : (cents / 100).toFixed(2));
