import type { Engine } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import { buyingWorld, orderRows } from '../support/purchasing.ts';
import type { Shelf } from '../support/stock.ts';
import type { Cast } from '../support/world.ts';

/** One of every kind of thing of purchasing, twice; the rights to them do not depend on a school. */
export async function purchasingThings(engine: Engine, w: Cast, s: Shelf) {
  const b = await buyingWorld(engine, s);
  const two = () => ({ own: newId(), other: newId() });
  const [order, orderLine] = [two(), two()];
  const draft = (side: 'own' | 'other', supplier: string, part: string) =>
    orderRows({
      id: order[side],
      number: `PO-${side}`,
      supplier,
      budget: b.budget,
      state: 'draft',
      by: w.sid,
      lines: [{ id: orderLine[side], part, quantity: 5, cents: 1800 }],
    });
  await engine.batch([...draft('own', b.north, s.panel), ...draft('other', b.east, s.battery)]);
  return {
    supplier: { own: b.north, other: b.east },
    budget: { own: b.budget, other: b.spareBudget },
    order,
    orderLine,
  };
}
