import { execFileSync } from 'node:child_process';

/** Before tests that start the built program: what they start is what the sources say. */
export default function setup(): void {
  execFileSync(process.execPath, ['scripts/build.ts', '--if-newer'], { stdio: ['ignore', 2, 2] });
}
