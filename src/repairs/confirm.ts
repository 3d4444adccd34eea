import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import type { Query } from '../db/query.ts';
import { Invalid } from '../errors.ts';
import { moved } from './begin-move.ts';
import type { Confirm } from './quick-forms.ts';
import { updateRepair } from './state-changes.ts';

interface ToConfirm {
  id: string;
  number: number;
  device: string;
  site: string;
  state: string;
}

/**
 * An intern's work is good: what is ready and handed back is closed. Those that another one has
 * confirmed meanwhile are left out.
 * @throws Invalid nothing was chosen, or nothing of it waits any more; Conflict
 */
export async function confirmRepairs(ctx: Ctx, form: Confirm): Promise<{ confirmed: number }> {
  const waiting = await ctx.db.all(toConfirm(form.repair));
  if (waiting.length === 0) throw new Invalid({ repair: 'None of these waits to be confirmed any more' });
  return commit(
    ctx,
    { confirmed: waiting.length },
    waiting.map((repair) => [
      must('the repair waits to be confirmed', {
        sql: 'SELECT 1 FROM repairs WHERE id = ? AND to_confirm = 1 AND state = ?',
        parameters: [repair.id, repair.state],
      }),
      updateRepair(repair.id, {
        to_confirm: 0,
        confirmed_by: ctx.actor.person,
        ...(repair.state === 'ready' ? { state: 'closed', closed_at: ctx.now } : {}),
      }),
      moved(repair, 'confirmed'),
    ]),
  );
}

function toConfirm(ids: readonly string[]): Query<ToConfirm> {
  return {
    sql: `SELECT id, number, device, site, state FROM repairs
          WHERE to_confirm = 1 AND id IN (SELECT value FROM json_each(?))`,
    parameters: [JSON.stringify(ids)],
  };
}
