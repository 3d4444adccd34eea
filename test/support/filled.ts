import type { Engine } from '../../src/db/engine.ts';

/** A test's own database that may begin as a copy of one that was filled in the same way before. */
export interface Fillable extends Engine {
  /** what filled it, by name; null once anything else was written */
  filledWith: string | null;
  /** everything that it holds, where the engine can give that at once */
  bytes?(): Buffer;
  /** how a next one begins with what is in this one */
  kept(): Promise<(next: Fillable) => void>;
}

interface Filling {
  begin: (next: Fillable) => void;
  gave: unknown;
}

const fillings = new Map<string, Filling>();

function isFillable(engine: Engine): engine is Fillable {
  return 'filledWith' in engine;
}

/**
 * Fills a database, or lets it begin as a copy of the first that was filled so in this process: the same rows with
 * the same ids. Filling must depend on nothing but `name`.
 * @returns what `fill` gave the first time; nobody may change it
 */
export async function filled<T>(
  engine: Engine,
  name: string,
  fill: (engine: Engine) => Promise<T>,
): Promise<T> {
  if (!isFillable(engine) || engine.filledWith === null) return fill(engine);
  const key = `${engine.filledWith}/${name}`;
  const known = fillings.get(key);
  if (known) {
    known.begin(engine);
    engine.filledWith = key;
    return known.gave as T;
  }
  const gave = await fill(engine);
  engine.filledWith = key;
  fillings.set(key, { begin: await engine.kept(), gave });
  return gave;
}
