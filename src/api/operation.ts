import type { Hono } from 'hono';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { Invalid } from '../errors.ts';
import { optionalText, whole } from '../fields.ts';
import { allow } from '../web/access.ts';
import { Unreadable } from '../web/body.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { Page } from '../web/paging.ts';
import { problemJson } from '../web/problems.tsx';
import { attempt, conflictWords, errorsOf, type Face } from '../web/submit.tsx';
import { type Described, describeOperation } from './describe.ts';
import { answerTagged, versionAsked } from './etag.ts';
import { jsonSchema } from './json-schema.ts';
import { pageOf } from './shapes.ts';
import { fieldsAsked, onlyFields } from './sparse.ts';

type Api = Hono<AppEnv>;

interface Guarded extends Described {
  /** what the rights alone do not say; before anything that was sent is looked at @throws Forbidden */
  guard?: (c: AppContext) => void;
}

interface Reading<Q, A extends z.ZodType> extends Guarded {
  query?: z.ZodType<Q>;
  answer: A;
}

/** A GET. What the answer's schema does not name does not leave the server. */
export function reads<Q, A extends z.ZodType>(
  api: Api,
  op: Reading<Q, A>,
  run: (c: AppContext, query: Q) => Promise<z.input<A>>,
): void {
  const problems = [401, 403, 404, 422, 429];
  const { query, answer } = op;
  const description = describeOperation(op, { method: 'get', query, status: 200, answer, problems });
  api.get(op.path, description, allow(...op.rights), async (c) => {
    op.guard?.(c);
    const parsed = (op.query ?? z.object({})).safeParse(c.req.query());
    if (!parsed.success) throw new Invalid(errorsOf(parsed.error));
    const fields = fieldsAsked(c);
    return answerTagged(c, onlyFields(answer.parse(await run(c, parsed.data as Q)), answer, fields));
  });
}

const paging = {
  limit: whole(1, 200).default(50).describe('How many items a page has'),
  cursor: optionalText(400).describe('`next` of the page before'),
};
const Paging = z.object(paging);
export type Paging = z.infer<typeof Paging>;

interface Listing<F extends z.ZodRawShape, I extends z.ZodType> extends Guarded {
  /** the filters, by their names in the query */
  filters?: F;
  item: I;
}

/** A GET of a list, a page at a time. */
export function lists<F extends z.ZodRawShape, I extends z.ZodType>(
  api: Api,
  op: Listing<F, I>,
  run: (c: AppContext, query: z.infer<z.ZodObject<F>> & Paging) => Promise<Page<z.input<I>>>,
): void {
  const query = z.object({ ...op.filters, ...paging });
  reads(api, { ...op, query, answer: pageOf(op.item) }, async (c, asked) => {
    const { items, next } = await run(c, asked as unknown as z.infer<z.ZodObject<F>> & Paging);
    return { items, next };
  });
}

interface Writing<In, R, A extends z.ZodType> extends Guarded {
  method?: 'post' | 'put' | 'delete';
  schema: z.ZodType<In>;
  answer: A;
  /** a body as it may be sent */
  example?: Record<string, unknown>;
  /** 201 where something is made; default 200 */
  status?: 200 | 201;
  taken?: Face<In, R>['taken'];
  /** where what was made can be read, below /api/v1 */
  location?: (result: R) => string;
}

/** A write: the same schema and action as the form's. */
export function writes<In, A extends z.ZodType, R extends z.input<A>>(
  api: Api,
  op: Writing<In, R, A>,
  run: (ctx: Ctx, input: In, c: AppContext) => Promise<R>,
): void {
  const method = op.method ?? 'post';
  const status = op.status ?? 200;
  const body = {
    type: 'application/json',
    schema: () => jsonSchema(op.schema, 'input'),
    required: () => !op.schema.safeParse({}).success,
    example: op.example,
  };
  const problems = [400, 401, 403, 404, 409, 412, 413, 422, 429];
  const description = describeOperation(op, { method, body, status, answer: op.answer, problems });
  api.on(method.toUpperCase(), op.path, description, allow(...op.rights), (c) =>
    answerTo(c, op, status, jsonOf(c), run),
  );
}

