/** Stock of the demo: counts and transfers, as a manager and the drivers would enter them. */
import { takeOverStock, transfer } from '../stock/ledger-actions.ts';
import type { Stage } from './demo-stage.ts';
import type { StockEvent } from './plan-types.ts';

export type StockAct = { at: string; by: number; events: readonly StockEvent[] };

/** As many parts as one form takes. */
const AT_ONCE = 50;

/** What somebody enters at one moment for one bin is one form. */
export function stockActs(events: Iterable<StockEvent>): StockAct[] {
  const acts = new Map<string, StockEvent[]>();
  for (const event of events) {
    const bins = event.what === 'transfer' ? `${event.bin} ${event.to}` : event.bin;
    const key = `${event.at} ${event.what} ${event.by} ${bins}`;
    const same = acts.get(key);
    if (same) same.push(event);
    else acts.set(key, [event]);
  }
  const out: StockAct[] = [];
  for (const same of acts.values())
    for (let i = 0; i < same.length; i += AT_ONCE) {
      const part = same.slice(i, i + AT_ONCE);
      const [first] = part as [StockEvent];
      out.push({ at: first.at, by: first.by, events: part });
    }
  return out;
}

export async function playStock(stage: Stage, { at, by, events }: StockAct): Promise<void> {
  const ctx = stage.ctx(by, at);
  const [first] = events as [StockEvent];
  const bin = stage.bins.get(first.bin) ?? '';
  const quantities = events.map(({ sku, quantity }) => [stage.parts.get(sku) ?? '', quantity] as const);
  if (first.what === 'transfer') {
    const to = stage.bins.get(first.to) ?? '';
    await transfer(ctx, { from: bin, to, how: 'now', note: '', quantity: Object.fromEntries(quantities) });
    return;
  }
  // What arrives is counted in until there are orders to receive it against.
  const held = await ctx.db.all<{ part: string; on_hand: number }>({
    sql: 'SELECT part, on_hand FROM stock WHERE bin = ?',
    parameters: [bin],
  });
  const had = new Map(held.map((row) => [row.part, row.on_hand]));
  const counted = quantities.map(([part, quantity]) => [part, (had.get(part) ?? 0) + quantity] as const);
  await takeOverStock(ctx, bin, Object.fromEntries(counted));
}
