import type { Change } from '../db/commit.ts';
import { must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { record } from '../history/record.ts';

export interface DeviceProposal {
  kind: 'retire' | 'lose' | 'dispose' | 'rehome';
  verb: string;
  content: Readonly<Record<string, unknown>>;
  reason: string;
}

/** Keeps what a manager is asked for about a device, once while nobody has decided; the device stays as it is. */
export function keepProposal(
  device: { id: string; home: string },
  { kind, verb, content, reason }: DeviceProposal,
  by: string | null,
  now: string,
): Change {
  const id = newId();
  return [
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
      proposed_by: by,
      at: now,
    }),
    record({
      thing: device.id,
      kind: 'device',
      verb,
      site: device.home,
      data: { proposal: id, ...content },
      text: reason,
    }),
  ];
}
