import { readConfig } from '../../src/config.ts';
import { commit } from '../../src/db/commit.ts';
import { openSqlite, SqliteEngine } from '../../src/db/engine-sqlite.ts';
import { newId } from '../../src/db/id.ts';
import { record } from '../../src/history/record.ts';
import { insertReport } from '../../src/repairs/report-changes.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { type District, writeDistrict } from '../crash/district.ts';
import { opened } from '../support/stock.ts';
import { device } from '../support/world-device.ts';
import { AT, row } from '../support/world-row.ts';

/** A district for three phones: everybody looks after Maple, repairs are open there, a kit fits, spares lie about. */
export interface FieldDistrict extends District {
  /** devices with a repair that is open when the phones begin: for notes and parts */
  begun: string[];
  /** devices that are swapped and for what, by tag */
  worn: string[];
  spares: string[];
  /** devices that are lent */
  lent: string[];
  kit: string;
  /** tag, else serial, by id */
  tags: Map<string, string>;
}

const DAY_MS = 86_400_000;
const POOL = 30;

/** Adds to the district of the crash tests what the phones work on. */
export async function writeFieldDistrict(path: string): Promise<FieldDistrict> {
  const d = await writeDistrict(path);
  const { cast, shelf } = d;
  const file = openSqlite(path);
  const engine = new SqliteEngine(file);
  const config = { ...readConfig({}), secret: '' };
  const ctx = await systemCtx({ engine, config, clock: () => Date.now() - 29 * DAY_MS }, 'system');
  const begun = pool(71_000);
  const worn = pool(72_000);
  const spares = pool(50_100);
  const lent = pool(51_100);
  const kit = newId();
  const made = (of: ReturnType<typeof pool>, use: string) =>
    of.flatMap(({ id, tag }) =>
      device(cast, id, {
        tag,
        serial: `SN${tag}`,
        home: cast.maple,
        place: cast.mapleRoom,
        at: cast.maple,
        holder: null,
        assigned: null,
        use,
      }),
    );
  const rows = [
    ...made(begun, 'one_to_one'),
    ...made(worn, 'one_to_one'),
    ...made(spares, 'spare'),
    ...made(lent, 'loaner'),
    row('person_sites', { person: cast.tess, site: cast.maple, rank: 'main' }),
    row('person_sites', { person: cast.ian, site: cast.maple, rank: 'main' }),
    row('kits', { id: kit, name: 'Screen with battery', fault: 'screen' }),
    row('kit_lines', { id: newId(), kit, position: 1, part: shelf.panel, quantity: 1 }),
    row('kit_lines', { id: newId(), kit, position: 2, part: shelf.battery, quantity: 1 }),
    // A part that fits by hand alone: typed by its SKU.
    ...opened(shelf.van2, shelf.twin, 40, 1900),
  ];
  await engine.batch(
    rows.map(({ sql, parameters }) => ({
      sql,
      parameters: parameters.map((value) => (value === AT ? ctx.now : value)),
    })),
  );
  for (const { id } of [...begun, ...worn, ...spares, ...lent])
    await commit(ctx, null, record({ thing: id, kind: 'device', verb: 'created', first: true }));
  for (const { id } of begun) {
    const told = { symptom: null, fault: 'screen', note: '', reportedBy: cast.sid, hadDevice: null };
    const what = { id: newId(), device: id, site: cast.maple, level: 1, priority: 'normal' } as const;
    await commit(ctx, null, insertReport({ ...what, ...told, dueAt: null, now: ctx.now }));
  }
  const found = file.prepare("SELECT id, coalesce(nullif(tag, ''), serial) FROM devices").raw().all();
  const tags = new Map(found as [string, string][]);
  file.pragma('wal_checkpoint(TRUNCATE)');
  file.close();
  const ids = (of: ReturnType<typeof pool>) => of.map(({ id }) => id);
  return {
    ...d,
    begun: ids(begun),
    worn: ids(worn),
    spares: ids(spares),
    lent: ids(lent),
    kit,
    tags,
  };
}

function pool(firstTag: number) {
  return Array.from({ length: POOL }, (_, i) => ({ id: newId(), tag: String(firstTag + i) }));
}
