import type { Ctx } from '../context.ts';
import { Conflict } from '../errors.ts';
import { chainStatements, tailsOf } from '../history/chain.ts';
import type { RecordEntry } from '../history/record.ts';
import type { Statement } from './engine.ts';
import { compiled, type Readable } from './query.ts';

/** A statement to run, a line of history, or a list of both; null is nothing. */
export type Change = Readable<unknown> | RecordEntry | readonly Change[] | null;

const CHAIN_RETRIES = 8;

/** The words of the guard that `sameVersion` sets. */
export const SAME_VERSION = 'the version is the one that you saw';

/**
 * The only way to write: everything or nothing, with its history, once.
 * @param result what the use case answers; kept with the submission's key, so that the same
 *   submission sent again gets the same answer. Must be JSON without secrets.
 * @throws Conflict a guard or a constraint did not hold; nothing was applied
 */
export async function commit<R>(ctx: Ctx, result: R, ...changes: Change[]): Promise<R> {
  const statements: Statement[] = [];
  const records: RecordEntry[] = [];
  if (ctx.submission && ctx.actor.person)
    statements.push(keepSubmission(ctx, ctx.submission, result), ...(ctx.submission.along ?? []));
  gather(changes, statements, records);
  for (let attempt = 0; ; attempt++) {
    const began = Date.now();
    const tails = await tailsOf(ctx.db, records, attempt > 0);
    try {
      await ctx.db.batch([...statements, ...chainStatements(ctx, records, tails)]);
      return result;
    } catch (error) {
      const conflict = asConflict(error);
      if (!conflict) throw error;
      const chainMoved = conflict.kind === 'unique' && conflict.what === 'records.thing, records.seq';
      if (!chainMoved || attempt >= CHAIN_RETRIES) throw conflict;
      await apart(attempt, Date.now() - began);
    }
  }
}

/**
 * Aborts the whole commit where the query finds no row.
 * @param what words for people, without quotes: 'the repair is still open'
 */
export function must(what: string, query: Readable<unknown>): Statement {
  const { sql, parameters } = compiled(query);
  return {
    sql: `INSERT INTO guards (failed) SELECT json_extract('{}', ?) WHERE NOT EXISTS (${sql})`,
    parameters: [`must: ${what}`, ...parameters],
  };
}

/** The same failure on both engines, as a Conflict; undefined for any other error. */
export function asConflict(error: unknown): Conflict | undefined {
  if (error instanceof Conflict) return error;
  const message = error instanceof Error ? error.message : '';
  const guard = /bad JSON path: '(?:must: )?([^']*)'/.exec(message);
  if (guard?.[1]) return new Conflict(guard[1] === SAME_VERSION ? 'version' : 'must', guard[1]);
  const unique = /UNIQUE constraint failed: (?:index ')?([\w., ]+?)'?(?:: SQLITE_|$)/.exec(message);
  if (unique?.[1]) return new Conflict('unique', unique[1]);
  const check = /CHECK constraint failed: (.+?)(?:: SQLITE_|$)/.exec(message);
  if (check?.[1]) return new Conflict('check', check[1]);
  if (/FOREIGN KEY constraint failed/.test(message))
    return new Conflict('reference', 'something that it names');
  return undefined;
}

/**
 * Commits that met at one chain come back at moments of their own, ever further apart: as wide as
 * what an attempt takes, doubled each time (at most 5 s).
 * @param took milliseconds of the attempt that failed
 */
function apart(attempt: number, took: number): Promise<void> {
  const milliseconds = Math.random() * Math.min(5_000, Math.max(4, took) * 2 ** (attempt + 1));
  return new Promise((resume) => setTimeout(resume, milliseconds));
}

function gather(changes: readonly Change[], statements: Statement[], records: RecordEntry[]): void {
  for (const change of changes) {
    if (change === null) continue;
    if (Array.isArray(change)) gather(change as readonly Change[], statements, records);
    else if ('record' in change) records.push(change);
    else statements.push(compiled(change as Readable<unknown>));
  }
}

function keepSubmission(
  ctx: Ctx,
  { key, route, bodyHash, fromPhone }: NonNullable<Ctx['submission']>,
  result: unknown,
): Statement {
  return {
    sql: `INSERT INTO idempotency_keys (key, person, route, body_hash, result, at, from_phone)
          VALUES (?, ?, ?, ?, ?, ?, ?)`,
    parameters: [
      key,
      ctx.actor.person,
      route,
      bodyHash,
      JSON.stringify(result ?? null),
      ctx.now,
      fromPhone ? 1 : 0,
    ],
  };
}
