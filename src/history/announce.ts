import type { Ctx } from '../context.ts';
import type { Statement } from '../db/engine.ts';
import type { RecordEntry } from './record.ts';

/*
 * What a commit writes into history goes to webhooks as well: found by kind and verb in the same commit, so that no
 * use case knows of webhooks. While there is none, the table of subscriptions is empty and nothing is looked at.
 */

const TELL = `INSERT INTO webhook_deliveries (webhook, message, event, thing, seq, at, next_at)
  SELECT w.webhook, (j.value ->> 0) || '_' || (j.value ->> 1), w.event, j.value ->> 0, j.value ->> 1, ?, ?
  FROM json_each(CASE WHEN EXISTS (SELECT 1 FROM webhook_subscriptions) THEN ? ELSE '[]' END) AS j
  CROSS JOIN webhook_subscriptions AS w ON w.kind = j.value ->> 2 AND w.verb = j.value ->> 3
  WHERE true ON CONFLICT (webhook, message) DO NOTHING`;

/** A shortfall has no line of history of its own: its repair's line stands for it. */
const TELL_SHORTFALLS = `INSERT INTO webhook_deliveries (webhook, message, event, thing, at, next_at)
  SELECT w.webhook, 'shortfall_' || s.id, w.event, s.id, ?, ?
  FROM webhook_subscriptions AS w CROSS JOIN json_each(?) AS j CROSS JOIN shortfalls AS s
  WHERE w.kind = 'shortfall' AND s.repair = j.value AND s.id > w.since
    AND s.settled_at IS NULL AND s.withdrawn_at IS NULL
  ON CONFLICT (webhook, message) DO NOTHING`;

/** Lines of a repair after which a part may be missing in the books. */
const USES_PARTS = new Set(['quick repair', 'finished', 'lines finished', 'worked on']);

const LINES_PER_STATEMENT = 1_000;

/**
 * The statements that put what happened before every webhook that asked for it.
 * @param lines of this commit, each with its place in its thing's chain
 */
export function announcements(
  ctx: Pick<Ctx, 'now'>,
  records: readonly RecordEntry[],
  lines: readonly (readonly [thing: string, seq: number, kind: string, verb: string])[],
): Statement[] {
  const statements: Statement[] = [];
  for (let i = 0; i < lines.length; i += LINES_PER_STATEMENT) {
    const some = JSON.stringify(lines.slice(i, i + LINES_PER_STATEMENT));
    statements.push({ sql: TELL, parameters: [ctx.now, ctx.now, some] });
  }
  const repairs = records.flatMap(({ record }) =>
    record.kind === 'repair' && USES_PARTS.has(record.verb) ? [record.thing] : [],
  );
  if (repairs.length > 0)
    statements.push({ sql: TELL_SHORTFALLS, parameters: [ctx.now, ctx.now, JSON.stringify(repairs)] });
  return statements;
}
