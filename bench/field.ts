/**
 * The proof by a hostile network at its whole size: three phones, 1,000 actions, the server killed 20 times, phones
 * and browsers too, the network gone for a while. Prints what befell the requests, and what became of each action.
 *   npm run bench:field              takes about a quarter of an hour
 */
import { spawn } from 'node:child_process';

const env = { ...process.env, FIELD_SHARE: 'whole' };

function run(project: string, file: string): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn('vitest', ['run', '--project', project, file], { stdio: 'inherit', env });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

const outbox = await run('unit', 'test/field/hostile.test.ts');
const browsers = await run('browser', 'test/browser/field-hostile.test.ts');
process.exitCode = outbox || browsers;
