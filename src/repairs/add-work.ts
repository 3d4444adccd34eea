import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { findDevice } from '../devices/queries.ts';
import { NotFound } from '../errors.ts';
import { moved, scopeIn } from './begin-move.ts';
import { chooseParts, fitParts, partsData } from './chosen-parts.ts';
import { keepColumns } from './line-changes.ts';
import type { Work } from './move-forms.ts';
import { findRepair, linesOf } from './queries.ts';
import { insertNote, updateRepair } from './state-changes.ts';

type Added = Pick<Work, 'minutes' | 'note' | 'parts' | 'kits' | 'partCode' | 'partBin' | 'quantity'> & {
  remedy: string | null;
};

/** The most that a fault line may have, in minutes. */
const MOST_MINUTES = 6000;

/**
 * Work that was done on a fault line which somebody else has done as well: minutes and parts are added, also
 * where the repair is closed, because they were spent; who did it first is asked by a note.
 * @throws NotFound, Invalid
 */
export async function addWork(
  ctx: Ctx,
  { repair: ref, line: id }: { repair: string; line: string },
  form: Added,
): Promise<{ repair: string; device: string }> {
  const repair = await findRepair(ctx.db, ref, scopeIn(ctx, 'repair.work'));
  const [device, lines] = await Promise.all([
    findDevice(ctx.db, repair.device, 'all'),
    ctx.db.all(linesOf(repair.id)),
  ]);
  const line = lines.find((one) => one.id === id);
  if (!line) throw new NotFound();
  const chosen = await chooseParts(ctx, form, { device, fault: line.fault ?? '' });
  const at = ctx.doneAt ?? ctx.now;
  const note = newId();
  const text = wordsFor(form.minutes, chosen.parts.length, form.note);
  return commit(
    ctx,
    { repair: repair.id, device: device.id },
    updateRepair(repair.id, {}),
    {
      sql: 'UPDATE repair_lines SET minutes = min(?, minutes + ?) WHERE id = ?',
      parameters: [MOST_MINUTES, form.minutes, line.id],
    },
    fitParts(ctx, chosen, { device, fault: line.fault ?? '', repair: repair.id, line: line.id, at }),
    insertNote(
      { id: note, repair: repair.id, text, by: ctx.actor.person, mentions: line.doneBy ? [line.doneBy] : [] },
      ctx.now,
    ),
    keepColumns(repair.id),
    moved(
      repair,
      'worked on as well',
      {
        line: line.id,
        fault: line.fault,
        remedy: form.remedy,
        minutes: form.minutes,
        parts: partsData(chosen),
        note,
      },
      text,
    ),
  );
}

function wordsFor(minutes: number, parts: number, note: string): string {
  const took = parts === 0 ? '' : parts === 1 ? ' and one part' : ` and ${parts} parts`;
  const told = note ? ` ${note}` : '';
  return `I did this as well, without a network: ${minutes} minutes${took} are added here. Was it done twice?${told}`;
}
