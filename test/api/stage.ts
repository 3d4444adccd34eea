import { createHash } from 'node:crypto';
import type { Engine, Row } from '../../src/db/engine.ts';
import { type Answer, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { filled } from '../support/filled.ts';
import { districtWithLists } from '../support/lists.ts';
import type { Call, Stage } from './calls.ts';

/** Where the engine can give everything that it holds at once. */
interface StageEngine extends Engine {
  bytes?: (() => Buffer) | undefined;
}

export interface FullStage extends Stage {
  engine: StageEngine;
  /** how often something was written; a database that was not written to need not be looked at */
  writes(): number;
}

const TODAY = '2027-03-02';

/** A fresh database with the cast, their stock and the lists that a new district has. */
export async function makeStage(): Promise<FullStage> {
  let written = 0;
  const inner = freshDatabase();
  const engine: StageEngine = {
    bytes: inner.bytes?.bind(inner),
    read: (statements) => inner.read(statements),
    batch: async (statements) => {
      await inner.batch(statements);
      written += 1;
    },
  };
  const { w, s } = await filled(inner, 'stage', async () => {
    const things = await districtWithLists(inner);
    // That a token was used is noted whatever it is used for: here it was used today.
    await inner.batch([{ sql: 'UPDATE api_tokens SET last_used_on = ?', parameters: [TODAY] }]);
    return things;
  });
  const app = testApp(engine);
  return { engine, app, w, s, made: {}, writes: () => written };
}

/** Digests of everything that is stored: the same before and after what was refused. */
export async function dump(engine: StageEngine): Promise<Record<string, string>> {
  const bytes = engine.bytes?.();
  if (bytes) return { everything: createHash('sha1').update(bytes).digest('base64url') };
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

function digestOf(rows: readonly Row[]): string {
  return createHash('sha256').update(JSON.stringify(rows)).digest('base64url');
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
