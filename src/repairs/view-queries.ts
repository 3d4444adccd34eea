import type { Query } from '../db/query.ts';

/** A list's filters under a name of one's own. */
export interface SavedView {
  id: string;
  name: string;
  /** the query string without a question mark */
  query: string;
}

export function savedViews(person: string | null, page: string): Query<SavedView> {
  return {
    sql: 'SELECT id, name, query FROM saved_views WHERE person = ? AND page = ? ORDER BY name LIMIT 30',
    parameters: [person, page],
  };
}
