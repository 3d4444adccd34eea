/**
 * What CI runs: build, types, lint, schema drift, then every test. Arguments go to vitest.
 * The last line is `N passed, N failed`, each of the steps before the tests counted as one.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tally } from './tally.ts';

function run(command: string, args: string[], env: Record<string, string> = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}

async function step(name: string, command: string, args: string[]): Promise<Tally> {
  const begun = performance.now();
  const good = await run(command, args);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  process.stdout.write(`${good ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
  return good ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function tests(args: string[]): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'spudger-tally-'));
  const file = join(folder, 'tally.json');
  const good = await run('vitest', ['run', ...args], { TALLY_FILE: file });
  const tally: Tally = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0 };
  rmSync(folder, { recursive: true });
  // A run that broke off, or that found nothing to run, is no success.
  if (!good && tally.failed === 0) tally.failed = 1;
  return tally;
}

const tallies = [
  await step('build', process.execPath, ['scripts/build.ts']),
  await step('types', 'tsc', ['-p', '.']),
  await step('lint', 'biome', ['check', '--error-on-warnings']),
  await step('schema', process.execPath, ['scripts/schema.ts', '--check']),
  await tests(process.argv.slice(2)),
];
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
