import type { Ctx } from '../context.ts';
import { type Change, must } from '../db/commit.ts';
import type { Query } from '../db/query.ts';

/**
 * Which of the things have lines of history after those that an import wrote: they were touched since. That another
 * row of the same import was taken back is no touch.
 * @param about lines about other things on a device count as well (its repairs): for devices that the import made
 */
export async function touchedSince(
  ctx: Ctx,
  things: readonly string[],
  imported: string,
  about = false,
): Promise<Set<string>> {
  const rows = await ctx.db.all(touched(things, imported, about));
  return new Set(rows.map((row) => row.thing));
}

/** The commit fails where one of the things was touched after it was looked whether any was. */
export function stillUntouched(things: readonly string[], imported: string, about = false): Change {
  if (things.length === 0) return null;
  const { sql, parameters } = touched(things, imported, about);
  return must('nobody touched what is taken back', {
    sql: `SELECT 1 WHERE NOT EXISTS (${sql})`,
    parameters,
  });
}

function touched(things: readonly string[], imported: string, about: boolean): Query<{ thing: string }> {
  return {
    sql: `SELECT j.value AS thing FROM json_each(?) AS j
          WHERE (SELECT max(r.seq) FROM records AS r WHERE r.thing = j.value)
              > ifnull((SELECT max(r.seq) FROM records AS r WHERE r.thing = j.value
                  AND r.data ->> 'import' = ?), 0)
            ${about ? 'OR EXISTS (SELECT 1 FROM records AS r WHERE r.device = j.value AND r.thing <> j.value)' : ''}`,
    parameters: [JSON.stringify(things), imported],
  };
}
