import { Hono } from 'hono';
import { ApiPage, type Document } from '../../views/api/page.tsx';
import type { AppEnv } from '../web/env.ts';
import { frameOf } from '../web/frame-of.ts';
import { makeDocument } from './document.ts';
import { locationOperations } from './locations.ts';
import { binOperations, fitOperations } from './stock-bins.ts';
import { partOperations } from './stock-parts.ts';

const v1 = new Hono<AppEnv>();
locationOperations(v1);
partOperations(v1);
binOperations(v1);
fitOperations(v1);

const routes = new Hono<AppEnv>();
routes.route('/api/v1', v1);

interface Made {
  document: Document;
  text: string;
}

let made: Made | undefined;

async function theDocument(): Promise<Made> {
  if (!made) {
    const document = (await makeDocument(routes)) as Document;
    made = { document, text: JSON.stringify(document) };
  }
  return made;
}

export const apiRoutes = new Hono<AppEnv>();
apiRoutes.route('/', routes);

apiRoutes.get('/api/openapi.json', async (c) => {
  const { text } = await theDocument();
  return c.body(text, 200, { 'Content-Type': 'application/json' });
});

apiRoutes.get('/api', async (c) => {
  const { document } = await theDocument();
  return c.html(<ApiPage frame={frameOf(c, 'settings')} document={document} />);
});
