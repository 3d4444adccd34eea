import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

export interface Tally {
  passed: number;
  failed: number;
}

/** Tests, and beside them what fails outside a test: a file that does not load, a hook, a stray rejection. */
function count(modules: readonly TestModule[], unhandled: number): Tally {
  const tally: Tally = { passed: 0, failed: unhandled };
  for (const module of modules) {
    tally.failed += module.errors().length;
    for (const suite of module.children.allSuites()) tally.failed += suite.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') tally.passed += 1;
      if (state === 'failed') tally.failed += 1;
    }
  }
  return tally;
}

/** Leaves the figures of a run in the file TALLY_FILE names, for `npm test` to add up. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const file = process.env.TALLY_FILE;
    if (file) writeFileSync(file, JSON.stringify(count(modules, unhandled.length)));
  }
}
