/**
 * Measures the server on a made district, each page beside its own floor.
 *   npm run bench                          the full district of 200,000 devices
 *   npm run bench -- --data FOLDER         on the spudger.db of that folder (it is copied)
 *   npm run bench -- --devices 20000       a smaller one
 *   npm run bench -- --only board          lines whose name holds this
 *   npm run bench -- --quick               few requests, for a first look
 *   npm run bench -- --profile             a CPU profile of the server for each line, into bench/results
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Sqlite from 'better-sqlite3';
import { copyDistrict, districtFolder } from './district.ts';
import { linesFor } from './lines.ts';
import { connections, send } from './load.ts';
import { type Compared, compare, measure } from './measure.ts';
import { type Mixed, mixedLoad } from './mixed.ts';
import { SECRET, signIn } from './people.ts';
import { buildPrograms } from './programs.ts';
import { recordAll } from './record.ts';
import { goalsOf, keep, machine, tableOf } from './report.ts';
import { Served } from './served.ts';
import type { Line, Request } from './words.ts';

const { values: asked } = parseArgs({
  options: {
    data: { type: 'string' },
    devices: { type: 'string', default: '200000' },
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
});

const SERVER_CORE = 0;
const LOAD_CORE = 1;
const AMOUNTS = asked.quick ? { rounds: 3, requests: 200 } : { rounds: 7, requests: 600 };
const MIXED_SECONDS = asked.quick ? 4 : 30;
const STARTS = asked.quick ? 1 : 5;

const cores = spawnSync('taskset', ['-cp', String(LOAD_CORE), String(process.pid)]).status === 0;
const core = cores ? SERVER_CORE : null;
const say = (line: string) => process.stderr.write(`${line}\n`);
if (!cores) say('There is no taskset with two cores here: server and load share what there is.');

function startApp(folder: string, env: Record<string, string> = {}): Promise<Served> {
  return Served.start({
    probe: programs.probe,
    // As `npm start` starts it.
    args: ['--enable-source-maps', '--max-semi-space-size=8', '--max-old-space-size=1024', 'dist/node.js'],
    env: { PORT: '0', DATA_DIR: folder, SECRET, API_RATE: '0', ...env },
    core,
  });
}

const programs = await buildPrograms();
const source = districtFolder(asked.data, Number(asked.devices));
const appFolder = copyDistrict(source, 'run-app');
const file = new Sqlite(join(appFolder, 'spudger.db'));
const people = signIn(file, 100);
const { lines: all } = linesFor(file, people);
const devices = file.prepare('SELECT count(*) FROM devices').pluck().get() as number;
const records = file.prepare('SELECT count(*) FROM records').pluck().get() as number;
file.close();
const fileMb = statSync(join(appFolder, 'spudger.db')).size / 1_048_576;
const floorFolder = copyDistrict(appFolder, 'run-floor');
const lines = all.filter(({ name }) => name.includes(asked.only));

say('Recording what each answer is made of ...');
const recorder = await startApp(appFolder, { BENCH_RECORD: '1' });
const recorded = await recordAll(recorder, lines);
await recorder.stop();
const recordedFile = join(floorFolder, 'recorded.json');
writeFileSync(recordedFile, JSON.stringify(recorded));

const firstPageMs = await firstPage(lines[0]?.requests[0] as Request);
const app = await startApp(appFolder);
const floor = await Served.start({
  probe: programs.probe,
  args: [programs.floor],
  env: { FLOOR_DATABASE: join(floorFolder, 'spudger.db'), FLOOR_RECORDED: recordedFile },
  core,
});

const bareRequest: Request = { method: 'GET', path: '/bare', headers: {}, body: '', status: 200 };
await measure(floor, [bareRequest], AMOUNTS.requests);
const bare = await measure(floor, [bareRequest], AMOUNTS.requests * AMOUNTS.rounds);
const compared: Compared[] = [];
for (const { name, requests } of lines) {
  const one = await compare(name, app, floor, requests, AMOUNTS);
  say(
    `${name}: ${one.app.cpuMs.toFixed(3)} ms, floor ${one.floor.cpuMs.toFixed(3)} ms, ratio ${one.ratio.toFixed(2)}`,
  );
  compared.push(one);
  if (asked.profile) await profileOf(app, name, requests);
}
const mixed = asked.only ? null : await mixedOf(app, lines);
const { memoryMb } = await app.usage();
await app.stop();
await floor.stop();

if (mixed) {
  const at = new Date().toISOString();
  const results = {
    at,
    machine: machine(),
    node: process.version,
    devices,
    records,
    fileMb,
    bare,
    lines: compared,
    mixed,
    firstPageMs,
    memoryMb,
  };
  const whole = { ...results, goals: goalsOf(results) };
  process.stdout.write(`${tableOf(whole)}\n`);
  say(`Kept in ${keep(whole)}`);
}

async function profileOf(served: Served, name: string, requests: readonly Request[]): Promise<void> {
  mkdirSync('bench/results', { recursive: true });
  await served.profile();
  await measure(served, requests, AMOUNTS.requests);
  await served.profile(join('bench/results', `${name.replace(/\W+/g, '-')}.cpuprofile`));
}

async function mixedOf(served: Served, parts: readonly Line[]): Promise<Mixed> {
  say('A hundred people at once ...');
  return mixedLoad(served, parts, MIXED_SECONDS);
}

/** From the start of the process to the last byte of a page, the middle one of several starts. */
async function firstPage(request: Request): Promise<number> {
  const took: number[] = [];
  for (let n = 0; n < STARTS; n++) {
    const begun = performance.now();
    const served = await startApp(appFolder);
    const agent = connections(1);
    const { status } = await send(agent, served.url, request);
    took.push(performance.now() - begun);
    agent.destroy();
    await served.stop();
    if (status !== request.status) throw new Error(`the first page was answered with ${status}`);
  }
  return took.sort((a, b) => a - b)[Math.floor(took.length / 2)] ?? 0;
}
