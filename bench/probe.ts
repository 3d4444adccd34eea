/*
 * Loaded before the program under test (`node --import`). It answers the bench over the private channel between
 * the two processes: how much CPU time and memory the process took, and, where BENCH_RECORD is set, which
 * statements it ran. The program itself knows nothing of it.
 */
import { writeFileSync } from 'node:fs';
import type { Session } from 'node:inspector/promises';
import Sqlite from 'better-sqlite3';
import type { Asked, Heard, Ran } from './words.ts';

const MEGABYTE = 1_048_576;
const ran: Ran[] = [];

if (process.env.BENCH_RECORD) {
  const prototype = Sqlite.prototype as { prepare(sql: string): Sqlite.Statement };
  const { prepare } = prototype;
  prototype.prepare = function record(this: Sqlite.Database, sql: string) {
    const statement = prepare.call(this, sql);
    for (const way of ['all', 'run', 'get'] as const) {
      const original = statement[way].bind(statement) as (...values: unknown[]) => unknown;
      Object.defineProperty(statement, way, {
        value: (...values: unknown[]) => {
          ran.push({ sql, values: (values.flat() as Ran['values']) ?? [], reads: statement.reader });
          return original(...values);
        },
      });
    }
    return statement;
  };
}

function usage(): Heard['usage'] {
  const { user, system } = process.cpuUsage();
  const { rss, heapTotal, external } = process.memoryUsage();
  return {
    cpuMs: (user + system) / 1000,
    memoryMb: rss / MEGABYTE,
    heapMb: heapTotal / MEGABYTE,
    externalMb: external / MEGABYTE,
  };
}

let session: Session | undefined;

/** Profiles what runs between two asks: no name starts it, a name ends it and is the file's. */
async function profile(file: string | undefined): Promise<void> {
  if (file === undefined) {
    const inspector = await import('node:inspector/promises');
    session = new inspector.Session();
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 100 });
    await session.post('Profiler.start');
    return;
  }
  const stopped = await session?.post('Profiler.stop');
  session?.disconnect();
  writeFileSync(file, JSON.stringify(stopped?.profile));
}

process.on('message', async (asked: Asked) => {
  if (asked.what === 'profile') await profile(asked.file);
  const answer: Heard = { id: asked.id, usage: usage(), ran: asked.what === 'ran' ? ran.splice(0) : [] };
  process.send?.(answer);
});
// Listening to the bench must not keep the program from ending.
process.channel?.unref();
