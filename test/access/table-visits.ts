import type { Table } from './table.ts';

/**
 * Visits: technicians have their own, managers all, auditors look on, contacts see those at their school. The
 * visit that is asked about is one of all four technicians.
 */
export const VISIT_ROUTES: Table = {
  'GET /visits': 'y y y y y y y y f',
  'GET /visits/day': 'y y y y y f f y f',
  'POST /visits/order': 'y y y y y f f f f',
  'GET /visits/suggestion': 'y y y y y f f f f',
  'GET /visits/new': 'y y y y y f f f f',
  'POST /visits/new': 'y y y y y f f f f',
  'POST /visits/move': 'y y y y y f f f f',
  'GET /visits/:id': 'y y y y y y - y f',
  'GET /visits/:id/edit': 'y y y y y f f f f',
  'POST /visits/:id/edit': 'y y y y y f f f f',
  'POST /visits/:id/set-out': 'y y y y y f f f f',
  'POST /visits/:id/arrive': 'y y y y y f f f f',
  'GET /visits/:id/leave': 'y y y y y f f f f',
  'POST /visits/:id/leave': 'y y y y y f f f f',
  'GET /visits/:id/recap': 'y y y y y y - y f',
  'POST /visits/:id/call-off': 'y y y y y f f f f',
  'POST /visits/:id/notes': 'y y y y y f f f f',
  'POST /visits/:id/follow-ups': 'y y y y y f f f f',
  'POST /visits/:id/follow-ups/:followUp/done': 'y y y y y f f f f',
  'POST /visits/:id/photos': 'y y y y y f f f f',
  'GET /visits/:id/photos/:name': 'y y y y y y - y f',
};
