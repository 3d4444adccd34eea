import type { Engine, Row, Statement } from './engine.ts';

/** An engine that counts statements over all contexts: a platform's call has so many, whoever asks for them. */
export class CountedEngine implements Engine {
  readonly #engine: Engine;
  #used = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Statements since it was made. */
  get used(): number {
    return this.#used;
  }

  read(statements: readonly Statement[]): Promise<Row[][]> {
    this.#used += statements.length;
    return this.#engine.read(statements);
  }

  batch(statements: readonly Statement[]): Promise<void> {
    this.#used += statements.length;
    return this.#engine.batch(statements);
  }
}
