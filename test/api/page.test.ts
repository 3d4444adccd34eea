import { expect, test } from 'vitest';
import { curlOf } from '../../views/api/curl.ts';
import { byHeading, type Document, slug } from '../../views/api/document.ts';
import { shapeOf } from '../../views/api/shape.ts';
import { testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';

const app = testApp(freshDatabase());
const document = (await app.get('/api/openapi.json')).json as Document;
const headings = [...byHeading(document)];

test('the page lists every operation, folded under its heading, with an index', async () => {
  const { status, text } = await app.get('/api');
  expect(status).toBe(200);
  expect(text.match(/<h1/g)).toHaveLength(1);
  for (const [heading, listed] of headings) {
    expect(text).toContain(`href="#about-${slug(heading)}"`);
    expect(text).toContain(`id="about-${slug(heading)}"`);
    for (const { operation } of listed)
      expect(text).toContain(`href="/api/about/${slug(heading)}#${operation.operationId}"`);
  }
  expect(text.match(/<details/g)).toHaveLength(headings.length);
});

test.each(headings)(
  'the page of %s has every operation with who may, body and answer',
  async (heading, listed) => {
    const { status, text } = await app.get(`/api/about/${slug(heading)}`);
    expect(status).toBe(200);
    expect(text.match(/<h1/g)).toHaveLength(1);
    for (const { operation } of listed) expect(text).toContain(`id="${operation.operationId}"`);
    expect(text.match(/>For</g)).toHaveLength(listed.length);
    expect(text.match(/>Answer</g)).toHaveLength(listed.length);
    expect(text.match(/>curl /g)).toHaveLength(listed.length);
    expect(text).not.toContain('undefined');
  },
);

test('an example is one line of a shell, whatever its body holds', () => {
  const requestBody = { content: { 'application/json': { schema: {}, example: { note: "it's" } } } };
  const operation = { operationId: 'x', responses: {}, requestBody };
  const text = curlOf('https://spudger.example', 'POST', '/api/v1/repairs/{repair}/notes', operation);
  expect(text).toContain("curl -X POST 'https://spudger.example/api/v1/repairs/R-000123/notes'");
  expect(text).toContain(`-d '{"note":"it'\\''s"}'`);
});

test('there is no other heading', async () => {
  expect((await app.get('/api/about/nothing')).status).toBe(404);
});

test('a schema is written as programmers read it', () => {
  const named = { Named: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } };
  const schema = {
    type: 'object',
    properties: {
      kind: { enum: ['a', 'b'] },
      note: { type: 'string', description: 'What happened' },
      things: { type: 'array', items: { $ref: '#/components/schemas/Named' } },
      on: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] },
      many: { type: 'array', items: { enum: ['a', 'b'] } },
      by: { type: 'object', additionalProperties: { type: 'integer' } },
    },
    required: ['kind'],
  };
  expect(shapeOf(schema, named)).toBe(`{
  kind: "a" | "b"
  note?: string  // What happened
  things?: {
    id: string
  }[]
  on?: date | null
  many?: ("a" | "b")[]
  by?: { [key]: integer }
}`);
});
