import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { findDevice } from '../devices/queries.ts';
import { Conflict } from '../errors.ts';
import { dayIn } from '../web/day.ts';
import { moved, repairFor } from './begin-move.ts';
import { dueFor } from './due-rules.ts';
import { keepColumns } from './line-changes.ts';
import { holidayDates } from './list-queries.ts';
import type { CameBack } from './move-forms.ts';
import { addLine } from './report-changes.ts';
import { repairNumber } from './rules.ts';
import { makeMove } from './state-changes.ts';

const NO_OTHER = 'the device has no other open repair';

/** The device came back with its fault: the closed repair is open again. @throws NotFound, Conflict */
export async function repairCameBack(ctx: Ctx, ref: string, form: CameBack): Promise<{ number: number }> {
  const repair = await repairFor(ctx, ref, 'came_back');
  const device = await findDevice(ctx.db, repair.device, 'all');
  if (device.openRepair) {
    const theirs = `${repairNumber(device.openRepairNumber ?? 0)} is open`;
    throw new Conflict('must', NO_OTHER, [{ label: 'Repairs', yours: 'none open', theirs }]);
  }
  const due = dueFor(repair.priority, ctx.now, ctx.district, await holidayDates(ctx.db));
  return commit(
    ctx,
    { number: repair.number },
    must(NO_OTHER, {
      sql: 'SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM repairs WHERE device = ? AND closed_at IS NULL)',
      parameters: [repair.device],
    }),
    makeMove(repair.id, 'came_back', {
      outcome: null,
      closed_at: null,
      ready_at: null,
      accepted_at: null,
      started_at: null,
      technician: null,
      in_use: 0,
      quick: 0,
      to_confirm: 0,
      came_back: repair.cameBack + 1,
      due_at: due,
      expected_on: dayIn(ctx.district.zone, due),
    }),
    form.symptom || form.note
      ? addLine({
          repair: repair.id,
          device: repair.device,
          symptom: form.symptom,
          fault: null,
          note: form.note,
        })
      : null,
    keepColumns(repair.id),
    moved(repair, 'came back', { times: repair.cameBack + 1, symptom: form.symptom }, form.note),
  );
}
