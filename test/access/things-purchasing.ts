import type { Engine } from '../../src/db/engine.ts';
import { buyingWorld } from '../support/purchasing.ts';
import type { Shelf } from '../support/stock.ts';

/** One of every kind of thing of purchasing; the rights to them do not depend on a school. */
export async function purchasingThings(engine: Engine, s: Shelf) {
  const b = await buyingWorld(engine, s);
  return {
    supplier: { own: b.north, other: b.east },
  };
}
