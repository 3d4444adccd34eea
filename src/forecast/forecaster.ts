import type { Ctx } from '../context.ts';
import type { Database } from '../db/database.ts';
import { startOfDay } from '../web/day.ts';
import { advanceRuns, askNightly } from './run.ts';
import { FEW_STATEMENTS, Stopped, type Worker } from './worker.ts';

/** Carries runs on in the background of a server, in slices between which it answers pages. */
export class Forecaster {
  readonly #ctx: () => Promise<Ctx>;
  #busy: Promise<void> | null = null;
  #stopping = false;

  /** @param ctx a new one for each call: it counts statements */
  constructor(ctx: () => Promise<Ctx>) {
    this.#ctx = ctx;
  }

  /** Runs that wait are begun; nothing where one is being worked on. */
  wake(): Promise<void> {
    this.#busy ??= this.#work().finally(() => {
      this.#busy = null;
    });
    return this.#busy;
  }

  /** Asks for the night's run where it is due, and carries on whatever waits. */
  async sweep(): Promise<void> {
    await nightlyWhereDue(this.#ctx);
    await this.wake();
  }

  /** What is not done yet waits for the next start. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#busy;
  }

  async #work(): Promise<void> {
    const worker: Worker = {
      ctx: this.#ctx,
      breathe: async () => {
        await new Promise((resume) => setTimeout(resume, 0));
        if (this.#stopping) throw new Stopped();
      },
      tired: () => this.#stopping,
    };
    try {
      await advanceRuns(worker);
    } catch (error) {
      console.error('The forecast stopped:', error);
    }
  }
}

/** What one call of a platform may take. */
export interface Allowed {
  /** after so long nothing more is begun */
  milliseconds: number;
  /** and after so many statements */
  statements: number;
}

/** One call of a platform that ends it after a while: what is left is carried on by the next one. */
export async function workFor(
  fresh: () => Promise<Ctx>,
  { milliseconds, statements }: Allowed,
): Promise<void> {
  const until = Date.now() + milliseconds;
  const asked: Database[] = [];
  const ctx = async () => {
    const one = await fresh();
    asked.push(one.db);
    return one;
  };
  const used = () => asked.reduce((sum, db) => sum + db.used, 0);
  const tired = () => Date.now() > until || used() > statements;
  await advanceRuns({ ctx, breathe: async () => {}, tired, portions: FEW_STATEMENTS });
}

export async function nightlyWhereDue(fresh: () => Promise<Ctx>): Promise<void> {
  const ctx = await fresh();
  const began = Date.parse(startOfDay(ctx.district.zone, ctx.today));
  await askNightly(ctx, Math.floor((Date.parse(ctx.now) - began) / 3_600_000));
}
