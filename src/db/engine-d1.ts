import type { D1Database } from '@cloudflare/workers-types';
import { checkedValues, type Engine, type Row, type Statement } from './engine.ts';

/** The engine on Cloudflare Workers: one D1 database, each call one network round trip. */
export class D1Engine implements Engine {
  private readonly d1: D1Database;

  constructor(d1: D1Database) {
    this.d1 = d1;
  }

  async read(statements: readonly Statement[]): Promise<Row[][]> {
    const results = await this.d1.batch<Row>(this.prepare(statements));
    return results.map((result) => result.results);
  }

  async batch(statements: readonly Statement[]): Promise<void> {
    await this.d1.batch(this.prepare(statements));
  }

  private prepare(statements: readonly Statement[]) {
    return statements.map((s) => this.d1.prepare(s.sql).bind(...checkedValues(s)));
  }
}
