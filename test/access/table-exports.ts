import type { Table } from './table.ts';

/** Lists as files: everybody's that sees them, an intern's own alone. The list that is asked about is the repairs. */
export const EXPORT_ROUTES: Table = {
  'GET /exports/lists/:list': 'y y y y y y y y y',
  'GET /exports/choose/:list': 'y y y y y y y y y',
};
