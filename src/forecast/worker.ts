import type { Ctx } from '../context.ts';
import type { Database } from '../db/database.ts';

/** Who carries a run on: a server in between its pages, a scheduled call, the command line, a test. */
export interface Worker {
  /** a new request's worth of statements, and the time it is now */
  ctx(): Promise<Ctx>;
  /** lets others do something: called at least every SLICE_MS of work */
  breathe(): Promise<void>;
  /** true when this worker has to end: another one goes on from there */
  tired(): boolean;
  /** how much it reads and writes at once; PAGES where nothing is said */
  readonly portions?: Portions;
}

/** Rows that are read, or written, at once. */
export interface Portions {
  /** by running number: as many as are read between two breaths, but never fewer nor more */
  fewest: number;
  most: number;
  /** of a kept table */
  kept: number;
  written: number;
  /** movements of the ledger that are added up */
  ledger: number;
  /** lines of the backtest */
  lines: number;
}

/** Between the pages of a server: a piece takes some milliseconds. */
export const PAGES: Portions = {
  fewest: 100,
  // Rows that lie far apart in a large file take ten times as long as the ones before them.
  most: 400,
  kept: 2_000,
  written: 1_000,
  ledger: 2_000,
  lines: 200,
};

/** Where nobody waits for a page, and every statement is counted. A value of 4,000 rows has 600 KB at the most. */
export const FEW_STATEMENTS: Portions = {
  fewest: 8_000,
  most: 8_000,
  kept: 8_000,
  written: 4_000,
  ledger: 20_000,
  lines: 1_000,
};

/** The server is going down: the run is let go of, and carried on after the next start. */
export class Stopped extends Error {}

/** Work between two breaths, in milliseconds: a page that comes in between waits no longer than that. */
export const SLICE_MS = 12;

/** Takes a breath when it is time. */
export class Pace {
  readonly #worker: Worker;
  #began = performance.now();

  constructor(worker: Worker) {
    this.#worker = worker;
  }

  async step(): Promise<void> {
    if (performance.now() - this.#began < SLICE_MS) return;
    await this.#worker.breathe();
    this.#began = performance.now();
  }
}

/** In slices between which others get their turn. */
export async function paced<T>(worker: Worker, work: Generator<void, T>): Promise<T> {
  const pace = new Pace(worker);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await pace.step();
  }
}

/** A database for many statements: after some hundred of them a new request's worth is asked for. */
export class Reads {
  readonly #worker: Worker;
  #ctx: Ctx | null = null;
  #left = 0;

  constructor(worker: Worker) {
    this.#worker = worker;
  }

  async ctx(): Promise<Ctx> {
    if (!this.#ctx || this.#left <= 0) {
      this.#ctx = await this.#worker.ctx();
      this.#left = 60;
    }
    this.#left--;
    return this.#ctx;
  }

  async db(): Promise<Database> {
    return (await this.ctx()).db;
  }
}

/** Running numbers from 0 to `end` in pieces, each read by the caller before it asks for the next one. */
export async function* piecesUpTo(
  end: number,
  worker: Worker,
): AsyncGenerator<readonly [after: number, upTo: number]> {
  const { fewest, most } = worker.portions ?? PAGES;
  let size = fewest;
  for (let n = 0; n < end; ) {
    const upTo = Math.min(end, n + size);
    const began = performance.now();
    yield [n, upTo];
    const took = performance.now() - began;
    // A piece is as long as fits between two breaths on this machine; the next rows may be fuller than these.
    const fitting = Math.min(2 * size, Math.round((size * SLICE_MS) / Math.max(1, took)));
    size = Math.max(fewest, Math.min(most, fitting));
    n = upTo;
    await worker.breathe();
  }
}

/** For the command line and tests: nobody waits, and it goes on to the end. */
export function patient(ctx: () => Promise<Ctx>): Worker {
  return { ctx, breathe: async () => {}, tired: () => false };
}
