import type { Engine, Row, Statement } from '../../src/db/engine.ts';
import type { Random } from './random.ts';

const MOST_TURNS = 4;

/** An engine that others may use between any two calls: each call waits a random number of turns. */
export class InterleavedEngine implements Engine {
  /** who called, in the order that the calls were run: 'r' for reads, 'w' for a commit */
  readonly order: string[] = [];
  private readonly engine: Engine;
  private readonly random: Random;

  constructor(engine: Engine, random: Random) {
    this.engine = engine;
    this.random = random;
  }

  async read(statements: readonly Statement[]): Promise<Row[][]> {
    await this.turns();
    this.order.push('r');
    return this.engine.read(statements);
  }

  async batch(statements: readonly Statement[]): Promise<void> {
    await this.turns();
    this.order.push('w');
    return this.engine.batch(statements);
  }

  private async turns(): Promise<void> {
    for (let n = Math.floor(this.random() * MOST_TURNS); n > 0; n--)
      await new Promise((resume) => setImmediate(resume));
  }
}
