/*
 * Loaded before the program under test (`node --import`), beside probe.ts: how long the event loop was held up, and
 * how much CPU time the longest steps took, from one breath of background work to the next. Kept in the file that
 * BENCH_STEPS names when the program ends. The program itself knows nothing of it.
 */
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import './probe.ts';

export interface Steps {
  /** milliseconds by the clock: others on the machine are in it */
  delay: { p50: number; p99: number; max: number };
  /** milliseconds of CPU time, the longest first */
  longest: { cpuMs: number; at: string }[];
  count: number;
}

const cpu = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};
const LONGEST = 12;
/** Where a step ended is read at the very end: with source maps that takes much memory. */
const longest: { cpuMs: number; at: Error }[] = [];
let count = 0;
let began = cpu();

/** A breath is a timer of nothing: what was done since the last one began is a step. */
const { setTimeout: real } = globalThis;
const counted = (run: (...values: unknown[]) => void, delay?: number, ...values: unknown[]) => {
  if (delay) return real(run, delay, ...values);
  // What was done before the first one is the start of the program.
  const cpuMs = count === 0 ? 0 : cpu() - began;
  count++;
  if (cpuMs > (longest.at(-1)?.cpuMs ?? 0) || longest.length < LONGEST) {
    longest.push({ cpuMs, at: new Error('a breath') });
    longest.sort((a, b) => b.cpuMs - a.cpuMs).splice(LONGEST);
  }
  began = cpu();
  return real(() => {
    began = cpu();
    run(...values);
  }, 0);
};
globalThis.setTimeout = Object.assign(counted, { __promisify__: real.__promisify__ }) as typeof setTimeout;

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const { BENCH_STEPS: file } = process.env;
const millis = (nanoseconds: number) => nanoseconds / 1e6;
process.on('exit', () => {
  if (!file) return;
  const steps: Steps = {
    delay: { p50: millis(delay.percentile(50)), p99: millis(delay.percentile(99)), max: millis(delay.max) },
    longest: longest.map(({ cpuMs, at }) => ({
      cpuMs,
      at: (at.stack ?? '').split('\n').slice(2, 7).join('\n'),
    })),
    count,
  };
  writeFileSync(file, JSON.stringify(steps));
});
