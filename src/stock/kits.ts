import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { refuseStale, sameVersion } from '../db/version.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { insertKit, type KitColumns, retireKit, updateKit } from './kit-changes.ts';
import type { KitEdit, NewKit } from './kit-forms.ts';
import { findKit, partsNamed } from './kit-queries.ts';

/** @throws Invalid at the line that names no part, or two of one */
export async function createKit(ctx: Ctx, form: NewKit): Promise<{ id: string }> {
  const id = newId();
  const kit = await columnsOf(ctx, form);
  return commit(
    ctx,
    { id },
    insertKit(id, kit),
    record({ thing: id, kind: 'kit', verb: 'created', data: { ...kit }, first: true }),
  );
}

/** @throws NotFound, Invalid, Conflict of kind 'version' */
export async function editKit(ctx: Ctx, id: string, form: KitEdit): Promise<{ id: string }> {
  const before = await findKit(ctx.db, id);
  refuseStale(form.version, before, form, { name: 'Name', fault: 'Fault' });
  const kit = await columnsOf(ctx, form);
  return commit(
    ctx,
    { id },
    sameVersion('kits', id, form.version),
    updateKit(id, kit),
    record({ thing: id, kind: 'kit', verb: 'edited', data: { ...kit } }),
  );
}

/** @throws NotFound, Conflict of kind 'version' */
export async function retireOrRestoreKit(
  ctx: Ctx,
  id: string,
  form: { version: number },
): Promise<{ id: string }> {
  const before = await findKit(ctx.db, id);
  if (before.version !== form.version) throw new Conflict('version', 'somebody changed it meanwhile');
  const retire = before.retiredAt === null;
  return commit(
    ctx,
    { id },
    sameVersion('kits', id, form.version),
    retireKit(id, retire ? ctx.now : null),
    record({ thing: id, kind: 'kit', verb: retire ? 'retired' : 'restored' }),
  );
}

async function columnsOf(ctx: Ctx, form: NewKit): Promise<KitColumns> {
  const known = await ctx.db.all(partsNamed(form.lines.map(({ part }) => part).filter(Boolean)));
  const ids = new Map(known.map(({ typed, id }) => [typed, id]));
  const errors: Record<string, string> = {};
  const seen = new Set<string>();
  const lines = form.lines.flatMap(({ group, part, quantity }, i) => {
    if (group === null && part === '') return [];
    const id = part === '' ? null : (ids.get(part) ?? null);
    if (part !== '' && id === null) errors[`lines.${i}.part`] = 'No part has this SKU';
    if (quantity === null) errors[`lines.${i}.quantity`] = 'Say how many';
    if (seen.has(group ?? id ?? ''))
      errors[`lines.${i}.${group ? 'group' : 'part'}`] = 'It is in the kit already';
    seen.add(group ?? id ?? '');
    return [{ group, part: id, quantity: quantity ?? 1 }];
  });
  if (Object.keys(errors).length > 0) throw new Invalid(errors);
  if (lines.length < 2) throw new Invalid({ 'lines.0.group': 'A kit takes at least two parts' });
  return { name: form.name, fault: form.fault, lines };
}
