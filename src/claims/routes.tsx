import { Hono } from 'hono';
import type { AppEnv } from '../web/env.ts';
import { claimBatchRoutes } from './batch-routes.tsx';
import { claimListRoutes } from './list-routes.tsx';
import { claimPackingRoutes } from './packing-routes.tsx';
import { claimReceivingRoutes } from './receiving-routes.tsx';

/** Everything of vendor batches; fixed paths before those that take a number. */
export const claimRoutes = new Hono<AppEnv>();

claimRoutes.route('/', claimListRoutes);
claimRoutes.route('/', claimReceivingRoutes);
claimRoutes.route('/', claimPackingRoutes);
claimRoutes.route('/', claimBatchRoutes);
