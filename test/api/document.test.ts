import { describe, expect, test } from 'vitest';
import { testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Document, faultsOfDocument, faultsOfSchema, type Operation, type Schema } from './validator.ts';

const app = testApp(freshDatabase());
const answer = await app.get('/api/openapi.json');
const again = await app.get('/api/openapi.json');
const document = answer.json as Document;
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

/** Every schema of the document with where it stands; those inside others too. */
function* schemasIn(value: unknown, at: string): Generator<[at: string, schema: Schema]> {
  if (typeof value !== 'object' || value === null) return;
  const schema = value as Schema;
  yield [at, schema];
  for (const key of ['properties', '$defs'])
    for (const [name, inner] of Object.entries((schema[key] ?? {}) as Schema))
      yield* schemasIn(inner, `${at}.${name}`);
  for (const key of ['anyOf', 'oneOf', 'allOf'])
    for (const [i, inner] of ((schema[key] ?? []) as Schema[]).entries())
      yield* schemasIn(inner, `${at}.${key}${i}`);
  for (const key of ['items', 'additionalProperties', 'propertyNames'])
    if (typeof schema[key] === 'object') yield* schemasIn(schema[key], `${at}.${key}`);
}

function* schemasOf(operation: Operation): Generator<[at: string, schema: Schema]> {
  const { operationId, parameters, requestBody, responses } = operation;
  for (const parameter of parameters)
    if ('schema' in parameter) yield* schemasIn(parameter.schema, `${operationId} ?${parameter.name}`);
  for (const { schema } of Object.values(requestBody?.content ?? {}))
    yield* schemasIn(schema, `${operationId} body`);
  for (const [status, { content = {} }] of Object.entries(responses))
    for (const { schema } of Object.values(content)) yield* schemasIn(schema, `${operationId} ${status}`);
}

const everySchema = [
  ...operations.flatMap((operation) => [...schemasOf(operation)]),
  ...Object.entries(document.components.schemas).flatMap(([name, schema]) => [...schemasIn(schema, name)]),
];

/** What a proposal of any kind holds, and what each kind of thing writes there, is that kind's own matter. */
const FREE = [
  'Proposal.content.additionalProperties',
  // What a line of history says is its verb's own matter.
  'PersonData.history.items.data.additionalProperties',
  // The body and the answer of an item are those of the operation that it names.
  'BulkAnswer.items.items.body.anyOf0.additionalProperties',
  'post-bulk body.items.items.body.additionalProperties',
];

describe('the document', () => {
  test('is OpenAPI 3.1 by its own schema', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(faultsOfDocument(document)).toBeNull();
  });

  test('has schemas that are JSON Schema 2020-12', () => {
    const faults = Object.entries(document.components.schemas).flatMap(([name, schema]) => {
      const found = faultsOfSchema(schema);
      return found ? [`${name}: ${found}`] : [];
    });
    expect(faults).toEqual([]);
  });

  test('says of every field what it is', () => {
    const kinds = ['type', '$ref', 'anyOf', 'oneOf', 'allOf', 'enum', 'const'];
    const empty = everySchema.filter(
      ([at, schema]) => !FREE.includes(at) && !kinds.some((kind) => kind in schema),
    );
    expect(empty.map(([at]) => at)).toEqual([]);
  });

  test('points at nothing that is not there', () => {
    const there = new Set(Object.keys(document.components.schemas));
    const refs = everySchema.flatMap(([at, { $ref }]) =>
      typeof $ref === 'string' ? [[at, $ref] as const] : [],
    );
    expect(refs.filter(([, ref]) => !there.has(ref.replace('#/components/schemas/', '')))).toEqual([]);
    expect(refs.length).toBeGreaterThan(50);
  });

  test('describes every operation, and says who may', () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const bare = operations.filter(({ summary, description, tags }) => {
      return !summary || !/^For: \w/m.test(description ?? '') || tags.length !== 1;
    });
    expect(bare).toEqual([]);
  });

  test('lists take limit and cursor, writes an Idempotency-Key', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { operationId, parameters, responses }] of Object.entries(methods)) {
        const names = parameters.map((one) => ('$ref' in one ? one.$ref.split('/').at(-1) : one.name));
        if (method !== 'get') {
          expect(names, operationId).toContain('IdempotencyKey');
          continue;
        }
        const list = JSON.stringify(responses['200']).includes('Cursor of the following page');
        if (list) expect(names, path).toEqual(expect.arrayContaining(['limit', 'cursor']));
      }
    }
  });

  test('money is told as it is sent, days as days, tick boxes as true or false', () => {
    const body = document.paths['/api/v1/devices']?.post?.requestBody?.content['application/json']?.schema;
    const properties = body?.properties as Record<string, Schema>;
    expect(properties.cost?.type).toEqual(['string', 'number', 'null']);
    expect(properties.purchasedOn?.anyOf).toEqual([{ type: 'string', format: 'date' }, { type: 'null' }]);
    expect(properties.unidentified).toMatchObject({ type: 'boolean', default: false });
    expect(body?.required).toEqual(['model', 'home', 'condition', 'use']);
  });

  test('names nothing that is secret', () => {
    const names = everySchema.flatMap(([, { properties }]) => Object.keys(properties ?? {}));
    expect(names.length).toBeGreaterThan(500);
    expect(names.filter((name) => /^(password|token|undo|.*hash|.*secret)$/i.test(name))).toEqual([]);
  });

  test('is made once', () => {
    expect(again.text === answer.text).toBe(true);
    expect(again.headers.get('Content-Type')).toBe('application/json');
  });
});
