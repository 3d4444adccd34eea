import { worksAsIntern } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { sameVersion } from '../db/version.ts';
import { record } from '../history/record.ts';
import { fitParts } from './chosen-parts.ts';
import { keepColumns, lineIsAsSeen, updateLine } from './line-changes.ts';
import { planPlacing } from './placing.ts';
import { holdsOf, type Line, linesOf, type Repair } from './queries.ts';
import type { QuickSaved, QuickWork } from './quick.ts';
import { keepQuick } from './quick-changes.ts';
import { finishOf, stateAfterPart } from './quick-finish-rules.ts';
import { factsOf } from './quick-new.ts';
import { addLine } from './report-changes.ts';
import { endHold, updateRepair } from './state-changes.ts';
import { isAbove } from './work.ts';

/** Finishes a repair that is open, or the lines of it that were chosen. */
export async function finishByQuick(ctx: Ctx, repair: Repair, work: QuickWork): Promise<QuickSaved> {
  const { form, device, fault, chosen, at } = work;
  const [lines, holds] = await ctx.db.read(linesOf(repair.id), holdsOf(repair.id));
  const { main, others, whole } = finishOf(lines, form.lines, fault.code);
  const line = main?.id ?? newId();
  const toConfirm = worksAsIntern(ctx.actor);
  const aboveLevel = isAbove(ctx, fault);
  const target = whole ? form : { place: 'stay' as const, location: null, loaner: null };
  const placing = await planPlacing(ctx, device, target, { id: repair.id, at });
  const hold = whole ? (holds.find((one) => one.to === null)?.id ?? null) : null;
  const undo = {
    device: device.id,
    version: repair.version + 1,
    before: columnsOf(repair),
    lines: [...(main ? [main] : []), ...others].map((one) => ({
      id: one.id,
      fault: one === main ? fault.code : one.fault,
      columns: lineColumns(one),
    })),
    newLine: main ? null : { id: line, fault: fault.code },
    hold,
    parts: chosen.parts.map((part) => part.use),
    variant: chosen.variant,
    placed: placing.placed,
    serial: work.serial.swap,
  };
  const mine = { done_at: at, done_by: ctx.actor.person };
  return commit(
    ctx,
    { repair: repair.id, device: device.id, next: form.next },
    must('the repair is open', {
      sql: 'SELECT 1 FROM repairs WHERE id = ? AND closed_at IS NULL',
      parameters: [repair.id],
    }),
    sameVersion('repairs', repair.id, repair.version),
    updateRepair(repair.id, {
      technician: repair.technician ?? ctx.actor.person,
      accepted_at: repair.acceptedAt ?? at,
      started_at: repair.startedAt ?? at,
      level: Math.max(repair.level, fault.level),
      above_level: aboveLevel ? 1 : repair.aboveLevel,
      covered: form.covered ? 1 : repair.covered,
      ...(whole ? ending(ctx, repair, work, toConfirm) : { state: stateAfterPart(repair.state) }),
    }),
    main
      ? lineIsAsSeen(main)
      : addLine({ line, repair: repair.id, device: device.id, symptom: null, fault: fault.code, note: '' }),
    updateLine({ id: line, fault: main ? main.fault : fault.code }, device.id, {
      fault: fault.code,
      remedy: form.remedy,
      cause: form.cause,
      minutes: form.minutes,
      // What was reported there stays.
      ...(form.note ? { note: [main?.note, form.note].filter(Boolean).join('\n') } : {}),
      ...mine,
    }),
    others.map((one) => [lineIsAsSeen(one), updateLine(one, device.id, mine)]),
    hold ? endHold(repair.id, ctx.now) : null,
    fitParts(ctx, chosen, { device, fault: fault.code, repair: repair.id, line, at }),
    placing.changes,
    work.serial.changes,
    ctx.actor.person
      ? keepQuick(
          {
            id: newId(),
            repair: repair.id,
            person: ctx.actor.person,
            fault: fault.code,
            remedy: form.remedy,
            undo,
          },
          ctx.now,
        )
      : null,
    keepColumns(repair.id),
    record({
      thing: repair.id,
      kind: 'repair',
      verb: whole ? 'finished' : 'lines finished',
      device: device.id,
      site: repair.site,
      data: {
        ...factsOf(work),
        lines: [line, ...others.map((one) => one.id)],
        ...placing.data,
        ...(toConfirm && whole ? { toConfirm: true } : {}),
        ...(aboveLevel ? { aboveLevel: fault.level } : {}),
      },
      text: form.note,
      doneAt: at,
    }),
  );
}

function ending(ctx: Ctx, repair: Repair, { form, at }: QuickWork, toConfirm: boolean) {
  const ended = { outcome: form.outcome, ready_at: repair.readyAt ?? at };
  if (toConfirm) return { ...ended, state: 'ready', to_confirm: 1 };
  // A specialist who finishes an intern's work has looked at it.
  const confirmed_by = repair.toConfirm ? ctx.actor.person : repair.confirmedBy;
  return { ...ended, state: 'closed', closed_at: at, to_confirm: 0, confirmed_by };
}

/** What the save changes of the repair, as it was before. */
function columnsOf(repair: Repair) {
  return {
    state: repair.state,
    outcome: repair.outcome,
    technician: repair.technician,
    accepted_at: repair.acceptedAt,
    started_at: repair.startedAt,
    ready_at: repair.readyAt,
    closed_at: repair.closedAt,
    level: repair.level,
    above_level: repair.aboveLevel,
    covered: repair.covered,
    to_confirm: repair.toConfirm,
    confirmed_by: repair.confirmedBy,
  };
}

function lineColumns(line: Line) {
  return {
    fault: line.fault,
    remedy: line.remedy,
    cause: line.cause,
    minutes: line.minutes,
    note: line.note,
    done_at: line.doneAt,
    done_by: line.doneBy,
  };
}
