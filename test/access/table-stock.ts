import type { Table } from './table.ts';

/**
 * The ledger: seen by all who see stock; transfers are the technicians' and managers'; kits are made like
 * parts; scrap: intern no, specialist I proposes, II and up yes. Reservations are work on a repair.
 */
export const STOCK_ROUTES: Table = {
  // /stock
  'GET /stock/bins/:id/scrap': 'f y y y y f f f f',
  'POST /stock/bins/:id/scrap': 'f y y y y f f f f',
  'GET /stock/kits': 'y y y y y f f y y',
  'GET /stock/kits/:id': 'y y y y y f f y y',
  'GET /stock/kits/:id/edit': 'f f f f y f f f y',
  'POST /stock/kits/:id/edit': 'f f f f y f f f y',
  'POST /stock/kits/:id/retire': 'f f f f y f f f y',
  'GET /stock/kits/new': 'f f f f y f f f y',
  'POST /stock/kits/new': 'f f f f y f f f y',
  'GET /stock/movements': 'y y y y y f f y y',
  'GET /stock/transfers': 'y y y y y f f y y',
  'GET /stock/transfers/:id': 'y y y y y f f y y',
  'POST /stock/transfers/:id/arrive': 'y y y y y f f f f',
  'GET /stock/value': 'y y y y y f f y y',
  // /repairs
  'GET /repairs/:ref/reserve': 'y y y y y f f f f',
  'POST /repairs/:ref/reserve': 'y y y y y f f f f',
  'POST /repairs/:ref/reservations/:id/release': 'y y y y y f f f f',
  // /api/v1
  'GET /api/v1/repairs/:repair/reservations': 'y y y y y f f y y',
  'POST /api/v1/repairs/:repair/reservations': 'y y y y y f f f f',
  'POST /api/v1/repairs/:repair/reservations/:id/release': 'y y y y y f f f f',
  'GET /api/v1/stock/kits': 'y y y y y f f y y',
  'POST /api/v1/stock/kits': 'f f f f y f f f y',
  'GET /api/v1/stock/kits/:id': 'y y y y y f f y y',
  'PUT /api/v1/stock/kits/:id': 'f f f f y f f f y',
  'POST /api/v1/stock/kits/:id/retire': 'f f f f y f f f y',
  'GET /api/v1/stock/movements': 'y y y y y f f y y',
  'POST /api/v1/stock/scraps': 'f y y y y f f f f',
  'GET /api/v1/stock/transfers': 'y y y y y f f y y',
  'GET /api/v1/stock/transfers/:id': 'y y y y y f f y y',
  'POST /api/v1/stock/transfers/:id/arrive': 'y y y y y f f f f',
  'GET /api/v1/stock/value': 'y y y y y f f y y',
  'GET /api/v1/stock/value/bins': 'y y y y y f f y y',
  'GET /api/v1/stock/value/parts': 'y y y y y f f y y',
};
