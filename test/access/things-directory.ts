import type { Engine } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import type { Cast } from '../support/world.ts';
import { device } from '../support/world-device.ts';
import { AT, row } from '../support/world-row.ts';
import type { Pair } from './things.ts';

/** Readings that ask, previews of what would be written back, and devices of students who have left. */
export async function directoryThings(
  engine: Engine,
  w: Cast,
): Promise<{ directoryRun: Pair; writeBack: Pair; leaver: Pair }> {
  const directoryRun = { own: newId(), other: newId() };
  const writeBack = { own: newId(), other: newId() };
  const leaver = { own: newId(), other: newId() };
  const run = (id: string, source: string) =>
    row('directory_runs', { id, source, state: 'asking', begun_at: AT });
  const back = (id: string, source: string) =>
    row('write_backs', { id, source, state: 'preview', begun_at: AT });
  const gone = (id: string, site: string, tag: string) => {
    const person = newId();
    return [
      row('people', {
        id: person,
        kind: 'student',
        given_name: 'Lee',
        family_name: site === w.birch ? 'Larkspur' : 'Gone',
        sort_name: 'lee',
        site,
        grade: '8',
        active: 0,
        created_at: AT,
      }),
      ...device(w, id, {
        tag,
        serial: `LEFT${tag}`,
        home: site,
        place: site,
        at: site,
        holder: person,
        assigned: person,
        use: 'one_to_one',
      }),
    ];
  };
  await engine.batch([
    run(directoryRun.own, 'google'),
    run(directoryRun.other, 'elsewhere'),
    back(writeBack.own, 'google'),
    back(writeBack.other, 'elsewhere'),
    ...gone(leaver.own, w.maple, '48990'),
    ...gone(leaver.other, w.birch, '60990'),
  ]);
  return { directoryRun, writeBack, leaver };
}
