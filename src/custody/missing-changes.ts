import type { Change } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import type { Accessory } from './forms.ts';

/** What did not come back with the device. @param person who had it */
export function missAccessories(
  x: {
    device: string;
    person: string | null;
    what: readonly Accessory[];
    by: string | null;
    /** of the rows, where they are named again */
    ids?: readonly string[];
  },
  now: string,
): Change {
  if (x.what.length === 0) return null;
  return q.insertInto('missing_accessories').values(
    x.what.map((what, i) => ({
      id: x.ids?.[i] ?? newId(),
      device: x.device,
      person: x.person,
      what,
      at: now,
      done_by: x.by,
    })),
  );
}

/** It came back after all, or nobody asks for it any more. */
export function settleMissing(id: string, by: string | null, now: string): Change {
  return q
    .updateTable('missing_accessories')
    .set({ settled_at: now, settled_by: by })
    .where('id', '=', id)
    .where('settled_at', 'is', null);
}
