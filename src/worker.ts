import type {
  Response as Answer,
  D1Database,
  ExportedHandler,
  Fetcher,
  R2Bucket,
} from '@cloudflare/workers-types';
import about from '../package.json' with { type: 'json' };
import assets from '../static/build/assets.json' with { type: 'json' };
import { setUpLink } from './accounts/links.ts';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { CountedEngine } from './db/engine-counted.ts';
import { D1Engine } from './db/engine-d1.ts';
import { BucketInbox } from './directory/inbox-r2.ts';
import { directoryFor } from './directory/runner.ts';
import { takeIn } from './directory/take-in.ts';
import { placeWith } from './exports/job.ts';
import { listOf } from './exports/lists/all.ts';
import { makeExports } from './exports/make.ts';
import { makeDistrict } from './exports/taking-make.ts';
import { nightlyWhereDue, workFor } from './forecast/forecaster.ts';
import { clearImports } from './imports/clear.ts';
import { BucketFiles } from './imports/file-store-r2.ts';
import { importFor } from './imports/importer.ts';
import { BucketPhotos } from './photos/store-r2.ts';
import { installStartingLists } from './repairs/install-starting-lists.ts';
import { upkeep } from './upkeep/actions.ts';
import { extendRules } from './visits/repeat.ts';
import type { Services } from './web/env.ts';
import { SECURITY_HEADERS } from './web/headers.ts';
import { senderOf, systemCtx } from './web/system-ctx.ts';
import { deliverWebhooks } from './webhooks/deliver.ts';
import { workersPost } from './webhooks/post-workers.ts';

interface Env {
  DB: D1Database;
  PHOTOS: R2Bucket;
  ASSETS: Fetcher;
  [name: string]: unknown;
}

interface Program {
  services: Services;
  app: ReturnType<typeof createApp>;
}

/**
 * Of one scheduled call, for forecasts: the next one goes on from there. Beyond it goes at most what is learnt
 * in one piece, and both together stay under the 30 s of CPU that a call every few minutes has.
 */
const FORECAST_MS = 10_000;
/** A call may ask D1 a thousand times; one step of a forecast takes up to 350 of them. */
const FORECAST_STATEMENTS = 600;
/** Of one scheduled call, for imports. */
const IMPORT_MS = 10_000;
/** Of one scheduled call, for webhooks: about a hundred messages. */
const WEBHOOKS_MS = 20_000;
const WEBHOOKS_STATEMENTS = 400;
/** Of one scheduled call, for saved exports. */
const EXPORTS_MS = 20_000;

/** One call may ask D1 a thousand times. */
const BULK = { items: 200, statements: 850 };

/** Of one scheduled call, for reading a directory. */
const DIRECTORY_MS = 120_000;
/** Some fifteen statements a step; a writing step counts as five, for what it asks of Google. */
const DIRECTORY = { steps: 30, wide: 4 };

let program: Program | undefined;
let begun = false;

/** Built once per isolate. @throws Error a variable or the secret is missing, named */
function programOf(env: Env, origin: string): Program {
  if (program) return program;
  const config = readConfig({ BASE_URL: origin, ...stringsOf(env) });
  const { secret } = config;
  if (!secret)
    throw new Error('SECRET is not set. Run: npx wrangler secret put SECRET (32 characters or more)');
  const services: Services = {
    engine: new D1Engine(env.DB),
    photos: new BucketPhotos(env.PHOTOS),
    files: new BucketFiles(env.PHOTOS),
    config: { ...config, secret },
    assets,
    version: about.version,
    clock: Date.now,
    post: workersPost(config.webhooks),
    bulk: BULK,
  };
  program = { services, app: createApp(services) };
  return program;
}

function stringsOf(env: Env): Record<string, string> {
  const strings: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (typeof value === 'string') strings[name] = value;
  return strings;
}

/** What a new district needs. There is no terminal here: whoever deploys reads the link in `wrangler tail`. */
async function begin({ services }: Program): Promise<void> {
  if (begun) return;
  begun = true;
  const system = await systemCtx(services, 'system');
  await installStartingLists(system);
  const link = await setUpLink(system, services.config);
  if (link) console.log(`There is no admin yet. This link makes the first one, once: ${link}`);
}

async function serviceWorker(env: Env, url: URL): Promise<Response> {
  const found = await env.ASSETS.fetch(new URL('/build/service-worker.js', url).href);
  const headers = new Headers(SECURITY_HEADERS);
  headers.set('Content-Type', 'text/javascript; charset=utf-8');
  headers.set('Cache-Control', 'no-cache');
  headers.set('Service-Worker-Allowed', '/');
  return new Response(await found.text(), { status: found.status, headers });
}

const handler: ExportedHandler<Env> = {
  async fetch(incoming, env, ctx) {
    const request = incoming as unknown as Request;
    const url = new URL(request.url);
    let running: Program;
    try {
      running = programOf(env, url.origin);
    } catch (error) {
      return new Response(String(error), { status: 500, headers: SECURITY_HEADERS }) as unknown as Answer;
    }
    ctx.waitUntil(begin(running));
    const answer =
      url.pathname === '/sw.js'
        ? await serviceWorker(env, url)
        : await running.app.fetch(request, {
            address: request.headers.get('CF-Connecting-IP') ?? '',
            later: (work: Promise<unknown>) => ctx.waitUntil(work),
          });
    return answer as unknown as Answer;
  },

  async scheduled(_controller, env) {
    const { services: bare } = programOf(env, 'http://localhost');
    const counted = new CountedEngine(bare.engine);
    const services = { ...bare, engine: counted };
    await upkeep(await systemCtx(services, 'system'), services);
    const fresh = () => systemCtx(services, 'system');
    await extendRules(await fresh());
    await deliverWebhooks(senderOf(services), WEBHOOKS_MS, () => counted.used > WEBHOOKS_STATEMENTS);
    const maker = { ...placeWith(services, listOf), fresh, files: services.files };
    await makeExports(maker, EXPORTS_MS);
    await makeDistrict(maker, services.version);
    await directoryFor(services, fresh, DIRECTORY_MS, DIRECTORY);
    const until = Date.now() + DIRECTORY_MS;
    await takeIn({
      fresh,
      inbox: new BucketInbox(env.PHOTOS),
      files: services.files,
      carryOn: () => importFor(fresh, services.files, IMPORT_MS),
      tired: () => Date.now() > until,
    });
    await nightlyWhereDue(fresh);
    await clearImports(await fresh(), services.files);
    await importFor(fresh, services.files, IMPORT_MS);
    // Where the others took the call's statements, the next call has some for it.
    await workFor(fresh, { milliseconds: FORECAST_MS, statements: FORECAST_STATEMENTS - counted.used });
  },
};

export default handler;
