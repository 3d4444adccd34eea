import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { type Change, commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { refuseStale, sameVersion } from '../db/version.ts';
import { Conflict, Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { askFor } from '../proposals/ask-changes.ts';
import * as change from './catalog-changes.ts';
import type {
  BinEdit,
  FitDecision,
  GroupEdit,
  NewBin,
  NewFit,
  NewGroup,
  NewPart,
  PartEdit,
} from './forms.ts';
import { findPart } from './queries.ts';

/** @property id null where a new part was proposed @property proposed true where a manager decides */
interface SavedPart {
  id: string | null;
  proposed: boolean;
}

/** Who may only propose, proposes it. @throws Invalid the SKU is taken */
export function createPart(ctx: Ctx, form: NewPart): Promise<SavedPart> {
  const id = newId();
  return doOrAsk(ctx, { kind: 'part', about: null, form, id }, () => makingPart(ctx, id, form));
}

export async function makingPart(ctx: Ctx, id: string, form: NewPart): Promise<Change> {
  await refuseTaken(ctx, form.sku, null);
  return [
    change.insertPart(id, form, ctx.now),
    record({ thing: id, kind: 'part', verb: 'created', data: factsOf(form), first: true }),
  ];
}

/** @throws NotFound, Invalid, Conflict of kind 'version' */
export function editPart(ctx: Ctx, id: string, form: PartEdit): Promise<SavedPart> {
  const about = { thing: id, kind: 'part' };
  return doOrAsk(ctx, { kind: 'part.edit', about, form, id }, () => editingPart(ctx, id, form));
}

export async function editingPart(ctx: Ctx, id: string, form: PartEdit): Promise<Change> {
  const before = await findPart(ctx.db, id);
  refuseStale(form.version, before, form, {
    sku: 'SKU',
    name: 'Name',
    partKind: 'Kind',
    condition: 'Condition',
  });
  await refuseTaken(ctx, form.sku, id);
  return [
    sameVersion('parts', id, form.version),
    change.updatePart(id, form),
    record({ thing: id, kind: 'part', verb: 'edited', data: factsOf(form) }),
  ];
}

/** Who may, does it; who may only propose, asks with all that was typed. What could not be done is not proposed. */
async function doOrAsk(
  ctx: Ctx,
  asked: { kind: string; about: { thing: string; kind: string } | null; form: NewPart; id: string },
  changes: () => Promise<Change>,
): Promise<SavedPart> {
  const done = await changes();
  if (can(ctx.actor, 'catalog.edit')) return commit(ctx, { id: asked.id, proposed: false }, done);
  const { kind, about, form } = asked;
  return commit(
    ctx,
    { id: about?.thing ?? null, proposed: true },
    askFor({ kind, about, content: { ...form }, by: ctx.actor.person }, ctx.now),
  );
}

/** @throws Invalid another part has it */
async function refuseTaken(ctx: Ctx, sku: string, own: string | null): Promise<void> {
  const taken = q.selectFrom('parts').select('id').where('sku', '=', sku);
  const other = await ctx.db.first(taken);
  if (other && other.id !== own) throw new Invalid({ sku: 'Another part has this SKU' });
}

export async function retireOrRestorePart(
  ctx: Ctx,
  id: string,
  form: { version: number },
): Promise<{ id: string }> {
  const before = await findPart(ctx.db, id);
  const retire = before.retiredAt === null;
  if (before.version !== form.version) throw new Conflict('version', 'somebody changed it meanwhile');
  return commit(
    ctx,
    { id },
    sameVersion('parts', id, form.version),
    change.retirePart(id, retire ? ctx.now : null),
    record({ thing: id, kind: 'part', verb: retire ? 'retired' : 'restored' }),
  );
}

export async function createGroup(ctx: Ctx, form: NewGroup): Promise<{ id: string }> {
  const id = newId();
  return commit(
    ctx,
    { id },
    change.insertGroup(id, form),
    record({ thing: id, kind: 'interchange group', verb: 'created', data: { ...form }, first: true }),
  );
}

export async function editGroup(ctx: Ctx, id: string, form: GroupEdit): Promise<{ id: string }> {
  return commit(
    ctx,
    { id },
    sameVersion('interchange_groups', id, form.version),
    change.updateGroup(id, form),
    record({ thing: id, kind: 'interchange group', verb: 'edited', data: { ...form } }),
  );
}

export async function createBin(ctx: Ctx, form: NewBin): Promise<{ id: string }> {
  const id = newId();
  return commit(
    ctx,
    { id },
    change.insertBin(id, form),
    record({ thing: id, kind: 'bin', verb: 'created', data: { ...form }, first: true }),
  );
}

export async function editBin(ctx: Ctx, id: string, form: BinEdit): Promise<{ id: string }> {
  return commit(
    ctx,
    { id },
    sameVersion('bins', id, form.version),
    change.updateBin(id, form),
    record({ thing: id, kind: 'bin', verb: 'edited', data: { ...form } }),
  );
}

/** Recorded by a manager it is confirmed, by others proposed. */
export async function recordFit(ctx: Ctx, form: NewFit): Promise<{ id: string; state: string }> {
  const id = newId();
  const state = can(ctx.actor, 'catalog.edit') ? 'confirmed' : 'proposed';
  return commit(
    ctx,
    { id, state },
    change.insertFit(id, form, state, ctx.actor.person, ctx.now),
    record({ thing: id, kind: 'fit', verb: state, data: { ...form }, first: true }),
  );
}

/** @throws NotFound, Conflict it is decided already */
export async function decideFit(ctx: Ctx, id: string, { decision }: FitDecision): Promise<{ id: string }> {
  const undecided = q.selectFrom('fits').select('id').where('id', '=', id);
  if (!(await ctx.db.first(undecided))) throw new NotFound();
  return commit(
    ctx,
    { id },
    must('nobody has decided it yet', undecided.where('state', '<>', decision)),
    change.decideFit(id, decision, ctx.actor.person, ctx.now),
    record({ thing: id, kind: 'fit', verb: decision }),
  );
}

function factsOf(form: NewPart) {
  const { name, sku, group, partKind, condition, counted, touch, unit, pack } = form;
  const { price, makerNumbers, barcodes } = form;
  return { name, sku, group, partKind, condition, counted, touch, unit, pack, price, makerNumbers, barcodes };
}
