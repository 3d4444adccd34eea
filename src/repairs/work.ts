import { levelOffered } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { findDevice } from '../devices/queries.ts';
import { Invalid } from '../errors.ts';
import { moved, repairFor } from './begin-move.ts';
import { chooseParts, fitParts, partsData } from './chosen-parts.ts';
import { keepColumns, lineIsAsSeen, updateLine } from './line-changes.ts';
import { type Fault, faultInUse, remedyInUse } from './list-queries.ts';
import type { Work } from './move-forms.ts';
import { type Line, linesOf } from './queries.ts';
import { addLine } from './report-changes.ts';
import { newSerial } from './serial.ts';
import { makeMove } from './state-changes.ts';

/**
 * Work on one fault line: what was found, what was done, how long it took, the parts that went in.
 * Work above one's level is saved and marked.
 * @throws NotFound, Invalid, Conflict
 */
export async function workOnLine(ctx: Ctx, ref: string, form: Work): Promise<{ number: number }> {
  const repair = await repairFor(ctx, ref, 'work');
  const device = await findDevice(ctx.db, repair.device, 'all');
  const [lines, faults, remedies] = await ctx.db.read(
    linesOf(repair.id),
    faultInUse(form.fault),
    remedyInUse(form.remedy ?? ''),
  );
  const line = lineFor(lines, form.line);
  const fault = faultFor(faults, form.fault);
  if (form.remedy && remedies.length === 0) throw new Invalid({ remedy: 'Choose what was done' });
  const chosen = await chooseParts(ctx, form, { device, fault: fault.code });
  const id = line?.id ?? newId();
  const at = ctx.doneAt ?? ctx.now;
  const { changes: serial } = await newSerial(ctx, device, form.serial);
  return commit(
    ctx,
    { number: repair.number },
    makeMove(repair.id, 'work', {
      technician: repair.technician ?? ctx.actor.person,
      accepted_at: repair.acceptedAt ?? at,
      started_at: repair.startedAt ?? at,
      level: Math.max(repair.level, fault.level),
      above_level: isAbove(ctx, fault) ? 1 : repair.aboveLevel,
    }),
    line
      ? lineIsAsSeen(line)
      : addLine({
          line: id,
          repair: repair.id,
          device: device.id,
          symptom: null,
          fault: fault.code,
          note: '',
        }),
    updateLine({ id, fault: line ? line.fault : fault.code }, device.id, {
      fault: fault.code,
      remedy: form.remedy,
      cause: form.cause,
      minutes: form.minutes,
      note: form.note,
      done_at: form.done ? (line?.doneAt ?? at) : null,
      done_by: form.done ? (line?.doneBy ?? ctx.actor.person) : null,
    }),
    fitParts(ctx, chosen, { device, fault: fault.code, repair: repair.id, line: id, at }),
    serial,
    keepColumns(repair.id),
    moved(
      repair,
      'worked on',
      {
        line: id,
        fault: fault.code,
        remedy: form.remedy,
        cause: form.cause,
        minutes: form.minutes,
        parts: partsData(chosen),
        ...(isAbove(ctx, fault) ? { aboveLevel: fault.level } : {}),
        ...(chosen.variant ? { variant: chosen.variant } : {}),
      },
      form.note,
    ) as Change,
  );
}

/** Whether the fault is for a higher level than the person is offered work of. */
export function isAbove(ctx: Ctx, fault: Pick<Fault, 'level'>): boolean {
  return ctx.actor.person !== null && levelOffered(ctx.actor) < fault.level;
}

export function faultFor(faults: readonly Fault[], code: string): Fault {
  const fault = faults.find((one) => one.code === code);
  if (!fault) throw new Invalid({ fault: 'Choose what is wrong' });
  return fault;
}

function lineFor(lines: readonly Line[], id: string | null): Line | null {
  if (id === null) return null;
  const line = lines.find((one) => one.id === id && !one.withdrawnAt);
  if (!line) throw new Invalid({ line: 'This line was withdrawn' });
  return line;
}
