import type Sqlite from 'better-sqlite3';
import type { Load } from './bulk-load.ts';
import type { Chain } from './bulk-records.ts';
import { Rows } from './bulk-rows.ts';
import type { StockEvent } from './plan-types.ts';

const COLUMNS = 'id part bin quantity why repair repair_part transfer done_at at person value_cents'.split(
  ' ',
);

/** As many parts as the app's forms take at once. */
const AT_ONCE = 50;

type Movement = {
  part: string;
  bin: string;
  quantity: number;
  why: 'use' | 'opening' | 'receive' | 'transfer';
  repair?: string;
  repairPart?: string;
  transfer?: string;
  at: string;
  by: string | null;
};

/** The stock ledger. Its lines wait until the end, since use is known device by device and not in order of time. */
export class Ledger {
  readonly #file: Sqlite.Database;
  readonly #load: Load;
  readonly #lines: Rows;
  readonly #onHand = new Map<string, number>();
  readonly #prices = new Map<string, number>();
  readonly #chains = new Map<string, Chain>();

  constructor(file: Sqlite.Database, load: Load) {
    this.#file = file;
    this.#load = load;
    file.exec(`CREATE TABLE waiting.movements (${COLUMNS.join(', ')})`);
    this.#lines = new Rows(file, 'waiting.movements', COLUMNS);
  }

  get count(): number {
    return this.#lines.count;
  }

  post({ part, bin, quantity, why, repair, repairPart, transfer, at, by }: Movement): void {
    const id = this.#load.ids.next();
    const more = [repair ?? null, repairPart ?? null, transfer ?? null];
    // Whatever comes in does so at its price: that is the moving average too.
    const value = quantity * (this.#prices.get(part) ?? 0);
    this.#lines.add(id, part, bin, quantity, why, ...more, at, at, by, value);
    count(this.#onHand, `${bin} ${part}`, quantity);
  }

  /** What one of a part costs, from when the part was made. */
  price(part: string, cents: number): void {
    this.#prices.set(part, cents);
  }

  /** Opening counts, receipts and transfers: those of one moment and bin are one thing that somebody did. */
  stock(events: Iterable<StockEvent>): void {
    let moment = '';
    const same = new Map<string, StockEvent[]>();
    const write = () => {
      for (const list of same.values())
        for (let i = 0; i < list.length; i += AT_ONCE) this.#one(list.slice(i, i + AT_ONCE));
      same.clear();
    };
    for (const event of events) {
      const now = `${event.at} ${event.what} ${event.by}`;
      if (now !== moment) write();
      moment = now;
      const bins = event.what === 'transfer' ? `${event.bin} ${event.to}` : event.bin;
      const list = same.get(bins);
      if (list) list.push(event);
      else same.set(bins, [event]);
    }
    write();
  }

  #one(events: readonly StockEvent[]): void {
    const load = this.#load;
    const [first] = events as [StockEvent];
    const { at, what } = first;
    const by = load.person(first.by);
    const from = load.bins.get(first.bin) as { id: string };
    const moves = events.map(({ sku, quantity }) => ({ part: load.parts.get(sku)?.id ?? '', quantity }));
    if (what !== 'transfer') {
      for (const move of moves) this.post({ ...move, bin: from.id, why: what, at, by });
      const counts = moves.map(({ part, quantity }) => ({ part, counted: quantity, books: 0 }));
      if (what === 'opening') this.#record(first.bin, 'counted', at, by, { counts });
      else this.#record(first.bin, 'received parts', at, by, { moves });
      return;
    }
    const to = load.bins.get(first.to) as { id: string };
    const transfer = load.ids.next();
    for (const { part, quantity } of moves) {
      this.post({ part, quantity: -quantity, bin: from.id, why: 'transfer', transfer, at, by });
      this.post({ part, quantity, bin: to.id, why: 'transfer', transfer, at, by });
    }
    const data = { transfer, from: from.id, to: to.id, moves };
    this.#record(first.bin, 'sent parts', at, by, data);
    this.#record(first.to, 'got parts', at, by, data);
  }

  /** The chain of a bin's history, begun where the bin was made. */
  begin(bin: string, chain: Chain): void {
    this.#chains.set(bin, chain);
  }

  #record(bin: string, verb: string, at: string, person: string | null, data: Record<string, unknown>): void {
    const chain = this.#chains.get(bin) as Chain;
    const site = this.#load.bins.get(bin)?.site ?? null;
    this.#load.records.add(chain, { kind: 'bin', verb, at, person, site, data });
  }

  /** Writes the ledger in the order of time, and what lies in each bin now. */
  settle(): void {
    this.#lines.flush();
    const columns = COLUMNS.join(', ');
    this.#file.exec(
      `INSERT INTO movements (${columns}) SELECT ${columns} FROM waiting.movements ORDER BY at, rowid`,
    );
    const { stock, part_values } = this.#load.tables;
    const held = new Map<string, number>();
    for (const key of [...this.#onHand.keys()].sort()) {
      const [bin = '', part = ''] = key.split(' ');
      const onHand = this.#onHand.get(key) ?? 0;
      stock.add(bin, part, onHand);
      count(held, part, onHand);
    }
    for (const [part, onHand] of held) part_values.add(part, onHand, onHand * (this.#prices.get(part) ?? 0));
  }
}

export function count(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
