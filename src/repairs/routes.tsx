import { Hono } from 'hono';
import type { AppEnv } from '../web/env.ts';
import { repairCloseRoutes } from './close-routes.tsx';
import { handBackRoutes } from './hand-back-routes.tsx';
import { repairListRoutes } from './list-routes.tsx';
import { repairMoveRoutes } from './move-routes.tsx';
import { repairPageRoutes } from './page-routes.tsx';
import { repairQueueRoutes } from './queue-routes.tsx';
import { quickRepairRoutes } from './quick-routes.tsx';
import { repairReportRoutes } from './report-routes.tsx';
import { reserveRoutes } from './reserve-routes.tsx';
import { repairWorkRoutes } from './work-routes.tsx';

/** Everything of repairs; fixed paths before those that take a number. */
export const repairRoutes = new Hono<AppEnv>();

repairRoutes.route('/', repairQueueRoutes);
repairRoutes.route('/', repairListRoutes);
repairRoutes.route('/', repairReportRoutes);
repairRoutes.route('/', handBackRoutes);
repairRoutes.route('/', quickRepairRoutes);
repairRoutes.route('/', repairWorkRoutes);
repairRoutes.route('/', repairCloseRoutes);
repairRoutes.route('/', repairMoveRoutes);
repairRoutes.route('/', reserveRoutes);
repairRoutes.route('/', repairPageRoutes);
