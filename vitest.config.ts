import { defineConfig } from 'vitest/config';

const OUTSIDE_UNIT = ['test/engine/**', 'test/browser/**', 'test/workers/**'];
const TESTS = '*.test.{ts,tsx}';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    reporters: ['default', './scripts/tally.ts'],
    // Tests share no state but the database they open themselves, so a worker is started once, not per file.
    isolate: false,
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    slowTestThreshold: 1_000,
    experimental: { diagnostics: false },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: [`test/**/${TESTS}`], exclude: OUTSIDE_UNIT },
      },
      {
        extends: true,
        // Local D1 is a process of its own: killed with its fork when a run is broken off.
        test: {
          name: 'engine',
          include: [`test/engine/**/${TESTS}`],
          pool: 'forks',
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'workers',
          include: [`test/workers/**/${TESTS}`],
          globalSetup: ['./scripts/build-setup.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [`test/browser/**/${TESTS}`],
          globalSetup: ['./scripts/build-setup.ts', './scripts/browser-setup.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
