import { Hono } from 'hono';
import type { AppEnv } from '../web/env.ts';
import { budgetRoutes } from './budget-routes.tsx';
import { invoiceRoutes } from './invoice-routes.tsx';
import { orderRoutes } from './order-routes.tsx';
import { orderStepRoutes } from './order-step-routes.tsx';
import { priceListRoutes } from './price-list-routes.tsx';
import { receiveRoutes } from './receive-routes.tsx';
import { supplierRoutes } from './supplier-routes.tsx';

/** Suppliers, budgets, orders, what arrives and what goes back. */
export const purchasingRoutes = new Hono<AppEnv>();
purchasingRoutes.route('/', budgetRoutes);
purchasingRoutes.route('/', invoiceRoutes);
purchasingRoutes.route('/', orderRoutes);
purchasingRoutes.route('/', orderStepRoutes);
purchasingRoutes.route('/', priceListRoutes);
purchasingRoutes.route('/', receiveRoutes);
purchasingRoutes.route('/', supplierRoutes);
