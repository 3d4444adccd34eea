import { type Action, scopeOf } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { Conflict, Forbidden, Invalid } from '../errors.ts';
import { type RecordEntry, record } from '../history/record.ts';
import { findLocation, type Location } from '../locations/queries.ts';
import { findRepair, type Repair } from './queries.ts';
import { MOVES, type Move, STATE_WORDS, stateAfter, wordsForStates } from './rules.ts';

/** Where the person may do it. @throws Forbidden nowhere */
export function scopeIn(ctx: Ctx, action: Action) {
  const scope = scopeOf(ctx.actor, action);
  if (scope === null) throw new Forbidden();
  return scope;
}

/**
 * The repair that is to be moved, as it is now.
 * @throws NotFound, and Conflict with the current state where the move is not legal
 */
export async function repairFor(ctx: Ctx, ref: string, move: Move): Promise<Repair> {
  const repair = await findRepair(ctx.db, ref, scopeIn(ctx, 'repair.work'));
  refuseIllegal(repair, move);
  return repair;
}

export function refuseIllegal(repair: Pick<Repair, 'state'>, move: Move): void {
  if (stateAfter(move, repair.state) !== null) return;
  const needed = wordsForStates(MOVES[move].from);
  throw new Conflict('must', `the repair is ${needed}`, [
    { label: 'State', yours: needed, theirs: STATE_WORDS[repair.state] },
  ]);
}

/** A line of a repair's history. */
export function moved(
  repair: Pick<Repair, 'id' | 'device' | 'site'>,
  verb: string,
  data: Record<string, unknown> = {},
  text?: string,
): RecordEntry {
  return record({
    thing: repair.id,
    kind: 'repair',
    verb,
    device: repair.device,
    site: repair.site,
    data,
    text,
  });
}

/** A place that is in use. @throws Invalid at the field where there is none */
export async function placeFor(ctx: Ctx, id: string, field: string): Promise<Location> {
  const place = await findLocation(ctx.db, id, 'all').catch(() => null);
  if (!place || place.retiredAt) throw new Invalid({ [field]: 'Choose a place that is in use' });
  return place;
}
