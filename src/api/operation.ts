import type { Hono } from 'hono';
import { describeRoute, resolver } from 'hono-openapi';
import { z } from 'zod';
import type { Action } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { Invalid } from '../errors.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { problemJson } from '../web/problems.tsx';
import { attempt, conflictWords, errorsOf, type Face } from '../web/submit.tsx';

type Api = Hono<AppEnv>;

interface Described {
  /** below /api/v1, with Hono's ':name' parameters */
  path: string;
  /** any one of these rights is enough to call it */
  rights: readonly Action[];
  summary: string;
  /** a heading of the document */
  tag: string;
}

interface Reading<Q, Out> extends Described {
  query?: z.ZodType<Q>;
  answer: z.ZodType<Out>;
}

/** A GET. What the answer's schema does not name does not leave the server. */
export function reads<Q, Out>(
  api: Api,
  op: Reading<Q, Out>,
  run: (c: AppContext, query: Q) => Promise<Out>,
): void {
  const description = describeRoute({
    operationId: operationId('get', op.path),
    summary: op.summary,
    tags: [op.tag],
    security: [{ token: [] }],
    parameters: [...pathParameters(op.path), ...queryParameters(op.query)],
    responses: { 200: answered(op.answer), ...problems('401', '403', '404', ...(op.query ? ['422'] : [])) },
  });
  api.get(op.path, description, allow(...op.rights), async (c) => {
    const parsed = (op.query ?? z.object({})).safeParse(c.req.query());
    if (!parsed.success) throw new Invalid(errorsOf(parsed.error));
    return c.json(op.answer.parse(await run(c, parsed.data as Q)) as object);
  });
}

interface Writing<In, R, Out> extends Described {
  method?: 'post' | 'put' | 'patch' | 'delete';
  schema: z.ZodType<In>;
  answer: z.ZodType<Out>;
  /** 201 where something is made; default 200 */
  status?: 200 | 201;
  taken?: Face<In, R>['taken'];
  /** where what was made can be read */
  location?: (result: R) => string;
}

/** A write: the same schema and action as the form's. */
export function writes<In, R extends Out, Out>(
  api: Api,
  op: Writing<In, R, Out>,
  run: (ctx: Ctx, input: In, c: AppContext) => Promise<R>,
): void {
  const method = op.method ?? 'post';
  const status = op.status ?? 200;
  const description = describeRoute({
    operationId: operationId(method, op.path),
    summary: op.summary,
    tags: [op.tag],
    security: [{ token: [] }],
    parameters: [...pathParameters(op.path), IDEMPOTENCY_KEY],
    requestBody: { required: true, content: { 'application/json': { schema: inputSchema(op.schema) } } },
    responses: { [status]: answered(op.answer), ...problems('400', '401', '403', '404', '409', '422') },
  });
  api.on(method.toUpperCase(), op.path, description, allow(...op.rights), async (c) => {
    const face: Face<In, R> = { schema: op.schema, run: (ctx, input) => run(ctx, input, c), done: () => '' };
    const outcome = await attempt(c, op.taken ? { ...face, taken: op.taken } : face, c.var.body.json ?? {});
    if (outcome.kind === 'done') {
      const headers = op.location ? { Location: `/api/v1${op.location(outcome.result)}` } : undefined;
      return c.json(op.answer.parse(outcome.result) as object, status, headers);
    }
    if (outcome.kind === 'invalid') {
      const text = 'Some fields cannot be taken; nothing was changed.';
      return problemJson(c, { status: 422, title: 'Not saved', text }, outcome.errors);
    }
    if (outcome.kind === 'already') {
      const text = 'This Idempotency-Key was used with another body.';
      return problemJson(c, { status: 409, title: 'Already saved', text });
    }
    return problemJson(c, { status: 409, title: 'Not saved', text: conflictWords(outcome.conflict) });
  });
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description: 'The same key with the same body is applied once and answered the same again.',
  schema: { type: 'string' as const, pattern: '^[A-Za-z0-9_-]{8,80}$' },
};

/** What a schema takes, as JSON Schema 2020-12: fields of text kinds take text. */
function inputSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // A field that is cleaned first takes what its inner schema says.
      const def = zodSchema._zod.def;
      if (def.type === 'pipe' && 'out' in def && Object.keys(jsonSchema).length === 0) {
        Object.assign(jsonSchema, inputSchema(def.out as z.ZodType));
      }
    },
  });
  return rest;
}

function queryParameters(query: z.ZodType | undefined) {
  if (!query) return [];
  const { properties = {} } = inputSchema(query) as { properties?: Record<string, Record<string, unknown>> };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query' as const,
    required: false,
    schema,
  }));
}

function pathParameters(path: string) {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path' as const,
    required: true,
    schema: { type: 'string' as const },
  }));
}

function operationId(method: string, path: string): string {
  const words = path
    .split('/')
    .filter(Boolean)
    .map((word) => word.replace(':', 'by-'));
  return [method, ...words].join('-');
}

function answered(schema: z.ZodType) {
  return { description: 'Done', content: { 'application/json': { schema: resolver(schema) } } };
}

const PROBLEM_WORDS: Readonly<Record<string, string>> = {
  400: 'The body is not JSON',
  401: 'No token, or one that was revoked',
  403: 'The roles of the token do not include this',
  404: 'There is none, or it is not yours to see',
  409: 'Something changed meanwhile: nothing was applied',
  422: 'A field cannot be taken: `errors` says which and why',
};

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  errors: z.record(z.string(), z.string()).optional(),
});

function problems(...statuses: readonly string[]) {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: PROBLEM_WORDS[status] ?? '',
        content: { 'application/problem+json': { schema: resolver(Problem) } },
      },
    ]),
  );
}
