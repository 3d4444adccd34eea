import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { type DeviceProposal, keepProposal } from './propose-changes.ts';

/** Asks a manager for what the person may not do alone; the device stays as it is. */
export async function propose(
  ctx: Ctx,
  device: { id: string; home: string },
  proposal: DeviceProposal,
): Promise<{ id: string; proposed: boolean }> {
  return commit(
    ctx,
    { id: device.id, proposed: true },
    keepProposal(device, proposal, ctx.actor.person, ctx.now),
  );
}