interface Uploading<In, R, A extends z.ZodType> extends Omit<Writing<In, R, A>, 'method' | 'status'> {
  /** names of the fields that hold files, with what each is */
  files: Readonly<Record<string, string>>;
}

/** A POST of files with fields beside them, as multipart/form-data. */
export function uploads<In, A extends z.ZodType, R extends z.input<A>>(
  api: Api,
  op: Uploading<In, R, A>,
  run: (ctx: Ctx, input: In, c: AppContext) => Promise<R>,
): void {
  const file = (description: string) => ({
    type: 'array',
    description,
    items: { type: 'string', contentMediaType: 'application/octet-stream' },
  });
  const schema = () => {
    const { properties = {}, ...rest } = jsonSchema(op.schema, 'input') as { properties?: object };
    const files = Object.entries(op.files).map(([name, words]) => [name, file(words)]);
    return { ...rest, properties: { ...Object.fromEntries(files), ...properties } };
  };
  const body = { type: 'multipart/form-data', schema, required: () => true };
  const problems = [400, 401, 403, 404, 409, 412, 413, 422, 429];
  const description = describeOperation(op, {
    method: 'post',
    body,
    status: 201,
    answer: op.answer,
    problems,
  });
  api.post(op.path, description, allow(...op.rights), (c) => answerTo(c, op, 201, c.var.body.fields, run));
}

async function answerTo<In, A extends z.ZodType, R extends z.input<A>>(
  c: AppContext,
  op: Omit<Writing<In, R, A>, 'method'>,
  status: 200 | 201,
  input: unknown,
  run: (ctx: Ctx, input: In, c: AppContext) => Promise<R>,
): Promise<Response> {
  op.guard?.(c);
  refuseWrongKey(c);
  const version = versionAsked(c, () => takesVersion(op.schema), input);
  const whole = version === null ? input : { ...(input as object), version };
  const face: Face<In, R> = { schema: op.schema, run: (ctx, form) => run(ctx, form, c), done: () => '' };
  const outcome = await attempt(c, op.taken ? { ...face, taken: op.taken } : face, whole);
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
  const { conflict } = outcome;
  if (version !== null && conflict.kind === 'version') {
    const text = 'It was changed since you read it with this ETag.';
    return problemJson(c, { status: 412, title: 'Not saved', text }, undefined, conflict.changes);
  }
  const problem = { status: 409, title: 'Not saved', text: conflictWords(conflict) } as const;
  return problemJson(c, problem, undefined, conflict.changes);
}

const versioned = new WeakMap<z.ZodType, boolean>();

/** Whether an update is held to the version that it saw. */
function takesVersion(schema: z.ZodType): boolean {
  const known = versioned.get(schema);
  if (known !== undefined) return known;
  const { properties = {} } = jsonSchema(schema, 'input') as { properties?: object };
  versioned.set(schema, 'version' in properties);
  return 'version' in properties;
}

/** The JSON that was sent, {} where nothing was. @throws Unreadable something else was sent */
function jsonOf(c: AppContext): unknown {
  const { json, fields, files } = c.var.body;
  if (json === undefined && Object.keys(fields).length + Object.keys(files).length > 0)
    throw new Unreadable();
  return json ?? {};
}

export const KEY = '^[A-Za-z0-9_-]{8,80}$';

/** A key that cannot be kept would let a repeated request be applied twice. */
function refuseWrongKey(c: AppContext): void {
  const key = c.req.header('Idempotency-Key');
  if (key !== undefined && !new RegExp(KEY).test(key))
    throw new Invalid({ 'Idempotency-Key': '8 to 80 letters, digits, hyphens or underscores' });
}
