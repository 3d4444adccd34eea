import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { findDevice } from '../devices/queries.ts';
import { NotFound } from '../errors.ts';
import { moved, scopeIn } from './begin-move.ts';
import { chooseParts, fitParts, partsData } from './chosen-parts.ts';
import { keepColumns, lineIsAsSeen } from './line-changes.ts';
import { faultInUse } from './list-queries.ts';
import type { Work } from './move-forms.ts';
import { findRepair, linesOf, type Repair } from './queries.ts';
import { addLine } from './report-changes.ts';
import { insertNote, makeMove, updateRepair } from './state-changes.ts';
import { faultFor } from './work.ts';

type Added = Pick<
  Work,
  'minutes' | 'note' | 'parts' | 'kits' | 'partCode' | 'partBin' | 'quantity' | 'fault'
> & {
  remedy: string | null;
};

/** The most that a fault line may have, in minutes. */
const MOST_MINUTES = 6000;

interface Onto {
  repair: string;
  /** null: a new line with the form's fault */
  line: string | null;
  /** somebody else did it as well: they are asked by a note */
  ask: boolean;
}

/**
 * Minutes and parts are added to a fault line, also where its repair is closed, because they were spent; what
 * stands on the line already is left as it is.
 * @throws NotFound, Invalid
 */
export async function addWork(
  ctx: Ctx,
  onto: Onto,
  form: Added,
): Promise<{ repair: string; device: string }> {
  const repair = await findRepair(ctx.db, onto.repair, scopeIn(ctx, 'repair.work'));
  const [device, [lines, faults]] = await Promise.all([
    findDevice(ctx.db, repair.device, 'all'),
    ctx.db.read(linesOf(repair.id), faultInUse(form.fault)),
  ]);
  const known = lines.find((one) => one.id === onto.line) ?? null;
  if (onto.line && !known) throw new NotFound();
  const fault = known?.fault ?? faultFor(faults, form.fault).code;
  const chosen = await chooseParts(ctx, form, { device, fault });
  const at = ctx.doneAt ?? ctx.now;
  const line = known?.id ?? newId();
  const text = onto.ask ? askWords(form.minutes, chosen.parts.length, form.note) : form.note;
  const mentions = onto.ask && known?.doneBy ? [known.doneBy] : [];
  const note = newId();
  const begins = repair.state === 'reported' || repair.state === 'accepted';
  return commit(
    ctx,
    { repair: repair.id, device: device.id },
    begins ? makeMove(repair.id, 'work', workColumns(ctx, repair, at)) : updateRepair(repair.id, {}),
    known
      ? lineIsAsSeen(known)
      : addLine({ line, repair: repair.id, device: device.id, symptom: null, fault, note: '' }),
    {
      sql: 'UPDATE repair_lines SET minutes = min(?, minutes + ?) WHERE id = ?',
      parameters: [MOST_MINUTES, form.minutes, line],
    },
    fitParts(ctx, chosen, { device, fault, repair: repair.id, line, at }),
    text ? insertNote({ id: note, repair: repair.id, text, by: ctx.actor.person, mentions }, ctx.now) : null,
    keepColumns(repair.id),
    moved(
      repair,
      onto.ask ? 'worked on as well' : 'worked on',
      { line, fault, remedy: form.remedy, minutes: form.minutes, parts: partsData(chosen) },
      text,
    ),
  );
}

function workColumns(ctx: Ctx, repair: Repair, at: string) {
  return {
    technician: repair.technician ?? ctx.actor.person,
    accepted_at: repair.acceptedAt ?? at,
    started_at: repair.startedAt ?? at,
  };
}

function askWords(minutes: number, parts: number, note: string): string {
  const took = parts === 0 ? '' : parts === 1 ? ' and one part' : ` and ${parts} parts`;
  const told = note ? ` ${note}` : '';
  return `I did this as well, without a network: ${minutes} minutes${took} are added here. Was it done twice?${told}`;
}
