import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { refuseStale, sameVersion } from '../db/version.ts';
import { Conflict, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
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

export async function createPart(ctx: Ctx, form: NewPart): Promise<{ id: string }> {
  const id = newId();
  return commit(
    ctx,
    { id },
    change.insertPart(id, form, ctx.now),
    record({ thing: id, kind: 'part', verb: 'created', data: factsOf(form), first: true }),
  );
}

/** @throws NotFound, Conflict of kind 'version' */
export async function editPart(ctx: Ctx, id: string, form: PartEdit): Promise<{ id: string }> {
  const before = await findPart(ctx.db, id);
  refuseStale(form.version, before, form, {
    sku: 'SKU',
    name: 'Name',
    partKind: 'Kind',
    condition: 'Condition',
  });
  return commit(
    ctx,
    { id },
    sameVersion('parts', id, form.version),
    change.updatePart(id, form),
    record({ thing: id, kind: 'part', verb: 'edited', data: factsOf(form) }),
  );
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
