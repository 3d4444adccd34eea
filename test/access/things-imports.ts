import type { Engine } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import type { Cast } from '../support/world.ts';
import { AT, row } from '../support/world-row.ts';
import type { Pair } from './things.ts';

/** A file whose one row would make a device, and whose other is wrong; imports belong to no school. */
export async function importThings(engine: Engine, w: Cast): Promise<{ import: Pair; importRow: Pair }> {
  const id = newId();
  const mapping = {
    kind: 'devices',
    source: 'csv',
    columns: { serial: 0, model: 1, home: 2 },
    fixed: {},
    match: ['serial'],
    create: [],
    clear: [],
    dates: {},
  };
  const n = 1;
  await engine.batch([
    row('imports', {
      n,
      id,
      kind: 'devices',
      file_name: 'devices.csv',
      parts: 1,
      bytes: 60,
      state: 'ready',
      head: '["Serial","Model","Home"]',
      row_count: 2,
      mapping: JSON.stringify(mapping),
      creates: 0,
      rejects: 2,
      asked_by: 'page',
      person: w.mara,
      at: AT,
    }),
    ...[2, 3].flatMap((nr) => [
      row('import_rows', {
        import: n,
        nr,
        cells: JSON.stringify([`5CD800${nr}XYZ`, 'No such model', 'MAP']),
      }),
      row('import_plans', {
        import: n,
        nr,
        does: 'reject',
        plan: '{}',
        problems: '[{"field":"model","message":"There is no model No such model"}]',
      }),
    ]),
  ]);
  return { import: { own: id, other: id }, importRow: { own: '2', other: '3' } };
}
