import type { Engine } from '../../src/db/engine.ts';
import { installStartingLists } from '../../src/repairs/install-starting-lists.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { type Answer, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { stockWorld } from '../support/stock.ts';
import { makeWorld } from '../support/world.ts';
import type { Call, Stage } from './calls.ts';

/** A fresh database with the cast, their stock and the lists that a new district has. */
export async function makeStage(): Promise<Stage & { engine: Engine }> {
  const engine = freshDatabase();
  const w = await makeWorld(engine);
  const app = testApp(engine);
  await installStartingLists(await systemCtx(app.services, 'system'));
  const s = await stockWorld(engine, w);
  return { engine, app, w, s, made: {} };
}

/** Everything that is stored, as one text: the same before and after what was refused. */
export async function dump(engine: Engine): Promise<string> {
  const [tables = []] = await engine.read([
    {
      sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_fts%' AND name NOT LIKE '\\_cf%' ESCAPE '\\' ORDER BY name",
      parameters: [],
    },
  ]);
  const rows = await engine.read(
    tables.map(({ name }) => ({ sql: `SELECT * FROM ${String(name)}`, parameters: [] })),
  );
  return JSON.stringify(rows);
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
