import type { Table } from './table.ts';

/** Orders, budget, forecast: see, see, see, propose, approve, no, see, no. The fleet's plan is a manager's. */
export const FORECAST_ROUTES: Table = {
  // /plan
  'GET /plan': 'y y y y y f f y f',
  'POST /plan/propose': 'f f f y y f f f f',
  // /forecast
  'GET /forecast': 'y y y y y f f y f',
  'GET /forecast/backtest': 'y y y y y f f y f',
  'GET /forecast/failures': 'y y y y y f f y f',
  'GET /forecast/groups/:id': 'y y y y y f f y f',
  'GET /forecast/runs': 'y y y y y f f y f',
  'POST /forecast/runs': 'f f f y y f f f f',
  'GET /forecast/runs/:id': 'y y y y y f f y f',
  // /fleet-plan
  'GET /fleet-plan': 'y y y y y f f y f',
  'GET /fleet-plan/rows/new': 'f f f f y f f f f',
  'POST /fleet-plan/rows/new': 'f f f f y f f f f',
  'POST /fleet-plan/rows/:id/withdraw': 'f f f f y f f f f',
  'GET /fleet-plan/settings': 'f f f f y f f f f',
  'POST /fleet-plan/settings': 'f f f f y f f f f',
  'GET /fleet-plan/scenarios/new': 'f f f f y f f f f',
  'POST /fleet-plan/scenarios/new': 'f f f f y f f f f',
  'GET /fleet-plan/scenarios/:id': 'y y y y y f f y f',
  'GET /fleet-plan/scenarios/:id/edit': 'f f f f y f f f f',
  'POST /fleet-plan/scenarios/:id/edit': 'f f f f y f f f f',
  'POST /fleet-plan/scenarios/:id/retire': 'f f f f y f f f f',
  'POST /fleet-plan/scenarios/:id/keep': 'f f f f y f f f f',
  'POST /fleet-plan/scenarios/:id/collection': 'f f f f y f f f f',
  // /api/v1/plan, /api/v1/forecast
  'GET /api/v1/plan': 'y y y y y f f y f',
  'POST /api/v1/plan/orders': 'f f f y y f f f f',
  'GET /api/v1/forecast': 'y y y y y f f y f',
  'GET /api/v1/forecast/backtest': 'y y y y y f f y f',
  'GET /api/v1/forecast/failures': 'y y y y y f f y f',
  'GET /api/v1/forecast/groups/:id': 'y y y y y f f y f',
  'GET /api/v1/forecast/runs': 'y y y y y f f y f',
  'POST /api/v1/forecast/runs': 'f f f y y f f f f',
  'GET /api/v1/forecast/runs/:id': 'y y y y y f f y f',
  // /api/v1/fleet-plan
  'GET /api/v1/fleet-plan': 'y y y y y f f y f',
  'POST /api/v1/fleet-plan/rows': 'f f f f y f f f f',
  'POST /api/v1/fleet-plan/rows/:id/withdraw': 'f f f f y f f f f',
  'PUT /api/v1/fleet-plan/settings': 'f f f f y f f f f',
  'GET /api/v1/fleet-plan/scenarios': 'y y y y y f f y f',
  'POST /api/v1/fleet-plan/scenarios': 'f f f f y f f f f',
  'GET /api/v1/fleet-plan/scenarios/:id': 'y y y y y f f y f',
  'PUT /api/v1/fleet-plan/scenarios/:id': 'f f f f y f f f f',
  'POST /api/v1/fleet-plan/scenarios/:id/retire': 'f f f f y f f f f',
  'POST /api/v1/fleet-plan/scenarios/:id/keep': 'f f f f y f f f f',
  'POST /api/v1/fleet-plan/scenarios/:id/collection': 'f f f f y f f f f',
};
