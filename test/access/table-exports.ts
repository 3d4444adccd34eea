import type { Table } from './table.ts';

/** Lists as files: everybody's that sees them, an intern's own alone. The list that is asked about is the repairs. */
export const EXPORT_ROUTES: Table = {
  'GET /exports/lists/:list': 'y y y y y y y y y',
  'GET /exports/choose/:list': 'y y y y y y y y y',
  'GET /exports': 'y y y y y y y y y',
  'GET /exports/save/:list': 'y y y y y y y y y',
  'POST /exports/save/:list': 'y y y y y y y y y',
  // This one is the manager's.
  'GET /exports/:id/file': '- - - - y - - - -',
  'POST /exports/:id/make': '- - - - y - - - -',
  'POST /exports/:id/link': '- - - - y - - - -',
  'POST /exports/:id/unlink': '- - - - y - - - -',
  'POST /exports/:id/end': '- - - - y - - - -',
  'GET /people/:id/privacy': 'f f f f y f f f y',
  'POST /people/:id/privacy': 'f f f f f f f f y',
  'POST /people/:id/data': 'f f f f y f f f y',
  'GET /settings/take-out': 'f f f f f f f f y',
  'POST /settings/take-out': 'f f f f f f f f y',
};
