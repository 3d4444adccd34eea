/**
 * The proof by a hostile network at its whole size: three phones, 1,000 actions, the server killed 20 times, phones
 * and browsers too, the network gone for minutes. Prints its seed, what befell the requests, and what became of each
 * action.
 *   npm run bench:field                     the outbox alone, then Chromium: about half an hour
 *   npm run bench:field -- --seed 7         the same choices once more
 *   npm run bench:field -- --d1             Chromium against wrangler dev, local D1 and R2
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

const { values: asked } = parseArgs({
  options: { seed: { type: 'string' }, d1: { type: 'boolean', default: false } },
});
const seed = asked.seed ?? String(randomInt(1, 1_000_000));
const env = { ...process.env, FIELD_SHARE: 'whole', FIELD_SEED: seed };

function run(project: string, file: string): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn('vitest', ['run', '--project', project, file], { stdio: 'inherit', env });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

process.stdout.write(`seed ${seed}\n`);
const codes = asked.d1
  ? [await run('workers', 'test/workers/field-hostile.test.ts')]
  : [
      await run('unit', 'test/field/hostile.test.ts'),
      await run('browser', 'test/browser/field-hostile.test.ts'),
    ];
process.exitCode = codes.find((code) => code !== 0) ?? 0;
