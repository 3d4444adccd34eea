import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { record } from '../history/record.ts';
import { setSetting } from '../settings/changes.ts';
import type { Limits } from './order-forms.ts';
import { LIMIT_SETTING, limitsOf } from './order-rules.ts';

/** Up to which amount somebody of a role approves an order alone. @throws Conflict */
export function saveLimits(ctx: Ctx, form: Limits): Promise<{ saved: true }> {
  const before = limitsOf(ctx.district.settings);
  const after = { manager: form.limit, specialist: form.specialist ?? 0 };
  return commit(
    ctx,
    { saved: true } as const,
    setSetting(LIMIT_SETTING, JSON.stringify(after), form.version),
    record({
      thing: 'settings',
      kind: 'settings',
      verb: 'edited',
      data: {
        orderLimitCents: [before.manager, after.manager],
        specialistLimitCents: [before.specialist, after.specialist],
      },
    }),
  );
}
