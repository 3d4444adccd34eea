/**
 * Columns that a partial index compares with a constant: a query finds such an index only where SQLite may look at
 * the value that is bound. A test holds the list to the migrations.
 */
export const LOOKED_AT: ReadonlySet<string> = new Set([
  'active',
  'above_level',
  'from_phone',
  'funding_source',
  'kind',
  'outcome',
  'short',
  'state',
  'to_confirm',
  'unidentified',
  'waiting',
]);

const BARE = /([\w"]+)(\s*=\s*)\?|(\b(?:limit|offset)\s+)\?/gi;

/**
 * The same statement with a plan that stays. Where a bare `?` stands after `=` in a sorted query, or as its limit,
 * SQLite makes the plan anew on every run, because the value might change it: that costs more than most of our
 * queries do. A plus before it is no operation and says that the value is not to be looked at.
 */
export function steady(sql: string): string {
  return sql.replace(BARE, (all, column: string | undefined, equals: string, limit: string | undefined) => {
    if (limit !== undefined) return `${limit}+?`;
    const name = (column ?? '').replaceAll('"', '').toLowerCase();
    return LOOKED_AT.has(name) ? all : `${column}${equals}+?`;
  });
}
