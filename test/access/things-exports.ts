import type { Engine } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import type { TestApp } from '../support/app.ts';
import type { Cast } from '../support/world.ts';
import { AT, row } from '../support/world-row.ts';
import type { Pair } from './world.ts';

/** The list that everybody has something of; and two saved exports of the manager. */
export async function exportThings(
  _app: TestApp,
  engine: Engine,
  w: Cast,
): Promise<{ exportList: Pair; savedExport: Pair; taking: Pair }> {
  const savedExport = { own: newId(), other: newId() };
  const saved = (id: string, person: string) =>
    row('saved_exports', {
      id,
      person,
      name: 'Late ones',
      list: 'repairs',
      query: 'mark=late',
      columns: '["number"]',
      format: 'csv',
      schedule: 'weekly',
      next_on: '2027-03-08',
      file: `exports/${id}/1`,
      bytes: 9,
      made_at: AT,
      created_at: AT,
    });
  const made = newId();
  const district = row('district_exports', {
    id: made,
    photos: 0,
    state: 'made',
    asked_at: AT,
    parts: 1,
    bytes: 1,
    made_at: AT,
  });
  await engine.batch([saved(savedExport.own, w.mara), saved(savedExport.other, w.mara), district]);
  return {
    exportList: { own: 'repairs', other: 'repairs' },
    savedExport,
    taking: { own: made, other: made },
  };
}
