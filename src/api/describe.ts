import { describeRoute } from 'hono-openapi';
import type { z } from 'zod';
import { type Action, PERMISSIONS } from '../accounts/permissions.ts';
import { type JsonSchema, jsonSchema } from './json-schema.ts';

export interface Described {
  /** below /api/v1, with Hono's ':name' parameters */
  path: string;
  /** any one of these rights is enough to call it */
  rights: readonly Action[];
  summary: string;
  /** what the summary leaves open */
  description?: string;
  /** a heading of the document */
  tag: string;
}

interface Exchange {
  method: string;
  query?: z.ZodType | undefined;
  body?: { type: string; schema: () => JsonSchema; required: () => boolean; example?: unknown } | undefined;
  status: 200 | 201;
  answer: z.ZodType;
  problems: readonly number[];
}

/**
 * The operation in the document. Its schemas are made when the document is asked for, not when the
 * program starts.
 */
export function describeOperation(op: Described, exchange: Exchange) {
  const { method, query, body, status, answer, problems } = exchange;
  return describeRoute({
    operationId: operationId(method, op.path),
    summary: op.summary,
    description: [op.description, `For: ${whoMay(op.rights)}.`].filter(Boolean).join('\n\n'),
    tags: [op.tag],
    security: [{ token: [] }, { session: [] }],
    get parameters() {
      const shared = method === 'get' ? READ_PARAMETERS : WRITE_PARAMETERS;
      return [...pathParameters(op.path), ...queryParameters(query), ...shared];
    },
    // A getter of its own: one that is spread is read at once.
    get requestBody() {
      if (!body) return undefined;
      const example = body.example === undefined ? {} : { example: body.example };
      return {
        required: body.required(),
        content: { [body.type]: { schema: body.schema(), ...example } },
      };
    },
    get responses() {
      const done = {
        description: status === 201 ? 'Made' : 'Done',
        content: { 'application/json': { schema: jsonSchema(answer, 'output') } },
      };
      return {
        [status]: done,
        ...(method === 'get'
          ? { 304: { description: 'As it was when it had the ETag of If-None-Match' } }
          : {}),
        ...Object.fromEntries(problems.map((n) => [n, { $ref: `#/components/responses/Problem${n}` }])),
      };
    },
  });
}

const shared = (name: string) => ({ $ref: `#/components/parameters/${name}` });
const READ_PARAMETERS = [shared('Fields'), shared('IfNoneMatch')];
const WRITE_PARAMETERS = [shared('IdempotencyKey'), shared('IfMatch')];

/** 'get-locations-by-id' for GET /locations/:id. */
function operationId(method: string, path: string): string {
  const words = path.split('/').filter(Boolean);
  return [method, ...words.map((word) => word.replace(':', 'by-'))].join('-');
}

function pathParameters(path: string) {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path' as const,
    required: true,
    description: PATH_WORDS[name] ?? 'Its id',
    schema: { type: 'string' as const },
  }));
}

const PATH_WORDS: Readonly<Record<string, string>> = {
  device: 'A device: its id, tag or serial, a former one too',
  repair: 'A repair: its id, or its number as 123 or R-000123',
  code: 'Its code',
};

function queryParameters(query: z.ZodType | undefined) {
  if (!query) return [];
  const { properties = {}, required = [] } = jsonSchema(query, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query' as const,
    required: required.includes(name),
    ...(description === undefined ? {} : { description: String(description) }),
    schema,
  }));
}

/** 'manager, specialist from level 3, contact at own sites' */
function whoMay(rights: readonly Action[]): string {
  const words = new Map<string, string>();
  for (const right of rights) {
    for (const [role, allowed] of Object.entries(PERMISSIONS[right])) {
      if (words.get(role) === role) continue;
      words.set(role, allowed === true ? role : `${role} ${SOME[String(allowed)] ?? ''}`);
    }
  }
  return [...words.values()].join(', ');
}

const SOME: Readonly<Record<string, string>> = {
  own: 'at own sites',
  2: 'from level 2',
  3: 'from level 3',
};

export const PROBLEM_WORDS: Readonly<Record<number, string>> = {
  400: 'The body is not what the operation reads: JSON, or a form with files',
  401: 'No token, or one that was revoked',
  403: 'The roles of the person do not include this',
  404: 'There is none, or it is not yours to see',
  409: 'Something changed meanwhile, or the key was used with another body: nothing was applied',
  412: 'It is not any more what the ETag of If-Match says: nothing was applied',
  413: 'More than can be sent at once',
  422: 'A field cannot be taken: `errors` says which and why; nothing was applied',
  429: 'The token has made its requests of this minute: `Retry-After` says how long to wait',
};
