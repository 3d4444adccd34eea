import { Hono } from 'hono';
import type { AppEnv } from '../web/env.ts';
import { supplierRoutes } from './supplier-routes.tsx';

/** Suppliers, budgets, orders, what arrives and what goes back. */
export const purchasingRoutes = new Hono<AppEnv>();
purchasingRoutes.route('/', supplierRoutes);
