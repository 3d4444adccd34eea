import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Compared } from './measure.ts';
import type { Mixed } from './mixed.ts';
import type { Measured } from './words.ts';

export interface Goal {
  what: string;
  goal: string;
  measured: string;
  met: boolean;
}

export interface Results {
  at: string;
  machine: string;
  node: string;
  devices: number;
  records: number;
  fileMb: number;
  bare: Measured;
  lines: Compared[];
  mixed: Mixed;
  /** milliseconds from the start of the process to the end of the first page */
  firstPageMs: number;
  memoryMb: number;
  goals: Goal[];
}

export function machine(): string {
  const model = cpus()[0]?.model ?? 'unknown processor';
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const kernel = readFileSync('/proc/version', 'utf8').split(' ').slice(0, 3).join(' ');
  return `${cpus().length} cores of ${model}, ${gigabytes} GB, ${kernel}`;
}

const RATIO_GOAL = 2;

export function goalsOf(results: Omit<Results, 'goals'>): Goal[] {
  const { lines, mixed, firstPageMs, memoryMb } = results;
  const ratios = lines
    .filter(({ name }) => !/exact|scan|JSON|school/.test(name))
    .map(
      ({ name, ratio }): Goal => ({
        what: `${name}: CPU by its floor`,
        goal: `at most ${RATIO_GOAL.toFixed(1)}`,
        measured: ratio.toFixed(2),
        met: ratio <= RATIO_GOAL,
      }),
    );
  const [first, far] = lines.filter(({ name }) => name.startsWith('device list, filtered'));
  const further = (far?.app.cpuMs ?? 0) / (first?.app.cpuMs ?? 1);
  const goal = (what: string, text: string, measured: string, met: boolean): Goal => ({
    what,
    goal: text,
    measured,
    met,
  });
  return [
    ...ratios,
    goal('the far page by page 1, CPU', 'at most 1.2', further.toFixed(2), further <= 1.2),
    goal(
      'mixed load of 100 people, requests a second',
      'at least 500',
      mixed.full.perSecond.toFixed(0),
      mixed.full.perSecond >= 500,
    ),
    goal(
      'errors under mixed load',
      'none',
      String(mixed.full.errors + mixed.steady.errors),
      mixed.full.errors + mixed.steady.errors === 0,
    ),
    goal(
      'p99 at 100 requests a second',
      'at most 50 ms',
      `${mixed.steady.p99Ms.toFixed(1)} ms`,
      mixed.steady.p99Ms <= 50,
    ),
    goal('start to first page', 'under 1.5 s', `${(firstPageMs / 1000).toFixed(2)} s`, firstPageMs < 1_500),
    goal('memory after the run', 'under 250 MB', `${memoryMb.toFixed(0)} MB`, memoryMb < 250),
  ];
}

/** The tables of a run, in Markdown. */
export function tableOf(results: Results): string {
  const { bare, lines, mixed, goals } = results;
  const row = (name: string, m: Measured, floor: string, ratio: string) =>
    `| ${name} | ${m.cpuMs.toFixed(2)} | ${floor} | ${ratio} | ${m.p50Ms.toFixed(1)} | ${m.p99Ms.toFixed(1)} | ${m.perSecond.toFixed(0)} |`;
  return [
    `${results.devices.toLocaleString('en-US')} devices, ${results.records.toLocaleString('en-US')} records, ${results.fileMb.toFixed(0)} MB; ${results.machine}; Node ${results.node}`,
    '',
    '| | CPU per request, ms | its floor, ms | ratio | p50, ms | p99, ms | requests/s |',
    '|---|---:|---:|---:|---:|---:|---:|',
    row('bare Hono answer', bare, '', ''),
    ...lines.map(({ name, app, floor, ratio }) => row(name, app, floor.cpuMs.toFixed(2), ratio.toFixed(2))),
    row('100 people at once, mixed', mixed.full, '', ''),
    row('100 requests a second, mixed', mixed.steady, '', ''),
    '',
    '| | goal | measured | |',
    '|---|---|---:|---|',
    ...goals.map(
      ({ what, goal, measured, met }) => `| ${what} | ${goal} | ${measured} | ${met ? 'met' : 'MISSED'} |`,
    ),
  ].join('\n');
}

/** @returns the file that holds the run */
export function keep(results: Results): string {
  mkdirSync('bench/results', { recursive: true });
  const file = join('bench/results', `${results.at.slice(0, 19).replaceAll(':', '-')}.json`);
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  return file;
}
