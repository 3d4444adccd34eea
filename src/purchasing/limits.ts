import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { record } from '../history/record.ts';
import { setSetting } from '../settings/changes.ts';
import type { Limits } from './order-forms.ts';
import { LIMIT_SETTING, limitOf } from './order-rules.ts';

/** Above which amount an order takes two people. @throws Conflict */
export function saveLimits(ctx: Ctx, form: Limits): Promise<{ saved: true }> {
  return commit(
    ctx,
    { saved: true } as const,
    setSetting(LIMIT_SETTING, String(form.limit), form.version),
    record({
      thing: 'settings',
      kind: 'settings',
      verb: 'edited',
      data: { orderLimitCents: [limitOf(ctx.district.settings), form.limit] },
    }),
  );
}
