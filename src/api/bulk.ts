import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { Database } from '../db/database.ts';
import { Invalid, NotFound } from '../errors.ts';
import { choice, list, optionalText, text } from '../fields.ts';
import { EMPTY_BODY, hashOfJson } from '../web/body.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { errorPages, notFoundPage } from '../web/problems.tsx';
import { type KeptSubmission, keptSubmissions, replayOf } from '../web/session.ts';
import { KEY, writes } from './operation.ts';
import { countMore } from './rate.ts';

/** What one bulk may have; the entry of a runtime may say less. */
const MOST_ITEMS = 1_000;
/** So many items count as one request more. */
const ITEMS_A_REQUEST = 50;
/** After so many items others have their turn. */
const ITEMS_A_TURN = 10;

const BulkItem = z.object({
  method: choice(['POST', 'PUT', 'DELETE']).default('POST'),
  path: text(500).describe('Below /api/v1, as "/devices/48213/use"'),
  body: z.record(z.string(), z.unknown()).default({}).describe('The body of that operation'),
  key: optionalText(80).describe(
    'Its own Idempotency-Key; without it one is made of the whole one and its place',
  ),
});
type BulkItem = z.infer<typeof BulkItem>;

const Bulk = z.object({ items: list(BulkItem, MOST_ITEMS) });

export const BulkAnswer = z
  .object({
    items: z.array(
      z.object({
        status: z.int().describe('As the operation alone would be answered; 503: not begun, send it again'),
        location: z.string().optional(),
        body: z.record(z.string(), z.unknown()).nullable().describe('The answer, or the problem'),
      }),
    ),
    done: z.int().describe('How many were saved'),
    failed: z.int().describe('How many were not'),
  })
  .meta({ id: 'BulkAnswer', description: 'An answer for each item, in their order' });

/** Many writes in one request: each is its own commit, answered on its own. */
export function bulkOperation(api: Hono<AppEnv>, routes: Hono<AppEnv>): void {
  writes(
    api,
    {
      path: '/bulk',
      rights: ['account.own'],
      summary: 'Many writes in one request, each with an answer of its own',
      description:
        'Up to 1,000 items (200 on Workers), done one after another, each saved or refused by itself. Sent again with ' +
        'the same Idempotency-Key, what was saved is answered the same and the rest goes on. Files cannot be sent so.',
      tag: 'Many at once',
      schema: Bulk,
      example: {
        items: [
          { method: 'POST', path: '/devices/48213/use', body: { seen: 'one_to_one', use: 'spare' } },
          { path: '/repairs/R-000123/accept', body: { how: 'take' } },
        ],
      },
      answer: BulkAnswer,
    },
    (_ctx, { items }, c) => runAll(c, routes, items),
  );
}

interface Item {
  ctx: Ctx;
  body: typeof EMPTY_BODY;
  key: string | null;
  kept: KeptSubmission | undefined;
  outer: AppContext;
}

const prepared = new WeakMap<Request, Item>();

/** The routes as one item sees them: who asks is known, its body is read. */
function innerApp(routes: Hono<AppEnv>): Hono<AppEnv> {
  const inner = new Hono<AppEnv>();
  const signIn = () => new Response(null, { status: 401 });
  inner.onError(errorPages(signIn, (error) => console.error(error)));
  inner.notFound(notFoundPage);
  inner.use(async (c, next) => {
    const item = prepared.get(c.req.raw);
    if (!item) throw new NotFound();
    const { ctx, body, key, kept, outer } = item;
    const submission = key && { key, route: c.req.path, bodyHash: body.hash, fromPhone: false };
    c.set('services', outer.var.services);
    c.set('signedIn', outer.var.signedIn);
    c.set('ctx', { ...ctx, submission: submission || null });
    c.set('body', body);
    c.set('replay', replayOf(kept, submission || null, ctx.actor));
    await next();
  });
  inner.route('/', routes);
  return inner;
}

const inners = new WeakMap<Hono<AppEnv>, Hono<AppEnv>>();

async function runAll(c: AppContext, routes: Hono<AppEnv>, items: readonly BulkItem[]) {
  const { services } = c.var;
  // However its path was written: one inside another would be counted against nobody's minute.
  if (prepared.has(c.req.raw)) throw new Invalid({ items: 'One bulk holds no other' });
  const most = services.bulk?.items ?? MOST_ITEMS;
  if (items.length > most) throw new Invalid({ items: `At most ${most} here` });
  const inner = inners.get(routes) ?? innerApp(routes);
  inners.set(routes, inner);
  countMore(c, Math.floor(items.length / ITEMS_A_REQUEST));
  const whole = c.req.header('Idempotency-Key') ?? null;
  const keys = items.map((item, i) => keyOf(item, whole, i));
  const kept = new Map(
    (await c.var.ctx.db.all(keptSubmissions(keys.flatMap((key) => key ?? [])))).map((row) => [row.key, row]),
  );
  const answers: z.input<typeof BulkAnswer>['items'] = [];
  let statements = 0;
  for (const [i, item] of items.entries()) {
    if (i % ITEMS_A_TURN === ITEMS_A_TURN - 1) await new Promise((resume) => setTimeout(resume, 0));
    if (statements >= (services.bulk?.statements ?? Number.POSITIVE_INFINITY)) {
      answers.push({ status: 503, body: { title: 'Not begun', detail: 'Send this item again.' } });
      continue;
    }
    const db = new Database(services.engine);
    answers.push(await runOne(c, inner, item, { db, key: keys[i] ?? null, kept }));
    statements += db.used;
  }
  const done = answers.filter(({ status }) => status < 300).length;
  return { items: answers, done, failed: answers.length - done };
}

interface Turn {
  db: Database;
  key: string | null;
  kept: ReadonlyMap<string, KeptSubmission>;
}

async function runOne(c: AppContext, inner: Hono<AppEnv>, item: BulkItem, { db, key, kept }: Turn) {
  const url = new URL(`/api/v1${item.path}`, 'http://bulk.invalid');
  // As it is once dots are resolved.
  if (!item.path.startsWith('/') || !/^\/api\/v1\/(?!bulk(\/|$))/.test(url.pathname))
    return { status: 422, body: { title: 'Not saved', detail: 'A path below /api/v1, and not /bulk' } };
  const { ctx, services } = c.var;
  const now = new Date(services.clock()).toISOString();
  const body = { ...EMPTY_BODY, json: item.body as unknown, hash: hashOfJson(JSON.stringify(item.body)) };
  const request = new Request(url, { method: item.method });
  const before = key === null ? undefined : kept.get(key);
  prepared.set(request, { ctx: { ...ctx, db, now }, body, key, kept: before, outer: c });
  const answer = await inner.fetch(request, c.env);
  const location = answer.headers.get('Location');
  const said = (await answer.json().catch(() => null)) as Record<string, unknown> | null;
  return { status: answer.status, body: said, ...(location ? { location } : {}) };
}

/** @throws Invalid the item's own key cannot be kept */
function keyOf(item: BulkItem, whole: string | null, place: number): string | null {
  if (item.key !== '') {
    if (!new RegExp(KEY).test(item.key))
      throw new Invalid({ [`items.${place}.key`]: '8 to 80 letters, digits, hyphens or underscores' });
    return item.key;
  }
  return whole === null ? null : createHash('sha256').update(`${whole} ${place}`).digest('base64url');
}
