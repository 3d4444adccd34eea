import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

export interface Lock {
  release(): void;
}

/**
 * Holds a data folder for one server. The lock is the operating system's on `server.lock`, so it ends with
 * the process however that ends; `server.pid` only says who holds it.
 * @throws Error a server holds it, with its process id
 */
export function lockFolder(folder: string): Lock {
  const file = new Sqlite(join(folder, 'server.lock'), { timeout: 0 });
  try {
    file.exec('BEGIN EXCLUSIVE');
  } catch {
    file.close();
    throw new Error(`A server (process ${holderOf(folder)}) is running on ${folder}. Stop it first.`);
  }
  const pid = join(folder, 'server.pid');
  writeFileSync(pid, `${process.pid}\n`);
  return {
    release() {
      rmSync(pid, { force: true });
      file.close();
    },
  };
}

function holderOf(folder: string): string {
  const pid = join(folder, 'server.pid');
  return existsSync(pid) ? readFileSync(pid, 'utf8').trim() : 'unknown';
}
