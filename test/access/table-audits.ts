import type { Table } from './table.ts';

/*
 * Everybody runs audits, a contact those of the own school; findings are settled by specialists and managers,
 * proposed by interns, contacts and auditors; III, managers and auditors sign.
 */
const SEE = 'y y y y y y - y y';
const LIST = 'y y y y y y y y y';
const SETTLE = 'y y y y y y - y f';
const APPLY = 'f y y y y f f f f';
const SIGN = 'f f f y y f f y f';
const ADMIN = 'f f f f f f f f y';

/** Audits, their findings, and what they prove. */
export const AUDIT_ROUTES: Table = {
  'GET /audits': LIST,
  'GET /audits/due': LIST,
  'GET /audits/missing': LIST,
  'GET /audits/new': LIST,
  'POST /audits/new': LIST,
  'GET /audits/inventory': SEE,
  'GET /audits/inventory.csv': SEE,
  'GET /audits/verify': LIST,
  'GET /audits/:id': SEE,
  'POST /audits/:id/start': SEE,
  'POST /audits/:id/close': SEE,
  'POST /audits/:id/reopen': SEE,
  'POST /audits/:id/call-off': SEE,
  'POST /audits/:id/sign': SIGN,
  'POST /audits/:id/corrections': SIGN,
  'GET /audits/:id/count': SEE,
  'POST /audits/:id/count': SEE,
  'POST /audits/:id/count/undo': SEE,
  'GET /audits/:id/progress': SEE,
  'GET /audits/:id/report': SEE,
  'GET /audits/:id/findings.csv': SEE,
  'GET /audits/:id/findings': SEE,
  'POST /audits/:id/findings': SETTLE,
  'GET /audits/:id/findings/:finding': SEE,
  'POST /audits/:id/findings/:finding': SETTLE,
  'POST /audits/:id/findings/:finding/photos': SEE,
  'GET /audits/:id/photos/:name': SEE,
  'POST /audits/:id/resolutions/:resolution/undo': APPLY,
  'GET /settings/audits': ADMIN,
  'POST /settings/audits': ADMIN,
  'GET /api/v1/audits': LIST,
  'POST /api/v1/audits': LIST,
  'GET /api/v1/audits/due': LIST,
  'GET /api/v1/audits/missing': LIST,
  'GET /api/v1/audits/inventory': SEE,
  'GET /api/v1/audits/inventory/places': 'y y y y y f f y y',
  'GET /api/v1/audits/verify': LIST,
  'GET /api/v1/audits/:id': SEE,
  'POST /api/v1/audits/:id/start': SEE,
  'POST /api/v1/audits/:id/call-off': SEE,
  'GET /api/v1/audits/:id/list': SEE,
  'POST /api/v1/audits/:id/events': SEE,
  'POST /api/v1/audits/:id/phones': SEE,
  'POST /api/v1/audits/:id/close': SEE,
  'POST /api/v1/audits/:id/reopen': SEE,
  'GET /api/v1/audits/:id/findings': SEE,
  'POST /api/v1/audits/:id/findings/settle': SETTLE,
  'POST /api/v1/audits/:id/resolutions/:resolution/undo': APPLY,
  'POST /api/v1/audits/:id/sign': SIGN,
  'POST /api/v1/audits/:id/corrections': SIGN,
};
