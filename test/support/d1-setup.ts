import type { TestProject } from 'vitest/node';
import { createTestHarness } from 'wrangler';
import { migrationFiles } from '../../src/db/migration-files.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    d1Url: string;
  }
}

/** One database for each test process that may run at the same time. */
const DATABASES = ['DB1', 'DB2', 'DB3', 'DB4'];

/** Starts local D1 once for the run, migrated, and ends it with the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = createTestHarness({
    workers: [
      {
        config: {
          name: 'gate',
          main: 'test/support/d1-gate.js',
          compatibility_date: '2026-09-01',
          d1_databases: DATABASES.map((binding) => ({
            binding,
            database_name: binding,
            database_id: binding,
          })),
        },
      },
    ],
  });
  const { url } = await server.listen();
  for (const database of DATABASES) {
    for (const { name, sql } of migrationFiles()) {
      const texts = sql.split(/;[ \t]*$/m).filter((one) => one.replace(/--.*$/gm, '').trim() !== '');
      const trip = { writes: true, statements: texts.map((_, text) => [text]) };
      const body = JSON.stringify({ texts, trips: [trip] });
      const answer = await fetch(new URL(database, url), { method: 'POST', body });
      const [told] = (await answer.json()) as { error?: string }[];
      const error = told?.error;
      if (error) throw new Error(`${name} on D1: ${error}`);
    }
  }
  project.provide('d1Url', url.href);
  return () => server.close();
}
