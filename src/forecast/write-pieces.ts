import { type Change, commit } from '../db/commit.ts';
import { Reads, type Worker } from './worker.ts';

/** Characters that are written at once: far below what the engines take as one value. */
const PIECE_CHARS = 250_000;

type Cells = readonly (string | number)[];

/** Writes rows in pieces, each one commit, with a breath after it. */
export class Pieces {
  readonly #worker: Worker;
  readonly #reads: Reads;
  readonly #write: (rows: readonly Cells[]) => Change;
  #rows: Cells[] = [];
  #chars = 0;

  constructor(worker: Worker, write: (rows: readonly Cells[]) => Change) {
    this.#worker = worker;
    this.#reads = new Reads(worker);
    this.#write = write;
  }

  async add(row: Cells): Promise<void> {
    this.#rows.push(row);
    for (const cell of row) this.#chars += typeof cell === 'string' ? cell.length : 8;
    if (this.#chars >= PIECE_CHARS) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#rows.length > 0) await commit(await this.#reads.ctx(), null, this.#write(this.#rows));
    this.#rows = [];
    this.#chars = 0;
    await this.#worker.breathe();
  }
}
