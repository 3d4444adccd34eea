import type { Table } from './table.ts';

/**
 * Lots, and parts out of devices. Who proposes to dispose of a device gathers and scans; who disposes
 * approves and closes. Harvest: an intern no, level I proposes.
 */
export const DISPOSAL_ROUTES: Table = {
  'GET /devices/:id/harvest': 'f y y y y f f f f',
  'POST /devices/:id/harvest': 'f y y y y f f f f',
  'GET /disposal/donors': 'f y y y y f f f f',
  'GET /disposal/donors/:repair': 'f y y y y f f f f',
  'POST /disposal/donors/:repair': 'f y y y y f f f f',
  'GET /disposal/lots': 'y y y y y f f y y',
  'GET /disposal/lots/:id': 'y y y y y f f y y',
  'GET /disposal/lots/:id/certificate': 'y y y y y f f y y',
  'GET /disposal/lots/:id/close': 'f f f f y f f f y',
  'POST /disposal/lots/:id/close': 'f f f f y f f f y',
  'POST /disposal/lots/:id/devices/:device/back': 'y y y y y f f f y',
  'POST /disposal/lots/:id/devices/:device/remove': 'y y y y y f f f y',
  'GET /disposal/lots/:id/load-out': 'y y y y y f f f y',
  'POST /disposal/lots/:id/load-out': 'y y y y y f f f y',
  // Approving: what a specialist has gathered.
  'POST /disposal/lots/:id/move': 'f f f f y f f f y',
  'GET /disposal/lots/:id/prepare': 'y y y y y f f f y',
  'POST /disposal/lots/:id/prepare': 'y y y y y f f f y',
  'POST /disposal/lots/:id/scan': 'y y y y y f f f y',
  'POST /disposal/lots/:id/tick': 'y y y y y f f f y',
  'GET /disposal/lots/new': 'y y y y y f f f y',
  'POST /disposal/lots/new': 'y y y y y f f f y',
  'GET /api/v1/devices/:device/harvest': 'f y y y y f f f f',
  'POST /api/v1/devices/:device/harvest': 'f y y y y f f f f',
  'GET /api/v1/donors': 'f y y y y f f f f',
  'POST /api/v1/donors': 'f y y y y f f f f',
  'GET /api/v1/donors/:repair': 'f y y y y f f f f',
  'GET /api/v1/lots': 'y y y y y f f y y',
  'POST /api/v1/lots': 'y y y y y f f f y',
  'GET /api/v1/lots/:id': 'y y y y y f f y y',
  'POST /api/v1/lots/:id/close': 'f f f f y f f f y',
  'GET /api/v1/lots/:id/devices': 'y y y y y f f y y',
  'POST /api/v1/lots/:id/devices': 'y y y y y f f f y',
  'POST /api/v1/lots/:id/devices/:device/back': 'y y y y y f f f y',
  'POST /api/v1/lots/:id/devices/:device/remove': 'y y y y y f f f y',
  'POST /api/v1/lots/:id/load-out': 'y y y y y f f f y',
  'POST /api/v1/lots/:id/move': 'f f f f y f f f y',
  'POST /api/v1/lots/:id/tick': 'y y y y y f f f y',
};
