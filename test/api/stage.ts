import { createHash } from 'node:crypto';
import type { Engine, Row } from '../../src/db/engine.ts';
import { installStartingLists } from '../../src/repairs/install-starting-lists.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { type Answer, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { stockWorld } from '../support/stock.ts';
import { makeWorld } from '../support/world.ts';
import type { Call, Stage } from './calls.ts';

export interface FullStage extends Stage {
  engine: Engine;
  /** how often something was written; a database that was not written to need not be looked at */
  writes(): number;
}

/** A fresh database with the cast, their stock and the lists that a new district has. */
export async function makeStage(): Promise<FullStage> {
  let written = 0;
  const inner = freshDatabase();
  const engine: Engine = {
    read: (statements) => inner.read(statements),
    batch: async (statements) => {
      await inner.batch(statements);
      written += 1;
    },
  };
  const w = await makeWorld(engine);
  const app = testApp(engine);
  await installStartingLists(await systemCtx(app.services, 'system'));
  const s = await stockWorld(engine, w);
  return { engine, app, w, s, made: {}, writes: () => written };
}

/** Digests of everything that is stored, by table: the same before and after what was refused. */
export async function dump(engine: Engine): Promise<Record<string, string>> {
  const [tables = []] = await engine.read([
    {
      sql: `SELECT name FROM sqlite_master WHERE type = 'table' AND instr(name, '_fts') = 0
            AND instr(name, '_cf') = 0 ORDER BY name`,
      parameters: [],
    },
  ]);
  const names = tables.map(({ name }) => String(name));
  const rows = await engine.read(names.map((name) => ({ sql: `SELECT * FROM ${name}`, parameters: [] })));
  return Object.fromEntries(names.map((name, i) => [name, digestOf(rows[i] ?? [])]));
}

/** That a token was used is noted whatever it is used for. */
function digestOf(rows: readonly Row[]): string {
  const kept = rows.map(({ last_used_on: _, ...row }) => row);
  return createHash('sha256').update(JSON.stringify(kept)).digest('base64url');
}

/** The URL of a call: the document's path with the values in it. */
export function urlOf(path: string, call: Call, stage: Stage): string {
  const values = call.at?.(stage) ?? {};
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  const query = call.query?.(stage);
  return query ? `${filled}?${query}` : filled;
}

/** Sends a call as somebody; null: without a token. */
export function send(
  stage: Stage,
  method: string,
  path: string,
  call: Call,
  as: string | null,
): Promise<Answer> {
  const url = urlOf(path, call, stage);
  const body = method === 'get' ? undefined : (call.form?.(stage) ?? call.body?.(stage) ?? {});
  return stage.app.json(method.toUpperCase(), url, body, as);
}
