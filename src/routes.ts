import type { Hono } from 'hono';
import { linkRoutes } from './accounts/link-routes.tsx';
import { meRoutes } from './accounts/me-routes.tsx';
import { signInRoutes } from './accounts/sign-in-routes.tsx';
import { userRoutes } from './accounts/user-routes.tsx';
import { apiRoutes } from './api/routes.tsx';
import { custodyRoutes } from './custody/routes.tsx';
import { sessionRoutes } from './custody/session-routes.tsx';
import { customFieldRoutes } from './custom-fields/routes.tsx';
import { deviceRoutes } from './devices/routes.tsx';
import { healthRoutes } from './health/routes.ts';
import { historyRoutes } from './history/routes.tsx';
import { locationRoutes } from './locations/routes.tsx';
import { photoRoutes } from './photos/routes.tsx';
import { proposalRoutes } from './proposals/routes.tsx';
import { repairRoutes } from './repairs/routes.tsx';
import { scanRoutes } from './scan/routes.tsx';
import { searchRoutes } from './search/routes.tsx';
import { stockRoutes } from './stock/routes.tsx';
import { todayRoutes } from './today/routes.tsx';
import type { AppEnv } from './web/env.ts';

/** Every domain's pages. */
export function mountRoutes(app: Hono<AppEnv>): void {
  app.route('/', apiRoutes);
  app.route('/', custodyRoutes);
  app.route('/', sessionRoutes);
  app.route('/', customFieldRoutes);
  app.route('/', deviceRoutes);
  app.route('/', healthRoutes);
  app.route('/', linkRoutes);
  app.route('/', historyRoutes);
  app.route('/', locationRoutes);
  app.route('/', meRoutes);
  app.route('/', proposalRoutes);
  app.route('/', photoRoutes);
  app.route('/', repairRoutes);
  app.route('/', scanRoutes);
  app.route('/', searchRoutes);
  app.route('/', signInRoutes);
  app.route('/', stockRoutes);
  app.route('/', todayRoutes);
  app.route('/', userRoutes);
}
