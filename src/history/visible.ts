import { type Action, can, scopeOf, within } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { NotFound } from '../errors.ts';
import { sitesOfThing } from './name-queries.ts';
import { firstRecord } from './queries.ts';

/** What one must be allowed to see, to see the history of a thing of this kind. */
const NEEDS: Readonly<Record<string, Action>> = {
  device: 'device.see',
  repair: 'repair.see',
  location: 'location.see',
  person: 'student.see',
  model: 'model.see',
  part: 'stock.see',
  bin: 'stock.see',
  lot: 'disposal.see',
  'interchange group': 'stock.see',
  fit: 'stock.see',
  kit: 'stock.see',
  'label paper': 'label.manage',
  'tag range': 'label.manage',
  transfer: 'stock.see',
  'vendor batch': 'claim.see',
  supplier: 'order.see',
  budget: 'order.see',
  order: 'order.see',
  receipt: 'order.see',
  invoice: 'order.see',
  'supplier return': 'order.see',
  user: 'users.manage',
};

const SITED = new Set(['device', 'repair', 'location', 'person']);

/** The thing, where the person may see it. @throws NotFound there is none, or it is not theirs to see */
export async function visibleThing(ctx: Ctx, id: string): Promise<{ id: string; kind: string }> {
  const [first] = await ctx.db.all(firstRecord(id));
  if (!first) throw new NotFound();
  const { kind } = first;
  const thing = { id, kind };
  if (id === ctx.actor.person || can(ctx.actor, 'history.see')) return thing;
  const scope = scopeOf(ctx.actor, NEEDS[kind] ?? 'history.see');
  if (scope === null) throw new NotFound();
  if (scope === 'all') return thing;
  const [sites] = SITED.has(kind) ? await ctx.db.all(sitesOfThing(kind, id)) : [];
  if (SITED.has(kind) && !within(scope, sites?.a ?? null, sites?.b ?? null)) throw new NotFound();
  return thing;
}
