import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { SqliteEngine } from './db/engine-sqlite.ts';
import type { ExportJob, Workplace } from './exports/job.ts';
import { runJob } from './exports/job.ts';
import { listOf } from './exports/lists/all.ts';
import { FolderPhotos } from './photos/store-folder.ts';

/**
 * The thread in which the Node server makes exports: reads the same file by connections of its own, and does nothing
 * but what it is asked for, piece by piece. `node-exports.ts` is the other end.
 */

/** What the server asks: a job is begun, its next piece is wanted, nobody wants it any more. */
export type Asked =
  | { id: number; begin: ExportJob }
  | { id: number; pull: true }
  | { id: number; stop: true };

/** What it is told: a piece, the end, or why there is none. */
export type Told =
  | { id: number; bytes: Uint8Array<ArrayBuffer> }
  | { id: number; done: true }
  | { id: number; failure: string };

const { dataDir } = workerData as { dataDir: string };
const path = join(dataDir, 'spudger.db');

/** It writes nothing, and its pages are few: whoever answers has the large cache. */
function opened(): Sqlite.Database {
  const file = new Sqlite(path, { readonly: true, timeout: 5_000 });
  file.pragma('cache_size = -4096');
  file.pragma('temp_store = FILE');
  return file;
}

const place: Workplace = {
  engine: new SqliteEngine(opened()),
  photos: new FolderPhotos(join(dataDir, 'photos')),
  snapshot: () => {
    const file = opened();
    file.exec('BEGIN');
    // A transaction begins with its first read.
    file.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get();
    return { engine: new SqliteEngine(file), close: () => file.close() };
  },
  lists: listOf,
};

/** A hundred reads for 200,000 rows: the memory of one read is what an export costs. */
const ROWS_A_READ = 2_000;

const jobs = new Map<number, AsyncGenerator<Uint8Array>>();

function tell(told: Told): void {
  const transfer = 'bytes' in told ? [told.bytes.buffer] : [];
  parentPort?.postMessage(told, transfer);
}

async function pull(id: number): Promise<void> {
  const job = jobs.get(id);
  if (!job) return;
  try {
    const { done, value } = await job.next();
    if (!jobs.has(id)) return;
    if (done) jobs.delete(id);
    tell(done ? { id, done: true } : { id, bytes: ownBytes(value) });
  } catch (error) {
    jobs.delete(id);
    tell({ id, failure: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
  }
}

/** A piece of a larger buffer is copied: what is told goes over, and is here no more. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const own = bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer;
  return own ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}

parentPort?.on('message', (asked: Asked) => {
  if ('begin' in asked) jobs.set(asked.id, runJob(place, asked.begin, ROWS_A_READ));
  else if ('pull' in asked) void pull(asked.id);
  else {
    const job = jobs.get(asked.id);
    jobs.delete(asked.id);
    void job?.return(undefined);
  }
});
