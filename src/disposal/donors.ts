import type { Ctx } from '../context.ts';
import { Invalid } from '../errors.ts';
import { vehicleBinOf } from '../stock/queries.ts';
import type { TakeFromDonor } from './forms.ts';
import { harvest } from './harvest.ts';
import { donorsFor, waitingRepair } from './harvest-queries.ts';

/**
 * A part out of a retired device for the repair that waits for it: into a bin, and kept for that repair.
 * Without a bin into the taker's own vehicle.
 * @throws Invalid the repair waits no more, or the device does not hold it any more
 */
export async function takeFromDonor(
  ctx: Ctx,
  form: TakeFromDonor,
): Promise<{ id: string; proposed: boolean; repair: number }> {
  const repair = await ctx.db.first(waitingRepair(form.repair));
  if (!repair?.group) throw new Invalid({ repair: 'This repair does not wait for a part any more' });
  const donors = await ctx.db.all(donorsFor(repair.id));
  if (!donors.some(({ id }) => id === form.device))
    throw new Invalid({ device: 'This device does not hold it any more: look at the list again' });
  const own =
    form.bin || ctx.actor.person === null ? undefined : await vehicleBinOf(ctx.db, ctx.actor.person);
  const bin = form.bin ?? own?.id;
  if (!bin) throw new Invalid({ bin: 'Choose where the part goes' });
  const done = await harvest(ctx, form.device, {
    bin,
    quantity: { [repair.group]: 1 },
    reason: '',
    repair: repair.id,
  });
  return { ...done, repair: repair.number };
}
