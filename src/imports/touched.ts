import type { Ctx } from '../context.ts';

/**
 * Which of the things have lines of history after the one that an import wrote: they were touched since.
 * @param about lines about other things on a device count as well (its repairs): for devices that the import made
 */
export async function touchedSince(
  ctx: Ctx,
  things: readonly string[],
  imported: string,
  about = false,
): Promise<Set<string>> {
  const rows = await ctx.db.all<{ thing: string }>({
    sql: `SELECT j.value AS thing FROM json_each(?) AS j
          WHERE (SELECT max(r.seq) FROM records AS r WHERE r.thing = j.value)
              > ifnull((SELECT max(r.seq) FROM records AS r WHERE r.thing = j.value
                  AND r.data ->> 'import' = ? AND r.verb <> 'import taken back'), 0)
            ${about ? 'OR EXISTS (SELECT 1 FROM records AS r WHERE r.device = j.value AND r.thing <> j.value)' : ''}`,
    parameters: [JSON.stringify(things), imported],
  });
  return new Set(rows.map((row) => row.thing));
}
