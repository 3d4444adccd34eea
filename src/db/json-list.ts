import { type ExpressionBuilder, type RawBuilder, sql } from 'kysely';

/**
 * The right side of an IN: one JSON parameter, however long the list is. D1 takes 100 parameters.
 * Use: `.where('top', 'in', (e) => idsOf(e, sites))`.
 */
export function idsOf<DB, TB extends keyof DB>(
  _: ExpressionBuilder<DB, TB>,
  values: readonly string[],
): RawBuilder<string> {
  return sql<string>`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
}
