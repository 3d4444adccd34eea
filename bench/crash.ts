/**
 * The crash tests with their whole counts: 1,000 kills, every frame border of the log, 1,000 interleavings.
 *   npm run bench:crash              all of them; takes about an hour
 *   npm run bench:crash -- power     the files whose name holds this
 */
import { spawn } from 'node:child_process';

const asked = process.argv.slice(2).map((name) => `test/crash/${name}`);
const files = asked.length > 0 ? asked : ['test/crash'];
const child = spawn('vitest', ['run', '--project', 'unit', ...files], {
  stdio: 'inherit',
  env: { ...process.env, CRASH_SHARE: 'whole' },
});
child.on('close', (code) => {
  process.exitCode = code ?? 1;
});
