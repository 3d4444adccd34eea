import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { Forbidden } from '../errors.ts';
import { keepPhone } from './changes.ts';
import { correctedTime } from './clock-rules.ts';
import type { PhoneReport } from './forms.ts';

/** What a phone says of itself: when it was last here, what it still holds, how far its clock is ahead. */
export async function reportPhone(ctx: Ctx, form: PhoneReport): Promise<{ aheadMs: number }> {
  const { person } = ctx.actor;
  if (!person) throw new Forbidden();
  const { aheadMs } = correctedTime({ at: form.clock, clock: form.clock, now: ctx.now, notBefore: [] });
  const sum = (of: 'waiting' | 'needs') => form.holds.reduce((n, one) => n + one[of], 0);
  return commit(
    ctx,
    { aheadMs },
    keepPhone(
      {
        id: form.phone,
        person,
        name: form.name,
        holds: JSON.stringify(form.holds),
        waiting: sum('waiting'),
        needs: sum('needs'),
        oldestAt: form.oldestAt,
        aheadMs,
        persisted: form.persisted,
        copyAt: form.copyAt,
      },
      ctx.now,
    ),
  );
}
