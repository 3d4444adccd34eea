import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { Conflict, Invalid, NotFound } from '../errors.ts';
import { reservationsOf } from '../stock/reservation-queries.ts';
import { endReservations, reserve } from '../stock/reservations.ts';
import { moved, scopeIn } from './begin-move.ts';
import { endReached } from './parts-reached-changes.ts';
import { reachedWhere } from './parts-reached-queries.ts';
import { findRepair } from './queries.ts';
import type { Reserve } from './reserve-forms.ts';
import { isOpen } from './rules.ts';

/**
 * Keeps parts of a bin for an open repair.
 * @throws NotFound, Invalid no such part there; Conflict fewer are unreserved, or the repair was closed
 */
export async function reserveForRepair(ctx: Ctx, ref: string, form: Reserve): Promise<{ number: number }> {
  const repair = await findRepair(ctx.db, ref, scopeIn(ctx, 'repair.work'));
  if (!isOpen(repair.state)) throw new Conflict('must', 'the repair is open');
  const { part, bin, quantity } = form;
  const held = await ctx.db.first<{ n: number }>({
    sql: `SELECT s.on_hand - s.reserved AS n FROM stock AS s JOIN bins AS b ON b.id = s.bin
          WHERE s.bin = ? AND s.part = ? AND b.retired_at IS NULL`,
    parameters: [bin, part],
  });
  if (!held) throw new Invalid({ part: 'Choose from what is there' });
  if (held.n < quantity) throw new Invalid({ quantity: `Only ${held.n} unreserved there` });
  return commit(
    ctx,
    { number: repair.number },
    endReached(
      await reachedWhere(ctx.db, [{ repair: repair.id, part, bin, quantity }]),
      { district: ctx.district, data: { part, bin } },
      ctx.now,
    ),
    reserve({ part, bin, quantity, repair: repair.id, by: ctx.actor.person }, ctx.now),
    moved(repair, 'parts reserved', { part, bin, quantity }),
  );
}

/** What was kept for the repair is free again. @throws NotFound, Conflict it has ended already */
export async function releaseReservation(ctx: Ctx, ref: string, id: string): Promise<{ number: number }> {
  const repair = await findRepair(ctx.db, ref, scopeIn(ctx, 'repair.work'));
  const kept = (await ctx.db.all(reservationsOf(repair.id))).find((one) => one.id === id);
  if (!kept) throw new NotFound();
  const { part, bin, quantity } = kept;
  return commit(
    ctx,
    { number: repair.number },
    must('it is still reserved', {
      sql: 'SELECT 1 FROM reservations WHERE id = ? AND ended_at IS NULL',
      parameters: [id],
    }),
    endReservations({ id }, 'released', ctx.actor.person, ctx.now),
    moved(repair, 'reservation released', { part, bin, quantity }),
  );
}
