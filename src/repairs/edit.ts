import { awayCover } from '../claims/hand-queries.ts';
import { tickByHand } from '../claims/hand-rules.ts';
import { giveHandIncidentBack, useIncidentAgain } from '../claims/pool-changes.ts';
import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { refuseStale, sameVersion } from '../db/version.ts';
import { Invalid } from '../errors.ts';
import { dayIn } from '../web/day.ts';
import { moved, scopeIn } from './begin-move.ts';
import { dueFor } from './due-rules.ts';
import { holidayDates } from './list-queries.ts';
import type { RepairEdit } from './move-forms.ts';
import { findRepair, holdsOf, type Repair } from './queries.ts';
import { isOpen } from './rules.ts';
import { updateRepair } from './state-changes.ts';
import { acceptedByNobody } from './vendor-changes.ts';

/**
 * Priority, level, expected date, whether it counts as a covered incident. Another priority makes
 * another due time; one that is away at a vendor uses an incident of its plan when it is ticked, and gives back
 * what was ticked.
 * @throws NotFound, Invalid the plan has none left, Conflict of kind 'version'
 */
export async function editRepair(ctx: Ctx, ref: string, form: RepairEdit): Promise<{ number: number }> {
  const repair = await findRepair(ctx.db, ref, scopeIn(ctx, 'repair.work'));
  refuseStale(form.version, repair, form, {
    priority: 'Priority',
    level: 'Level',
    expectedOn: 'Expected on',
    covered: 'Covered',
  });
  const due = form.priority === repair.priority ? null : await dueAgain(ctx, repair, form);
  const followed = repair.dueAt !== null && repair.expectedOn === dayIn(ctx.district.zone, repair.dueAt);
  const expectedOn =
    due && followed && form.expectedOn === repair.expectedOn
      ? dayIn(ctx.district.zone, due)
      : form.expectedOn;
  return commit(
    ctx,
    { number: repair.number },
    sameVersion('repairs', repair.id, form.version),
    await coveredChanges(ctx, repair, form.covered),
    updateRepair(repair.id, {
      priority: form.priority,
      level: form.level,
      expected_on: expectedOn,
      covered: form.covered ? 1 : 0,
      ...(due ? { due_at: due } : {}),
    }),
    moved(repair, 'edited', {
      priority: form.priority,
      level: form.level,
      expected: expectedOn,
      covered: form.covered,
    }),
  );
}

/** @throws Invalid the device's plan, or its pool, has no incident left */
async function coveredChanges(ctx: Ctx, repair: Repair, covered: boolean): Promise<Change> {
  if ((repair.covered === 1) === covered) return null;
  if (!covered) return [giveHandIncidentBack(repair.id, ctx.now), acceptedByNobody(repair.id)];
  const away = await ctx.db.first(awayCover(repair.id, ctx.today));
  const does = tickByHand(away, ctx.today);
  if (typeof does === 'object') throw new Invalid({ covered: does.problem });
  if (does === 'mark' || !away) return null;
  const { line, device, plan, poolFrom, deviceFrom, incidents } = away;
  return useIncidentAgain(
    { line, repair: repair.id, device, plan: plan ?? '', poolFrom: poolFrom ?? '', deviceFrom, incidents },
    ctx.now,
  );
}

async function dueAgain(ctx: Ctx, repair: Repair, form: RepairEdit): Promise<string | null> {
  if (!isOpen(repair.state)) return null;
  const holds = await ctx.db.all(holdsOf(repair.id));
  // A repair that came back counts from when it did: it is due by its last start.
  const from = repair.cameBack > 0 ? ctx.now : repair.reportedAt;
  return dueFor(form.priority, from, ctx.district, await holidayDates(ctx.db), holds, ctx.now);
}
