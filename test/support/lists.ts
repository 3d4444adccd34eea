import type { Engine } from '../../src/db/engine.ts';
import { installStartingLists } from '../../src/repairs/install-starting-lists.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { testApp } from './app.ts';
import { filled } from './filled.ts';
import { faultRows, type Shelf, stockWorld } from './stock.ts';
import { type Cast, makeWorld } from './world.ts';

/** Writes the cast, the lists that a new district starts with, and the named stock into a fresh database. */
export function districtWithLists(engine: Engine): Promise<{ w: Cast; s: Shelf }> {
  return filled(engine, 'district with lists', async () => {
    const w = await makeWorld(engine);
    await installStartingLists(await systemCtx(testApp(engine).services, 'system'));
    return { w, s: await stockWorld(engine, w) };
  });
}

/** Writes the cast, a few faults and the named stock into a fresh database. */
export function stockWithFaults(engine: Engine): Promise<{ w: Cast; s: Shelf }> {
  return filled(engine, 'stock with faults', async () => {
    const w = await makeWorld(engine);
    await engine.batch(faultRows());
    return { w, s: await stockWorld(engine, w) };
  });
}
