import type { Table } from './table.ts';

const ADMINS = 'f f f f f f f f y';
const MANAGERS = 'f f f f y f f f f';
const WORKERS = 'y y y y y f f f f';

/** JSON of what pages did alone before: the same rights as theirs. */
export const WORK_ROUTES: Table = {
  'GET /api/v1/mentions': 'y y y y y y y y y',
  'POST /api/v1/mentions/:note/seen': '- - - y - - - - -',
  'GET /api/v1/phones': ADMINS,
  'GET /api/v1/phones/entries': MANAGERS,
  'POST /api/v1/audits/:id/findings/:finding/photos': 'y y y y y y - y y',
  'GET /api/v1/settings/areas': ADMINS,
  'PUT /api/v1/settings/audits': ADMINS,
  'PUT /api/v1/settings/counts': ADMINS,
  'PUT /api/v1/settings/orders': ADMINS,
  'PUT /api/v1/settings/phones': ADMINS,
  'POST /api/v1/settings/visits': ADMINS,
  'POST /api/v1/settings/visits/windows': ADMINS,
  'DELETE /api/v1/settings/visits/windows/:window': ADMINS,
  'POST /api/v1/settings/visits/miles': ADMINS,
  'PUT /api/v1/visits/:visit': WORKERS,
  'POST /api/v1/visits/:visit/follow-ups/:followUp/done': WORKERS,
  'POST /api/v1/visits/:visit/photos': WORKERS,
  'POST /api/v1/visits/move': WORKERS,
  'POST /api/v1/visits/order': WORKERS,
  'POST /api/v1/visits/load/:day/unticks': WORKERS,
  'POST /api/v1/visits/vehicle/back': WORKERS,
  'POST /api/v1/visits/vehicle/drop-off': 'f y f y f f f f f',
  // A drive is taken back by whoever made it.
  'POST /api/v1/visits/drives/:drive/withdraw': '- - - y - f f f f',
  'GET /api/v1/visits/overtime': MANAGERS,
  'POST /api/v1/visits/overtime/:overtime/decide': MANAGERS,
};
