/**
 * The whole nightly run of the forecast as the product does it, in the real server: 200,000 devices, 5,000 groups on
 * nine models each, five years of use. Goals: 20 s of CPU, 300 MB, no step that holds a page up for 50 ms.
 *   npm run bench:nightly                        the full district, made once
 *   npm run bench:nightly -- --data FOLDER       on the spudger.db of that folder (it is copied)
 *   npm run bench:nightly -- --devices 20000     a smaller one
 *   npm run bench:nightly -- --keep              goes on with the copy of the last time
 *   npm run bench:nightly -- --keep --usual      goes on where the last time ended: no first run
 *   npm run bench:nightly -- --calls             only what a Worker's calls take, each by itself
 *   npm run bench:nightly -- --profile           a CPU profile of each run, into bench/results
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Sqlite from 'better-sqlite3';
import { newId } from '../src/db/id.ts';
import { PHASES } from '../src/forecast/run-rules.ts';
import { copyDistrict, districtFolder } from './district.ts';
import { usedSince, widen } from './nightly-district.ts';
import type { Steps } from './nightly-probe.ts';
import { SECRET, signIn } from './people.ts';
import { buildPrograms } from './programs.ts';
import { Served } from './served.ts';

const { values: asked } = parseArgs({
  options: {
    data: { type: 'string' },
    devices: { type: 'string', default: '200000' },
    keep: { type: 'boolean', default: false },
    calls: { type: 'boolean', default: false },
    usual: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
});

const say = (line: string) => process.stdout.write(`${line}\n`);
const { nightlyProbe, nightlyCalls } = await buildPrograms();
const kept = join('data/bench', 'nightly');
const keeps = asked.keep && existsSync(join(kept, 'spudger.db'));
const folder = keeps ? kept : copyDistrict(districtFolder(asked.data, Number(asked.devices)), 'nightly');
const path = join(folder, 'spudger.db');
if (!keeps) {
  const { groups, fits, uses } = widen(path);
  say(`${groups} groups, ${fits} times a group fits a model, ${uses} uses`);
}
const forget = (sql: string) => {
  const file = new Sqlite(path);
  file.exec(sql);
  file.close();
};
/** Nothing is counted yet. */
const COUNTED = `DELETE FROM forecast_learnt; DELETE FROM fleet_months; DELETE FROM demand_months;
  DELETE FROM failure_months; DELETE FROM repair_months; DELETE FROM stock_months;
  DELETE FROM settings WHERE name = 'forecast.ledger_seen'`;
const LAST_MONTH = 'DELETE FROM backtest_lines WHERE month = (SELECT max(month) FROM backtest_lines)';

// A run that an earlier bench broke off is not carried on.
forget("UPDATE forecast_runs SET state = 'failed', ended_at = at WHERE ended_at IS NULL");
if (!asked.calls) {
  if (!asked.usual)
    forget(`DELETE FROM forecast_groups; DELETE FROM plan_lines; DELETE FROM backtest_lines;
      DELETE FROM forecast_learnt; DELETE FROM forecast_runs; ${COUNTED}`);
  if (!asked.usual) await night('the first one: everything is counted, twelve months are looked back on');
  usedSince(path, 300);
  await night('a usual one');
  usedSince(path, 300);
  forget(LAST_MONTH);
  await night('the first of a month: one more month is looked back on');
}
forget(`${COUNTED}; ${LAST_MONTH}; ${LAST_MONTH}`);
say('\nas the calls of a Worker: everything is counted, two months are looked back on');
const calls = [nightlyCalls, path];
// What is outside the heap has to go into its 128 MB as well.
spawnSync(process.execPath, ['--max-old-space-size=80', '--max-semi-space-size=4', ...calls], {
  stdio: 'inherit',
});

