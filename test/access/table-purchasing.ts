import type { Table } from './table.ts';

/** Purchasing: orders, budget: see, see, see, propose, approve, no, see, no. Receiving: no intern, no auditor. */
export const PURCHASING_ROUTES: Table = {
  // /purchasing/suppliers
  'GET /purchasing/suppliers': 'y y y y y f f y f',
  'GET /purchasing/suppliers/:id': 'y y y y y f f y f',
  'GET /purchasing/suppliers/:id/edit': 'f f f f y f f f f',
  'POST /purchasing/suppliers/:id/edit': 'f f f f y f f f f',
  'GET /purchasing/suppliers/:id/prices/:part': 'y y y y y f f y f',
  'POST /purchasing/suppliers/:id/prices/:part/end': 'f f f f y f f f f',
  'GET /purchasing/suppliers/:id/prices/new': 'f f f f y f f f f',
  'POST /purchasing/suppliers/:id/prices/new': 'f f f f y f f f f',
  'POST /purchasing/suppliers/:id/retire': 'f f f f y f f f f',
  'GET /purchasing/suppliers/new': 'f f f f y f f f f',
  'POST /purchasing/suppliers/new': 'f f f f y f f f f',
  // /api/v1/suppliers
  'GET /api/v1/suppliers': 'y y y y y f f y f',
  'POST /api/v1/suppliers': 'f f f f y f f f f',
  'GET /api/v1/suppliers/:id': 'y y y y y f f y f',
  'PUT /api/v1/suppliers/:id': 'f f f f y f f f f',
  'GET /api/v1/suppliers/:id/prices': 'y y y y y f f y f',
  'POST /api/v1/suppliers/:id/prices': 'f f f f y f f f f',
  'GET /api/v1/suppliers/:id/prices/:part': 'y y y y y f f y f',
  'POST /api/v1/suppliers/:id/prices/:part/end': 'f f f f y f f f f',
  'POST /api/v1/suppliers/:id/retire': 'f f f f y f f f f',
};
