import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { everyCall } from './every-call.ts';
import { dump, makeStage, send } from './stage.ts';
import { type Document, type Operation, pointer, Validator } from './validator.ts';

interface Listed {
  id: string;
  method: string;
  path: string;
  operation: Operation;
}

const document = (await testApp(freshDatabase()).get('/api/openapi.json')).json as Document;
const operations: Listed[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    id: operation.operationId,
    method,
    path,
    operation,
  })),
);

/** Who is let in is asked of the first trip alone, and an example of nothing: one engine tells both. */
const ON_D1 = process.env.SPUDGER_TEST_ENGINE === 'd1';

let schemas: Validator;

beforeAll(() => {
  schemas = new Validator(document);
});

test('the table of calls has every operation, and nothing else', () => {
  expect(Object.keys(everyCall).sort()).toEqual(operations.map(({ id }) => id).sort());
});

describe.each(operations)('$id', ({ id, method, path, operation }) => {
  const call = everyCall[id];
  const content = operation.requestBody?.content ?? {};
  const type = Object.keys(content)[0] ?? '';

  test('called rightly, is answered as the document says', async () => {
    expect(call, id).toBeDefined();
    if (!call) return;
    const stage = await makeStage();
    await call.before?.(stage);
    const bodyAt = pointer('paths', path, method, 'requestBody', 'content', type, 'schema');
    if (call.body) expect(schemas.faults(bodyAt, call.body(stage))).toBeNull();
    const answer = await send(stage, method, path, call, stage.w[call.as ?? 'mara']);
    const expected = Object.keys(operation.responses).find((status) => status < '300') ?? '';
    expect(String(answer.status), answer.text).toBe(expected);
    const answerAt = pointer('paths', path, method, 'responses', expected, 'content', 'application/json');
    expect(schemas.faults(`${answerAt}/schema`, answer.json), answer.text).toBeNull();
    if (call.answers) expect(answer.json).toMatchObject(call.answers);
    if (answer.location) {
      const made = await stage.app.json('GET', answer.location, undefined, stage.w[call.as ?? 'mara']);
      expect(made.status, answer.location).toBe(200);
    }
  });

  if (ON_D1) return;

  test('nobody gets in without a token, and who may not is refused; nothing changes', async () => {
    if (!call) return;
    const stage = await makeStage();
    await call.before?.(stage);
    const before = await dump(stage.engine);
    const stranger = await send(stage, method, path, call, null);
    expect([stranger.status, stranger.headers.get('Content-Type')]).toEqual([
      401,
      'application/problem+json',
    ]);
    if (call.refuses) {
      const [who, status] = call.refuses;
      expect((await send(stage, method, path, call, stage.w[who])).status).toBe(status);
    }
    expect(await dump(stage.engine)).toEqual(before);
  });

  test('its example is one that it takes', () => {
    const { example } = content[type] ?? {};
    if (type !== 'application/json' || operation.requestBody?.required === false) return;
    const at = pointer('paths', path, method, 'requestBody', 'content', type, 'schema');
    expect(example).toBeDefined();
    expect(schemas.faults(at, example)).toBeNull();
  });
});
