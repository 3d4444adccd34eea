import type { Scope } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { findDevice } from '../devices/queries.ts';
import { record } from '../history/record.ts';
import { settleMissing } from './missing-changes.ts';

/** What was missing is here after all. @throws NotFound, Conflict it was settled before */
export async function settle(
  ctx: Ctx,
  ref: string,
  missing: string,
  scope: Exclude<Scope, null>,
): Promise<{ id: string }> {
  const device = await findDevice(ctx.db, ref, scope);
  return commit(
    ctx,
    { id: device.id },
    must('it is still missing', {
      sql: 'SELECT 1 FROM missing_accessories WHERE id = ? AND device = ? AND settled_at IS NULL',
      parameters: [missing, device.id],
    }),
    settleMissing(missing, ctx.actor.person, ctx.now),
    record({
      thing: device.id,
      kind: 'device',
      verb: 'accessory settled',
      site: device.home,
      data: { missing },
    }),
  );
}
