import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { q } from '../db/query.ts';
import { Invalid } from '../errors.ts';
import { moved, repairFor } from './begin-move.ts';
import { keepColumns } from './line-changes.ts';
import type { Hold } from './move-forms.ts';
import { makeMove, openHold } from './state-changes.ts';
import { vendorFor } from './vendor.ts';

/** The repair waits, with a clock of its own. @throws NotFound, Invalid, Conflict */
export async function holdRepair(ctx: Ctx, ref: string, form: Hold): Promise<{ number: number }> {
  const repair = await repairFor(ctx, ref, 'hold');
  const parts = form.reason === 'parts';
  if (parts && form.group) await groupFor(ctx, form.group);
  if (form.reason === 'vendor' && form.vendor) await vendorFor(ctx, form.vendor);
  return commit(
    ctx,
    { number: repair.number },
    makeMove(repair.id, 'hold', form.expectedOn ? { expected_on: form.expectedOn } : {}),
    openHold(
      {
        repair: repair.id,
        reason: form.reason,
        group: parts ? form.group : null,
        quantity: parts ? form.quantity : null,
        vendor: form.reason === 'vendor' ? form.vendor : null,
        note: form.note,
        by: ctx.actor.person,
      },
      ctx.now,
    ),
    keepColumns(repair.id),
    moved(
      repair,
      'put on hold',
      {
        reason: form.reason,
        group: parts ? form.group : null,
        quantity: parts ? form.quantity : null,
        vendor: form.reason === 'vendor' ? form.vendor : null,
      },
      form.note,
    ),
  );
}

async function groupFor(ctx: Ctx, id: string): Promise<void> {
  const group = await ctx.db.first(
    q.selectFrom('interchange_groups').select('id').where('id', '=', id).where('retired_at', 'is', null),
  );
  if (!group) throw new Invalid({ group: 'Choose which parts it waits for' });
}
