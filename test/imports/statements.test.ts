import { expect, test } from 'vitest';
import { Database } from '../../src/db/database.ts';
import type { Engine } from '../../src/db/engine.ts';
import { advanceImports } from '../../src/imports/advance.ts';
import { inOnePiece } from '../../src/imports/file-store.ts';
import { mapImport, mappingOfBody } from '../../src/imports/map-import.ts';
import { applyImport } from '../../src/imports/steer.ts';
import { uploadStream } from '../../src/imports/upload.ts';
import { freshDatabase } from '../support/database.ts';
import { makeWorld } from '../support/world.ts';
import { importBench, MAPPING, state } from './run.ts';

const DEVICES = 2_000;
const AT_ONCE = 500;

/** Counts what an engine is asked, so that an import's work can be bounded whatever the machine does. */
function counted(engine: Engine): { engine: Engine; commits: () => number; reads: () => number } {
  let commits = 0;
  let reads = 0;
  const counting: Engine = {
    ...engine,
    read: (statements) => {
      reads += 1;
      return engine.read(statements);
    },
    batch: (statements) => {
      commits += 1;
      return engine.batch(statements);
    },
  };
  return { engine: counting, commits: () => commits, reads: () => reads };
}

test('2,000 devices take a bounded number of commits and trips, in slices between which others are served', async () => {
  const bare = freshDatabase();
  const w = await makeWorld(bare);
  const { engine, commits, reads } = counted(bare);
  const bench = importBench(engine, w.mara, AT_ONCE);
  let slices = 0;
  const work = {
    ...bench.work,
    breathe: async () => {
      slices += 1;
    },
  };
  const rows = Array.from(
    { length: DEVICES },
    (_, i) => `7${String(i).padStart(5, '0')},5CD${String(i).padStart(6, '0')}X,Dell Chromebook 3100,MAP`,
  );
  const text = ['Asset Tag,Serial Number,Model,Location', ...rows].join('\n');
  const { id } = await uploadStream(bench.ctx(), bench.files, inOnePiece(new TextEncoder().encode(text)), {
    kind: 'devices',
    fileName: 'fleet.csv',
  });
  await advanceImports(work, id);
  await mapImport(bench.ctx(), id, (it) => mappingOfBody(bench.ctx(), it, MAPPING));
  await advanceImports(work, id);
  await applyImport(bench.ctx(), id, { allOrNothing: false });
  await advanceImports(work, id);
  expect(await state(bench, id)).toMatchObject({ state: 'applied', applied: DEVICES, rejects: 0 });
  const steps = DEVICES / AT_ONCE;
  // Reading, planning and applying: one commit a step each, and some to go from one to the next.
  expect(commits()).toBeLessThanOrEqual(3 * (steps + 1) + 8);
  expect(reads()).toBeLessThanOrEqual(20 * steps + 60);
  expect(slices).toBeGreaterThanOrEqual(3 * steps);
  const [made] = await new Database(bare).read({
    sql: "SELECT count(*) AS n FROM devices WHERE tag LIKE '7%'",
    parameters: [],
  });
  expect(made).toEqual([{ n: DEVICES }]);
});