async function night(name: string): Promise<void> {
  const file = new Sqlite(path);
  // It waits as a run that was asked for and not begun: the server carries it on as soon as it is there.
  const id = newId();
  const at = new Date().toISOString();
  file
    .prepare(
      `INSERT INTO forecast_runs (id, why, phase, total, today, month, at) VALUES (?, 'asked', 'fleet', ?, ?, ?, ?)`,
    )
    .run(id, PHASES.length, at.slice(0, 10), at.slice(0, 7), at);
  const [person] = signIn(file, 1);
  const tags = file
    .prepare("SELECT tag FROM devices WHERE tag <> '' ORDER BY id LIMIT 500")
    .pluck()
    .all() as string[];
  const stepsFile = join(folder, 'steps.json');
  rmSync(stepsFile, { force: true });
  const served = await Served.start({
    probe: nightlyProbe,
    args: ['--enable-source-maps', '--max-semi-space-size=8', '--max-old-space-size=1024', 'dist/node.js'],
    env: { PORT: '0', DATA_DIR: folder, SECRET, API_RATE: '0', BENCH_STEPS: stepsFile },
    core: null,
  });
  const before = await served.usage();
  if (asked.profile) await served.profile();
  const run = file.prepare(
    'SELECT phase, state, failure, ended_at IS NOT NULL AS over FROM forecast_runs WHERE id = ?',
  );
  const cpuOf = new Map<string, number>();
  const memoryOfPhase = new Map<string, number>();
  const waits: number[] = [];
  const began = performance.now();
  let last = before;
  let peak = memoryOf(served.pid);
  for (let n = 0; ; n++) {
    const { phase, state, failure, over } = run.get(id) as Record<string, string>;
    const now = await served.usage();
    cpuOf.set(phase ?? '', (cpuOf.get(phase ?? '') ?? 0) + now.cpuMs - last.cpuMs);
    last = now;
    memoryOfPhase.set(phase ?? '', Math.max(memoryOfPhase.get(phase ?? '') ?? 0, now.memoryMb));
    peak = memoryOf(served.pid);
    if (over) {
      if (state !== 'done') throw new Error(failure);
      break;
    }
    const asks = performance.now();
    const page = n % 4 === 0 ? '/healthz' : `/devices/${tags[n % tags.length]}`;
    const answer = await fetch(served.url + page, { headers: { Cookie: person?.cookie ?? '' } });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${page}: ${answer.status}`);
    waits.push(performance.now() - asks);
    // Few of them: what they take is in the CPU time too.
    await new Promise((resume) => setTimeout(resume, 400));
  }
  const seconds = (performance.now() - began) / 1_000;
  if (asked.profile) {
    mkdirSync('bench/results', { recursive: true });
    await served.profile(`bench/results/nightly-${name.replace(/\W+/g, '-').slice(0, 30)}.cpuprofile`);
  }
  await served.stop();
  file.close();
  const steps = JSON.parse(readFileSync(stepsFile, 'utf8')) as Steps;
  waits.sort((a, b) => b - a);
  const phases = [...cpuOf].map(([phase, ms]) => `${phase} ${(ms / 1_000).toFixed(1)}`).join(', ');
  const memory = [...memoryOfPhase].map(([phase, mb]) => `${phase} ${mb.toFixed(0)}`).join(', ');
  say(
    `\n${name}\n  CPU ${((last.cpuMs - before.cpuMs) / 1_000).toFixed(1)} s in ${seconds.toFixed(0)} s (goal 20): ${phases}`,
  );
  say(
    `  memory at most ${peak.toFixed(0)} MB (goal 300), when it began ${before.memoryMb.toFixed(0)} MB: ${memory}`,
  );
  say(
    `  ${steps.count} steps, the longest ${steps.longest.map(({ cpuMs }) => Math.round(cpuMs)).join(', ')} ms of CPU (goal 50); ` +
      `event loop late by ${Math.round(steps.delay.p50)} ms p50, ${Math.round(steps.delay.p99)} p99, ${Math.round(steps.delay.max)} at most`,
  );
  say(
    `  ${waits.length} pages meanwhile: ${[0.5, 0.01, 0].map((p) => Math.round(waits[Math.floor(waits.length * p)] ?? 0)).join(', ')} ms p50, p99, at most`,
  );
  for (const { cpuMs, at } of steps.longest.slice(0, 4))
    if (cpuMs > 40) say(`  ${Math.round(cpuMs)} ms up to\n${at}`);
}

/** The most that the process ever took. */
function memoryOf(pid: number): number {
  const [, kilobytes = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1_024;
}
