import { Hono } from 'hono';
import type { AppEnv } from '../web/env.ts';
import { fieldShell, SHELL_POLICY } from './shell-rules.ts';

export const fieldRoutes = new Hono<AppEnv>();

/** The field pages, opened on purpose; without a network the service worker shows the same. Open: it holds nothing. */
fieldRoutes.get('/field', (c) => {
  const { assets } = c.var.services;
  return c.html(
    fieldShell((name) => assets[name] ?? `/build/${name}`),
    200,
    { 'Content-Security-Policy': SHELL_POLICY },
  );
});
