import { Hono } from 'hono';
import type { AppEnv } from '../web/env.ts';

export const healthRoutes = new Hono<AppEnv>();

/** Alive, and the database has answered: the session was looked up before this runs. */
healthRoutes.get('/healthz', (c) => c.json({ ok: true, version: c.var.services.version }));
