import { Hono } from 'hono';
import { openAPIRouteHandler } from 'hono-openapi';
import { ApiPage, type Document } from '../../views/api/page.tsx';
import type { AppEnv } from '../web/env.ts';
import { frameOf } from '../web/frame-of.ts';
import { locationOperations } from './locations.ts';

const v1 = new Hono<AppEnv>();
locationOperations(v1);

export const apiRoutes = new Hono<AppEnv>();
apiRoutes.route('/api/v1', v1);

const document = openAPIRouteHandler(apiRoutes, {
  documentation: {
    info: {
      title: 'Spudger',
      version: '1',
      description:
        'Everything that the pages do, as JSON. A bearer token belongs to a person and carries no more than their rights. ' +
        'Money is text in forms (12.50) and integer cents in answers, times are ISO 8601 UTC, dates YYYY-MM-DD.',
    },
    servers: [{ url: '/' }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  },
});

apiRoutes.get('/api/openapi.json', async (c) => {
  const answer = await document(c, async () => {});
  return answer ?? c.notFound();
});

apiRoutes.get('/api', async (c) => {
  const answer = await document(c, async () => {});
  const spec = (await answer?.json()) as Document;
  return c.html(<ApiPage frame={frameOf(c, 'settings')} document={spec} />);
});
