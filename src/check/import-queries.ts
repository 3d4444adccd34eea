import type { Rule } from './rules.ts';

const KEPT: readonly [column: string, rows: string][] = [
  ['creates', "SELECT count(*) FROM import_plans AS p WHERE p.import = i.n AND p.does = 'create'"],
  ['changes', "SELECT count(*) FROM import_plans AS p WHERE p.import = i.n AND p.does = 'change'"],
  ['sames', "SELECT count(*) FROM import_plans AS p WHERE p.import = i.n AND p.does = 'same'"],
  ['rejects', "SELECT count(*) FROM import_plans AS p WHERE p.import = i.n AND p.does = 'reject'"],
  ['applied', 'SELECT count(*) FROM import_applied AS a WHERE a.import = i.n'],
  ['undone', 'SELECT count(*) FROM import_applied AS a WHERE a.import = i.n AND a.undone_at IS NOT NULL'],
  ['kept', "SELECT count(*) FROM import_applied AS a WHERE a.import = i.n AND a.why_kept <> ''"],
];

/** What is being let go is in between. */
const WHOLE = "i.cleared_at IS NULL AND (i.ended_at IS NULL OR i.ended_at > date('now', '-29 days'))";

export const IMPORT_RULES: readonly Rule[] = KEPT.map(([column, rows]) => ({
  name: `an import counts its rows: ${column}`,
  sql: `SELECT i.id AS what FROM imports AS i WHERE ${WHOLE} AND i.${column} <> (${rows})`,
}));
