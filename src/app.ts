import { Hono } from 'hono';
import { signInAgain } from './accounts/sign-in-routes.tsx';
import { LISTS } from './exports/lists/all.ts';
import { mountRoutes } from './routes.ts';
import { refuseCrossSite } from './web/csrf.ts';
import type { AppEnv, Services } from './web/env.ts';
import { securityHeaders } from './web/headers.ts';
import { errorPages, notFoundPage } from './web/problems.tsx';
import { openRequest } from './web/session.ts';

/** The whole program behind one fetch function. It does not know which runtime it runs on. */
export function createApp(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use(securityHeaders(services.config.baseUrl.startsWith('https:')));
  app.onError(errorPages(signInAgain, (error) => console.error(error)));
  app.notFound(notFoundPage);
  app.use(refuseCrossSite(services.config.baseUrl));
  app.use(openRequest(services));
  app.use((c, next) => {
    c.set('lists', LISTS);
    return next();
  });
  mountRoutes(app);
  return app;
}
