import type { Table } from './table.ts';

/** What a directory elsewhere says: whoever brings data in; who left with a device: whoever takes it back. */
export const DIRECTORY_ROUTES: Table = {
  'GET /directory': 'f f f f y f f f y',
  'GET /directory/look': 'f f f f y f f f y',
  'GET /directory/runs/:run': 'f f f f y f f f y',
  'POST /directory/runs': 'f f f f y f f f y',
  'POST /directory/runs/:run/approve': 'f f f f y f f f y',
  'POST /directory/runs/:run/refuse': 'f f f f y f f f y',
  'GET /people/leavers': 'y y y y y y y f y',
  'POST /people/leavers/:device': 'y y y y y y - f y',
  'GET /settings/directory': 'f f f f f f f f y',
  'POST /settings/directory': 'f f f f f f f f y',
};
