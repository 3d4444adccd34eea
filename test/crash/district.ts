import { readConfig } from '../../src/config.ts';
import { commit } from '../../src/db/commit.ts';
import type { Statement } from '../../src/db/engine.ts';
import { openSqlite, SqliteEngine } from '../../src/db/engine-sqlite.ts';
import { newId } from '../../src/db/id.ts';
import { record } from '../../src/history/record.ts';
import { insertReport } from '../../src/repairs/report-changes.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { makeSeed, type Seed, writeSeed } from '../support/server-seed.ts';
import { opened } from '../support/stock.ts';
import { device } from '../support/world-device.ts';
import { AT } from '../support/world-row.ts';

/** The cast's district with enough to work on for many writes. */
export interface District extends Pick<Seed, 'cast' | 'shelf'> {
  /** devices for quick repairs */
  broken: string[];
  /** devices that are handed about */
  handed: string[];
  /** an open repair that takes notes */
  open: string;
}

const PANELS = 100_000;
const POOL = 24;
const DAY_MS = 86_400_000;

/** Makes the file: every rule holds, nothing lies in a log beside it. */
export async function writeDistrict(path: string): Promise<District> {
  const seed = await makeSeed();
  await writeSeed(path, seed);
  const { cast, shelf } = seed;
  const file = openSqlite(path);
  const engine = new SqliteEngine(file);
  const config = { ...readConfig({}), secret: '' };
  const services = { engine, config, clock: () => Date.now() - 30 * DAY_MS };
  const ctx = await systemCtx(services, 'system');
  const broken = pool(70_000);
  const handed = pool(80_000);
  const statements = [...broken, ...handed].flatMap(({ id, tag }) =>
    device(cast, id, {
      tag: String(tag),
      serial: `SN${tag}`,
      home: cast.maple,
      place: cast.mapleRoom,
      at: cast.maple,
      holder: null,
      assigned: null,
      use: 'one_to_one',
    }),
  );
  await engine.batch(at(ctx.now, [...statements, ...manyPanels(seed)]));
  const devices = await ctx.db.all<{ id: string }>({ sql: 'SELECT id FROM devices', parameters: [] });
  await commit(
    ctx,
    null,
    devices.map(({ id }) => record({ thing: id, kind: 'device', verb: 'created', first: true })),
  );
  const open = newId();
  const told = { symptom: null, fault: 'screen', note: '', reportedBy: cast.sid, hadDevice: null };
  const report = { id: open, device: cast.two, site: cast.maple, level: 1, priority: 'normal' } as const;
  await commit(ctx, null, insertReport({ ...report, ...told, dueAt: null, now: ctx.now }));
  file.pragma('wal_checkpoint(TRUNCATE)');
  file.close();
  return { cast, shelf, broken: broken.map(({ id }) => id), handed: handed.map(({ id }) => id), open };
}

function pool(firstTag: number) {
  return Array.from({ length: POOL }, (_, i) => ({ id: newId(), tag: firstTag + i }));
}

/** Enough on the shelf for every transfer of a long run. */
function manyPanels({ shelf }: Seed): Statement[] {
  const { panel: part, shelf: bin } = shelf;
  return opened(bin, part, PANELS, 2000);
}

function at(moment: string, statements: readonly Statement[]): Statement[] {
  return statements.map(({ sql, parameters }) => ({
    sql,
    parameters: parameters.map((value) => (value === AT ? moment : value)),
  }));
}
