import type { MiddlewareHandler } from 'hono';
import type { AppContext, AppEnv } from './env.ts';
import { isApi, problemJson } from './problems.tsx';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses writes that another site's page made, whatever their content type. Browsers say where a
 * request comes from; a bearer request carries no cookie and is not asked.
 */
export function refuseCrossSite(baseUrl: string): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    if (SAFE.has(c.req.method) || c.req.header('Authorization')?.startsWith('Bearer ')) return next();
    const site = c.req.header('Sec-Fetch-Site');
    const origin = c.req.header('Origin');
    const own = site === undefined ? origin === baseUrl : site === 'same-origin';
    if (own) return next();
    const text = 'This request came from another site and was refused. Nothing was changed.';
    if (!isApi(c)) return c.text(text, 403);
    // A program without a token has nothing that could be misused: it is told to bring one.
    return hasCookie(c) ? problemJson(c, { status: 403, title: 'Not allowed', text }) : next();
  };
}

function hasCookie(c: AppContext): boolean {
  return c.req.header('Cookie') !== undefined;
}
