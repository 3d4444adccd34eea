import type { Scope } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { findDevice } from '../devices/queries.ts';
import { Conflict, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { dayIn } from '../web/day.ts';
import { markHandUndone } from './hand-changes.ts';
import { handedLast, handStands } from './hand-queries.ts';
import { settleMissing } from './missing-changes.ts';
import { deviceToScan } from './scan-queries.ts';
import { EntryUndo } from './session-forms.ts';
import { custodyBack, issueBack, useBack } from './undo-entry.ts';

/** The guard's words where a hand-over can no longer be taken back. */
const UNTOUCHED = 'nothing else has happened to the device since';

/**
 * Takes one's own check-out, check-in, loan or move of today back: the device is with whom it was, issued and for
 * what it was before, and what was missing is asked for no more.
 * @throws NotFound there is none of one's own; Conflict a later day, or something happened since
 */
export async function undoHand(ctx: Ctx, ref: string, scope: Exclude<Scope, null>): Promise<{ id: string }> {
  const { id } = await findDevice(ctx.db, ref, scope);
  const [devices, hands] = await ctx.db.read(deviceToScan(id), handedLast(id));
  const [device, hand] = [devices[0], hands[0]];
  if (!device || !hand || hand.person !== ctx.actor.person) throw new NotFound();
  if (dayIn(ctx.district.zone, hand.at) !== ctx.today) throw new Conflict('must', 'it was saved today');
  const undo = EntryUndo.parse(JSON.parse(hand.undo));
  return commit(
    ctx,
    { id },
    must(UNTOUCHED, handStands(hand.custody)),
    markHandUndone(hand.custody, ctx.now),
    custodyBack(ctx, device, undo),
    undo.reissued ? issueBack(ctx, device, undo) : null,
    useBack(ctx, device, undo.use),
    undo.missing.map((missing) => settleMissing(missing, ctx.actor.person, ctx.now)),
    record({
      thing: id,
      kind: 'device',
      verb: 'taken back',
      site: device.home,
      data: { to: undo.before },
    }),
  );
}
