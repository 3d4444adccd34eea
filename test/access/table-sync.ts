import type { Table } from './table.ts';

/** Phones: everybody has one; what it sends is held to the rights of its kind. */
export const SYNC_ROUTES: Table = {
  'GET /phones': 'f f f f f f f f y',
  'GET /phones/entries': 'f f f f y f f f f',
  'POST /phones/settings': 'f f f f f f f f y',
  'POST /phones/entries/:key': 'f f f f y f f f f',
  'GET /sync/copy/:part': '- - - - - - - - -',
  'GET /sync/copy/people/:site': 'y y y y y y - y y',
  'GET /sync/copy/sites/:site': 'y y y y y y - y y',
  'GET /sync/manifest': 'y y y y y y y y y',
  'POST /sync/entries': 'y y y y y y y y y',
  'POST /sync/entries/withdraw': 'y y y y y y y y y',
  'POST /sync/phone': 'y y y y y y y y y',
  'POST /sync/photos': 'y y y y y y y y y',
};
