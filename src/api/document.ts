import type { Hono } from 'hono';
import { generateSpecs } from 'hono-openapi';
import { z } from 'zod';
import type { AppEnv } from '../web/env.ts';
import { PROBLEM_WORDS } from './describe.ts';
import { jsonSchema, named } from './json-schema.ts';
import { KEY } from './operation.ts';

const DESCRIPTION = `Everything that the pages do, as JSON. A bearer token belongs to a person and carries no more than
that person's rights; what they may not see is not found. A browser that is signed in may read with its session.

Money is text in what is sent ("12.50") and integer cents in what is answered. Times are ISO 8601 UTC, dates
YYYY-MM-DD in the district's zone.

Lists answer \`{"items": [...], "next": "cursor or null"}\`: \`limit\` says how many, \`cursor\` is \`next\` of the page before.

Errors are \`application/problem+json\` (RFC 9457): \`errors\` names the fields that cannot be taken. After an error nothing
was changed.

A write that carries an \`Idempotency-Key\` is applied once: sent again with the same body it is answered the same again.
An update states the \`version\` that it saw; where somebody was quicker it is refused with 409. Or it states the ETag
that the thing was read with, as \`If-Match\`: then it is refused with 412.

Every answer to a GET has an \`ETag\`: sent back as \`If-None-Match\`, what has not changed is answered 304 without a
body. \`fields=id,tag\` leaves out everything else. \`POST /api/v1/bulk\` takes many writes at once.

A token may make a number of requests a minute (3,000 where nothing else is set). \`RateLimit\` in each answer says what
is left; beyond that it is 429 with \`Retry-After\`. It is counted by each server process on its own.

Programs elsewhere are told what happens by webhooks.`;

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.record(z.string(), z.string()).optional().describe('By field: what is wrong with it'),
    changes: z
      .array(z.object({ label: z.string(), yours: z.string(), theirs: z.string() }))
      .optional()
      .describe('What somebody else changed meanwhile'),
  })
  .meta({ id: 'Problem', description: 'What went wrong, in words for people' });

/** The OpenAPI 3.1 document of the routes. It is the same for everybody: make it once a process. */
export async function makeDocument(routes: Hono<AppEnv>): Promise<object> {
  const problem = jsonSchema(Problem, 'output');
  const responses = Object.entries(PROBLEM_WORDS).map(([status, description]) => [
    `Problem${status}`,
    { description, content: { 'application/problem+json': { schema: problem } } },
  ]);
  return generateSpecs(routes, {
    documentation: {
      info: {
        title: 'Spudger',
        version: '1',
        description: DESCRIPTION,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'A token, made on your page (/me)' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'spudger.session_token',
            description: 'The session of a browser that is signed in; writes only from our own pages',
          },
        },
        parameters: {
          IdempotencyKey: {
            name: 'Idempotency-Key',
            in: 'header',
            required: false,
            description: 'The same key with the same body is applied once and answered the same again',
            schema: { type: 'string', pattern: KEY },
          },
          Fields: {
            name: 'fields',
            in: 'query',
            required: false,
            description:
              'Only these fields of the answer (of a list: of its items), with commas between; what is not named is left out',
            schema: { type: 'string', maxLength: 1_000 },
          },
          IfNoneMatch: {
            name: 'If-None-Match',
            in: 'header',
            required: false,
            description: 'The ETag of an answer that is there already: 304 where it still stands',
            schema: { type: 'string' },
          },
          IfMatch: {
            name: 'If-Match',
            in: 'header',
            required: false,
            description:
              'The ETag of the thing as it was seen, in place of `version` in the body: 412 where it changed',
            schema: { type: 'string' },
          },
        },
        // Filled while the routes are gone through.
        schemas: named,
        responses: Object.fromEntries(responses),
      },
    },
  });
}
