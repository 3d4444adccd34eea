import { worksAsIntern } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { record } from '../history/record.ts';
import { fitParts, partsData } from './chosen-parts.ts';
import { dueFor } from './due-rules.ts';
import { keepColumns, updateLine } from './line-changes.ts';
import { holidayDates } from './list-queries.ts';
import { planPlacing } from './placing.ts';
import type { QuickSaved, QuickWork } from './quick.ts';
import { insertQuickRepair, keepQuick } from './quick-changes.ts';
import { addLine } from './report-changes.ts';
import { siteFor } from './site.ts';
import { isAbove } from './work.ts';

/** A repair that nobody had reported: made and ended in one commit. */
export async function saveQuickRepair(ctx: Ctx, work: QuickWork): Promise<QuickSaved> {
  const { form, device, fault, chosen, at } = work;
  const id = newId();
  const line = newId();
  const toConfirm = worksAsIntern(ctx.actor);
  const aboveLevel = isAbove(ctx, fault);
  const site = await siteFor(ctx, device, 'all');
  const placing = await planPlacing(ctx, device, form, { id, at });
  const undo = {
    device: device.id,
    version: 1,
    before: null,
    lines: [],
    newLine: { id: line, fault: fault.code },
    hold: null,
    parts: chosen.parts.map((part) => part.use),
    variant: chosen.variant,
    placed: placing.placed,
    serial: work.serial.swap,
  };
  return commit(
    ctx,
    { repair: id, device: device.id, next: form.next },
    insertQuickRepair(
      {
        id,
        device: device.id,
        site,
        state: toConfirm ? 'ready' : 'closed',
        level: fault.level,
        hadDevice: device.holder ?? device.assignedPerson,
        aboveLevel,
        covered: form.covered,
        outcome: form.outcome,
        by: ctx.actor.person,
        at,
        dueAt: toConfirm ? dueFor('normal', at, ctx.district, await holidayDates(ctx.db)) : null,
      },
      ctx.now,
    ),
    addLine({ line, repair: id, device: device.id, symptom: null, fault: fault.code, note: form.note }),
    updateLine({ id: line, fault: fault.code }, device.id, {
      remedy: form.remedy,
      cause: form.cause,
      minutes: form.minutes,
      done_at: at,
      done_by: ctx.actor.person,
    }),
    fitParts(ctx, chosen, { device, fault: fault.code, repair: id, line, at }),
    placing.changes,
    work.serial.changes,
    ctx.actor.person
      ? keepQuick(
          { id: newId(), repair: id, person: ctx.actor.person, fault: fault.code, remedy: form.remedy, undo },
          ctx.now,
        )
      : null,
    keepColumns(id),
    record({
      thing: id,
      kind: 'repair',
      verb: 'quick repair',
      device: device.id,
      site,
      data: {
        ...factsOf(work),
        ...placing.data,
        ...(toConfirm ? { toConfirm: true } : {}),
        ...(aboveLevel ? { aboveLevel: fault.level } : {}),
      },
      text: form.note,
      doneAt: at,
      first: true,
    }),
  );
}

/** For the record: what was done. */
export function factsOf({ form, fault, chosen }: QuickWork) {
  return {
    fault: fault.code,
    remedy: form.remedy,
    cause: form.cause,
    minutes: form.minutes,
    outcome: form.outcome,
    parts: partsData(chosen),
    ...(chosen.variant ? { variant: chosen.variant } : {}),
  };
}
