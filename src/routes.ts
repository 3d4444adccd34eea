import type { Hono } from 'hono';
import { locationRoutes } from './locations/routes.tsx';
import type { AppEnv } from './web/env.ts';

/** Every domain's pages. */
export function mountRoutes(app: Hono<AppEnv>): void {
  app.route('/', locationRoutes);
}
