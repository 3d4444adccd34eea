/*
 * What planning a technician's day costs at the size of a district: the suggestion over all sites, the stops of a day in
 * their order, the load list. Through the app's own functions, on a copy of a made district. CPU, not time.
 *   npm run bench:field-plan [-- --data FOLDER --devices N]
 */
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import type { Ctx } from '../src/context.ts';
import type { Engine, Statement } from '../src/db/engine.ts';
import { openSqlite, SqliteEngine } from '../src/db/engine-sqlite.ts';
import { applyMigrations, pendingMigrations } from '../src/db/migrate.ts';
import { migrationFiles } from '../src/db/migration-files.ts';
import { databasePath } from '../src/node-data.ts';
import { dayTrip } from '../src/visits/drive.ts';
import { readLoad } from '../src/visits/load.ts';
import { dayOf, planVisit } from '../src/visits/plan.ts';
import { addDays } from '../src/visits/rules.ts';
import { suggestSites } from '../src/visits/suggest.ts';
import { systemCtx } from '../src/web/system-ctx.ts';
import { copyDistrict, districtFolder } from './district.ts';

const { values: asked } = parseArgs({
  options: { data: { type: 'string' }, devices: { type: 'string', default: '200000' } },
});
const STOPS = 12;
const TIMES = 15;
const GOAL_MS = 100;

/** Notes the slowest statement of what goes through it. */
class Watched implements Engine {
  slowest = { ms: 0, sql: '' };
  private readonly inner: SqliteEngine;
  constructor(inner: SqliteEngine) {
    this.inner = inner;
  }
  async read(statements: readonly Statement[]) {
    const all = [];
    for (const one of statements) {
      const began = cpu();
      const [rows = []] = await this.inner.read([one]);
      const ms = cpu() - began;
      if (ms > this.slowest.ms) this.slowest = { ms, sql: one.sql.replace(/\s+/g, ' ').slice(0, 90) };
      all.push(rows);
    }
    return all;
  }
  batch(statements: readonly Statement[]) {
    return this.inner.batch(statements);
  }
}

const cpu = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

const folder = copyDistrict(districtFolder(asked.data, Number(asked.devices)), 'run-field-plan');
const file = openSqlite(databasePath(folder));
applyMigrations(file, pendingMigrations(file, migrationFiles('migrations')));
const engine = new Watched(new SqliteEngine(file));
const config = { ...readConfig({ BASE_URL: 'http://bench.test' }), secret: 'b'.repeat(32) };
const latest = file.prepare('SELECT max(at) FROM records').pluck().get() as string;
const clock = () => Date.parse(latest) + 60_000;
const system = await systemCtx({ engine, config, clock }, 'system');

/** The technician with a vehicle whose sites have most open repairs. */
const who = file
  .prepare(
    `SELECT s.person AS person, u.name AS name FROM person_sites AS s JOIN users AS u ON u.id = s.person
     JOIN bins AS b ON b.keeper = s.person AND b.retired_at IS NULL
     JOIN repairs AS r ON r.site = s.site AND r.closed_at IS NULL GROUP BY s.person ORDER BY count(*) DESC LIMIT 1`,
  )
  .get() as { person: string; name: string };
const sites = file
  .prepare(
    `SELECT r.site AS id, count(*) AS n FROM repairs AS r JOIN locations AS l ON l.id = r.site AND l.kind = 'site'
     WHERE r.closed_at IS NULL AND l.retired_at IS NULL GROUP BY r.site ORDER BY n DESC LIMIT ${STOPS}`,
  )
  .all() as { id: string; n: number }[];
const ctx: Ctx = {
  ...system,
  actor: {
    person: who.person,
    name: who.name,
    grants: [{ role: 'specialist', level: 3, site: null }],
    source: 'page',
  },
};
const day = addDays(ctx.today, 1);
for (const { id } of sites)
  await planVisit(ctx, { site: id, day, fromTime: '', toTime: '', purpose: 'routine', note: '', people: [] });

async function measured(name: string, run: () => Promise<string>): Promise<void> {
  const took: number[] = [];
  let said = '';
  engine.slowest = { ms: 0, sql: '' };
  for (let i = 0; i < TIMES; i++) {
    const began = cpu();
    said = await run();
    took.push(cpu() - began);
  }
  took.sort((a, b) => a - b);
  const median = took[Math.floor(TIMES / 2)] ?? 0;
  const worst = took.at(-1) ?? 0;
  process.stdout.write(
    `${name}: ${median.toFixed(1)} ms of CPU, at most ${worst.toFixed(1)} (goal ${GOAL_MS}); ${said}\n` +
      `  slowest statement ${engine.slowest.ms.toFixed(1)} ms: ${engine.slowest.sql}\n`,
  );
}

process.stdout.write(
  `${sites.length} stops of ${who.name}, ${sites.reduce((sum, { n }) => sum + n, 0)} open repairs there\n`,
);
await measured('suggestion', async () => {
  const { rows } = await suggestSites(ctx, who.person);
  return `${rows.length} sites shown`;
});
await measured('stops of the day', async () => {
  const trip = await dayTrip(ctx, who.person, await dayOf(ctx, who.person, day));
  return `${trip.stops.length} stops, ${(trip.tenths / 10).toFixed(1)} miles`;
});
await measured('load list', async () => {
  const load = await readLoad(ctx, who.person, day);
  return `${load.picks.length} picks, ${load.short.length} short`;
});
file.close();
