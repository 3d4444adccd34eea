import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { record } from '../history/record.ts';

export interface DeviceProposal {
  kind: 'retire' | 'lose' | 'dispose' | 'rehome';
  verb: string;
  content: Readonly<Record<string, unknown>>;
  reason: string;
}

/** Asks a manager for what the person may not do alone; the device stays as it is. */
export async function propose(
  ctx: Ctx,
  device: { id: string; home: string },
  { kind, verb, content, reason }: DeviceProposal,
): Promise<{ id: string; proposed: boolean }> {
  const id = newId();
  return commit(
    ctx,
    { id: device.id, proposed: true },
    must('nobody has proposed it yet', {
      sql: `SELECT 1 WHERE NOT EXISTS
              (SELECT 1 FROM proposals WHERE thing = ? AND kind = ? AND decision IS NULL)`,
      parameters: [device.id, kind],
    }),
    q.insertInto('proposals').values({
      id,
      kind,
      thing: device.id,
      content: JSON.stringify(content),
      reason,
      site: device.home,
      proposed_by: ctx.actor.person,
      at: ctx.now,
    }),
    record({
      thing: device.id,
      kind: 'device',
      verb,
      site: device.home,
      data: { proposal: id, ...content },
      text: reason,
    }),
  );
}
