import type { SqliteEngine } from '../../src/db/engine-sqlite.ts';
import { newId } from '../../src/db/id.ts';
import type { Shelf } from '../support/stock.ts';
import type { Cast } from '../support/world.ts';
import { AT, row } from '../support/world-row.ts';
import type { Pair } from './world.ts';

/** Two bins that Tess has begun to count, and an intern's count of the shelf that waits for a yes. */
export async function countRows(
  engine: SqliteEngine,
  w: Cast,
  s: Shelf,
): Promise<{ count: Pair; countLine: Pair; vehicle: Pair }> {
  const count = { own: newId(), other: newId() };
  const closed = newId();
  const countLine = newId();
  const begun = (id: string, bin: string, by: string, state: string) =>
    row('counts', { id, bin, kind: 'cycle', state, started_by: by, started_at: AT });
  const counted = (id: string, of: string, bin: string, part: string, by: string, state: string) => {
    const entry = newId();
    return [
      row('count_entries', {
        id: entry,
        count: of,
        part,
        quantity: 3,
        books_at_scan: 2,
        movement_at_scan: 0,
        person: by,
        at: AT,
      }),
      row('count_lines', { id, count: of, bin, part, entry, person: by, at: AT, state }),
    ];
  };
  await engine.batch([
    begun(count.own, s.van, w.tess, 'counting'),
    begun(count.other, s.shelf, w.tess, 'counting'),
    begun(closed, s.shelf, w.ivy, 'closed'),
    ...counted(newId(), count.own, s.van, s.panel, w.tess, 'counted'),
    ...counted(newId(), count.other, s.shelf, s.battery, w.tess, 'counted'),
    ...counted(countLine, closed, s.shelf, s.panel, w.ivy, 'waiting'),
  ]);
  return { count, countLine: { own: countLine, other: countLine }, vehicle: { own: s.van, other: s.van } };
}
