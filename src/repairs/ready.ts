import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { moved, repairFor } from './begin-move.ts';
import type { Ready, Rework } from './move-forms.ts';
import { makeMove } from './state-changes.ts';

/** The work is done; the device waits to be handed back. @throws NotFound, Conflict */
export async function makeReady(ctx: Ctx, ref: string, form: Ready): Promise<{ number: number }> {
  const repair = await repairFor(ctx, ref, 'ready');
  return commit(
    ctx,
    { number: repair.number },
    makeMove(repair.id, 'ready', {
      outcome: form.outcome,
      ready_at: ctx.now,
      technician: repair.technician ?? ctx.actor.person,
      accepted_at: repair.acceptedAt ?? ctx.now,
      started_at: repair.startedAt ?? ctx.now,
    }),
    moved(repair, 'made ready', { outcome: form.outcome }, form.note),
  );
}

/** It is not ready after all: back to work, with the reason. @throws NotFound, Conflict */
export async function reworkRepair(ctx: Ctx, ref: string, form: Rework): Promise<{ number: number }> {
  const repair = await repairFor(ctx, ref, 'rework');
  return commit(
    ctx,
    { number: repair.number },
    makeMove(repair.id, 'rework', { outcome: null, ready_at: null, to_confirm: 0 }),
    moved(repair, 'back to work', { outcome: repair.outcome }, form.reason),
  );
}
