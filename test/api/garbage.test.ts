import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { everyCall } from './every-call.ts';
import { dump, makeStage, urlOf } from './stage.ts';
import type { Document } from './validator.ts';

const document = (await testApp(freshDatabase()).get('/api/openapi.json')).json as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    id: operation.operationId,
    method,
    path,
    type: Object.keys(operation.requestBody?.content ?? {})[0] ?? '',
    names: operation.parameters.flatMap((one) => ('in' in one && one.in === 'query' ? [one.name] : [])),
  })),
);

const RUNS = process.env.SPUDGER_TEST_ENGINE === 'd1' ? 3 : 5;

/** What no field takes, and what looks as if one did. */
const nasty = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    '',
    ' ',
    '2027-02-31',
    '-1',
    -1,
    1e21,
    0.5,
    true,
    null,
    [],
    {},
    [[]],
    "'; DROP TABLE devices; --",
    '<script>alert(1)</script>',
    '\u0000\u0007',
    '\ud800',
    'x'.repeat(10_001),
    '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01',
    '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01:',
    ['0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01'],
    { '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01': 3 },
    Array.from({ length: 300 }, () => 'a'),
  ),
);

const writing = operations.filter(({ method, type }) => method !== 'get' && type === 'application/json');

describe.each(writing)('$id', ({ id, method, path }) => {
  const call = everyCall[id];

  test('takes no garbage: a clear refusal, and nothing changed', async () => {
    if (!call) throw new Error(id);
    const right = call.body ?? (() => ({}));
    const keys = [...Object.keys(right(await makeStage())), 'role', 'id', 'site', 'version', '__proto__'];
    const broken = fc.oneof(
      { weight: 1, arbitrary: nasty },
      { weight: 4, arbitrary: fc.dictionary(fc.constantFrom(...keys), nasty, { minKeys: 1, maxKeys: 3 }) },
    );
    let stage = await makeStage();
    await call.before?.(stage);
    let before = await dump(stage.engine);
    let writes = stage.writes();
    await fc.assert(
      fc.asyncProperty(broken, async (garbage) => {
        const whole = typeof garbage !== 'object' || garbage === null || Array.isArray(garbage);
        const body = whole ? garbage : { ...right(stage), ...garbage };
        const url = urlOf(path, { ...call, query: undefined }, stage);
        const answer = await stage.app.json(method.toUpperCase(), url, body, stage.w[call.as ?? 'mara']);
        expect(answer.status, answer.text).toBeLessThan(500);
        if (answer.status >= 400) {
          expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
          if (stage.writes() === writes) return;
          expect(await dump(stage.engine)).toEqual(before);
          writes = stage.writes();
          return;
        }
        // It was right after all, or had fields that are not asked for: on with a fresh world.
        stage = await makeStage();
        await call.before?.(stage);
        before = await dump(stage.engine);
        writes = stage.writes();
      }),
      { numRuns: RUNS },
    );
    expect(await dump(stage.engine)).toEqual(before);
  });
});

test('paths and queries take no garbage', async () => {
  const stage = await makeStage();
  const before = await dump(stage.engine);
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom(
      '%00',
      '../..',
      '-1',
      '1'.repeat(300),
      'R-999999999999',
      "' OR 1=1 --",
      '\u0000',
      'W10',
      'WyJhIl0',
    ),
  );
  const reads = operations.filter(({ method }) => method === 'get');
  const asked = fc.record({
    op: fc.constantFrom(...reads),
    values: fc.array(text, { minLength: 12, maxLength: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(asked, async ({ op, values }) => {
      const filled = op.path.replace(/\{\w+\}/g, () => encodeURIComponent(values[0]?.toWellFormed() || 'x'));
      const query = new URLSearchParams(op.names.map((name, i) => [name, values[i % 12] ?? '']));
      for (const url of [`${filled}?${query}`, `${filled}?cursor=${encodeURIComponent(values[1] ?? '')}`]) {
        const answer = await stage.app.json('GET', url, undefined, stage.w.mara);
        expect(answer.status, `${url} ${answer.text}`).toBeLessThan(500);
      }
    }),
    { numRuns: RUNS * 10 },
  );
  expect(await dump(stage.engine)).toEqual(before);
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json'])(
  'a body of %s that cannot be read is told so',
  async (type) => {
    const stage = await makeStage();
    const before = await dump(stage.engine);
    const response = await createApp(stage.app.services).request('http://spudger.test/api/v1/locations', {
      method: 'POST',
      headers: { Authorization: `Bearer token-${stage.w.mara}`, 'Content-Type': type },
      body: 'kind=room&{',
    });
    expect([response.status, response.headers.get('Content-Type')]).toEqual([
      400,
      'application/problem+json',
    ]);
    expect(await dump(stage.engine)).toEqual(before);
  },
);

describe.each(operations.filter(({ type }) => type === 'multipart/form-data'))(
  '$id',
  ({ id, path, method }) => {
    const sent = document.paths[path]?.[method]?.requestBody?.content['multipart/form-data']?.schema as {
      properties: Record<string, { items?: { contentMediaType?: string } }>;
    };
    const field =
      Object.keys(sent.properties).find((name) => sent.properties[name]?.items?.contentMediaType) ?? '';
    const html = new File(['<html><script>alert(1)</script>'], 'a.jpg', { type: 'image/jpeg' });
    const broken = new File([new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 1, 2])], 'b.jpg', {
      type: 'image/jpeg',
    });
    const empty = new File([], 'c.png', { type: 'image/png' });

    // What an import's file is comes out when it is read, and is told there: it is no photo.
    const wrong: [string, File[]][] = id.startsWith('post-imports')
      ? []
      : [
          ['a page that says it is a photo', [html]],
          ['a photo that is cut off', [broken]],
          ['eleven at once', Array.from({ length: 11 }, () => broken)],
        ];

    test.each([['nothing', []], ['an empty file', [empty]], ...wrong])('takes no %s', async (_, photos) => {
      const call = everyCall[id];
      if (!call) throw new Error(id);
      const stage = await makeStage();
      await call.before?.(stage);
      const before = await dump(stage.engine);
      const form = call.form?.(stage) ?? new FormData();
      form.delete(field);
      for (const photo of photos) form.append(field, photo);
      const answer = await stage.app.json('POST', urlOf(path, call, stage), form, stage.w[call.as ?? 'mara']);
      expect([answer.status, Object.keys((answer.json as { errors: object }).errors)]).toEqual([
        422,
        [field],
      ]);
      expect(await dump(stage.engine)).toEqual(before);
      expect(stage.app.photos.kept.size).toBe(0);
    });
  },
);
