import type { Ctx } from '../context.ts';
import { advanceImports } from './advance.ts';
import type { FileStore } from './file-store.ts';
import { MOST_AT_ONCE } from './state-rules.ts';

/** Rows of a step on a server that answers pages meanwhile: they wait for one step at most. */
const ROWS_IN_BETWEEN = 100;

/** Carries imports on in the background of a server, in steps between which it answers pages. */
export class Importer {
  readonly #ctx: () => Promise<Ctx>;
  readonly #files: () => FileStore;
  #busy: Promise<void> | null = null;
  #again = false;
  #stopping = false;

  /** @param ctx a new one for each call: it counts statements */
  constructor(ctx: () => Promise<Ctx>, files: () => FileStore) {
    this.#ctx = ctx;
    this.#files = files;
  }

  /** Imports that wait are carried on; nothing where that is being done. */
  wake(): Promise<void> {
    this.#again = true;
    this.#busy ??= this.#work().finally(() => {
      this.#busy = null;
    });
    return this.#busy;
  }

  /** What is not done yet waits for the next start. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#busy;
  }

  async #work(): Promise<void> {
    while (this.#again && !this.#stopping) {
      this.#again = false;
      try {
        await advanceImports({
          ctx: this.#ctx,
          files: this.#files(),
          rows: ROWS_IN_BETWEEN,
          breathe: () => new Promise((resume) => setImmediate(resume)),
          tired: () => this.#stopping,
        });
      } catch (error) {
        console.error('An import stopped:', error);
      }
    }
  }
}

/** One call of a platform that ends it after a while, with one call's statements: the next one goes on from there. */
export async function importFor(
  fresh: () => Promise<Ctx>,
  files: FileStore,
  milliseconds: number,
  only: string | null = null,
): Promise<void> {
  const until = Date.now() + milliseconds;
  const used: Ctx['db'][] = [];
  await advanceImports(
    {
      ctx: async () => {
        const ctx = await fresh();
        used.push(ctx.db);
        return ctx;
      },
      files,
      rows: MOST_AT_ONCE,
      breathe: async () => {},
      tired: () => Date.now() > until || used.reduce((sum, db) => sum + db.used, 0) > MOST_STATEMENTS,
    },
    only,
  );
}

/** A platform lets one call ask a thousand times: a step that has begun must not run out of them. */
const MOST_STATEMENTS = 600;
