import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const OUTSIDE_UNIT = ['test/engine/**', 'test/browser/**', 'test/workers/**'];
/** Domains whose tests open a database: they run on both engines. */
const DOMAINS =
  'accounts,api,audits,claims,counts,custody,custom-fields,db,devices,directory,disposal,exports,fleet-plan,forecast,history,imports,labels,locations,models,people,photos,proposals,purchasing,repairs,scan,search,settings,stock,sync,today,visits,webhooks';
/** Query plans are better-sqlite3's to tell; rules and byte formats open no database. */
const WITHOUT_DATABASE = [
  'test/**/*plans*',
  // What they prove has no second engine: refusals, the document, what is left out of an answer.
  'test/api/{document,garbage,leaks,page}*',
  'test/**/refused-words*',
  'test/**/*rules*',
  'test/**/metadata*',
  'test/**/typos*',
  'test/**/advice*',
  'test/**/work-calendar*',
];
const TESTS = '*.test.{ts,tsx}';

export default defineConfig({
  // The same runtime of elements that the builder puts in place.
  resolve: {
    alias: [
      {
        find: /^hono\/jsx\/jsx-(dev-)?runtime$/,
        replacement: fileURLToPath(new URL('./views/ui/jsx-runtime.ts', import.meta.url)),
      },
    ],
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    reporters: ['default', './scripts/tally.ts'],
    // Tests share no state but the database they open themselves, so a worker is started once, not per file.
    isolate: false,
    pool: 'threads',
    maxWorkers: 2,
    setupFiles: ['./test/support/each-file.ts'],
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
        // Every test of a domain once more, on local D1: a process of its own, that ends with its fork.
        test: {
          name: 'engine',
          env: { SPUDGER_TEST_ENGINE: 'd1' },
          globalSetup: ['./test/support/d1-setup.ts'],
          include: [`test/{${DOMAINS}}/**/${TESTS}`, `test/engine/**/${TESTS}`],
          exclude: WITHOUT_DATABASE,
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
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
          testTimeout: 120_000,
          // To begin, it starts wrangler: among browsers that takes its time.
          hookTimeout: 300_000,
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
          // Two files and the Workers' story at a time: what is waited for may come late.
          expect: { poll: { timeout: 15_000 } },
          testTimeout: 90_000,
          // It makes a demo district, beside another file.
          hookTimeout: 300_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
