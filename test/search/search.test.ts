import { beforeEach, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';

let app: TestApp;
let w: Cast;

beforeEach(async () => {
  const engine = freshDatabase();
  w = await makeWorld(engine);
  await engine.batch([
    {
      sql: `INSERT INTO parts (id, sku, name, part_kind, created_at)
            VALUES ('p1', 'LCD-116', 'LCD 11.6 inch', 'lcd', '')`,
      parameters: [],
    },
    {
      sql: "INSERT INTO parts_fts (rowid, name) SELECT n, 'LCD-116 LCD 11.6 inch' FROM parts",
      parameters: [],
    },
    {
      sql: "INSERT INTO part_numbers (id, part, kind, value) VALUES ('pn', 'p1', 'maker', '5D10X63210')",
      parameters: [],
    },
    {
      sql: `INSERT INTO repairs (id, number, device, site, state, reported_at, recorded_at)
            VALUES ('r1', 123, ?, ?, 'reported', '', '')`,
      parameters: [w.two, w.maple],
    },
  ]);
  app = testApp(engine);
});

const search = (text: string, person = w.sid) =>
  app.get(`/search?q=${encodeURIComponent(text.toWellFormed())}`, person);
const suggest = async (text: string, person = w.sid) =>
  (await app.get(`/search/suggest?q=${encodeURIComponent(text.toWellFormed())}`, person)).text;

describe('exact hits open at once', () => {
  test.each([
    ['48213', (c: Cast) => `/devices/${c.one}`],
    ['5cd1234xyz', (c: Cast) => `/devices/${c.one}`],
    ['R-000123', () => '/repairs/r1'],
    ['r123', () => '/repairs/r1'],
    ['123', () => '/repairs/r1'],
    ['LCD-116', () => '/stock/parts/p1'],
    ['5d10x63210', () => '/stock/parts/p1'],
    ['MAP-C1', (c: Cast) => `/locations/${c.mapleCart}`],
    ['700001', (c: Cast) => `/people/${c.student}`],
    ['S-Tess', (c: Cast) => `/people/${c.tess}`],
  ])('%s', async (text, href) => {
    const answer = await search(text);
    expect(answer.status).toBe(303);
    expect(answer.location).toContain(href(w));
  });

  test('a number that is a tag too opens the device', async () => {
    await app.rows(
      "UPDATE identifiers SET value = '123' WHERE device = ? AND kind = 'tag' RETURNING 1",
      w.two,
    );
    expect((await search('123')).location).toContain(`/devices/${w.two}`);
  });
});

describe('suggestions', () => {
  test('pieces of tags and serials, from the start and from the middle', async () => {
    expect(await suggest('482')).toContain('48213');
    expect(await suggest('48')).toContain('48213');
    expect(await suggest('821')).toContain('48213');
    expect(await suggest('9002x')).toContain('50002');
  });

  test('are options with a link each', async () => {
    const text = await suggest('482');
    expect(text).toMatch(
      /^<li role="option"><a href="\/devices\/[^"]+">48213 <small>[^<]*<\/small><\/a><\/li>/,
    );
  });

  test('people, places, models and parts by the starts of their words', async () => {
    expect(await suggest('quil fen')).toContain(`/people/${w.student}`);
    expect(await suggest('cart')).toContain(`/locations/${w.mapleCart}`);
    expect(await suggest('chromebook 31')).toContain(`/models/${w.dell3100}`);
    expect(await suggest('lcd 11')).toContain('/stock/parts/p1');
  });

  test('a former serial says so', async () => {
    await app.rows("UPDATE identifiers SET to_at = from_at WHERE value = '5CD1234XYZ' RETURNING 1");
    await app.rows("UPDATE devices SET serial = '' WHERE id = ? RETURNING 1", w.one);
    expect(await suggest('1234XY')).toContain('formerly 5CD1234XYZ');
  });

  test('typos, where nothing has what was typed', async () => {
    expect(await suggest('48123')).toContain('48213');
    expect((await search('48Z13')).text).toContain('Near tags and serials');
    expect(await suggest('zebra')).toBe('');
  });

  test('nothing for nothing and for what is too long', async () => {
    expect(await suggest('')).toBe('');
    expect(await suggest('a'.repeat(10_001))).toBe('');
  });
});

describe('rights', () => {
  test("a contact finds own people, places and devices, not the other school's", async () => {
    expect(await suggest('quill', w.cora)).toContain(`/people/${w.student}`);
    expect(await suggest('fenni', w.cora)).toContain(`/people/${w.student}`);
    expect(await suggest('lark', w.cora)).toBe('');
    expect(await suggest('birch', w.cora)).toBe('');
    expect(await suggest('4821', w.cora)).toContain('48213');
    expect(await suggest('6000', w.cora)).toBe('');
    expect(await suggest('60009', w.cora)).toBe('');
    expect((await search('700002', w.cora)).status).toBe(200);
    expect((await search('BIR-3', w.cora)).status).toBe(200);
  });

  test('a contact finds no parts, an auditor no people', async () => {
    expect(await suggest('lcd', w.cora)).toBe('');
    expect((await search('LCD-116', w.cora)).status).toBe(200);
    expect(await suggest('quill', w.audrey)).toBe('');
    expect((await search('700001', w.audrey)).status).toBe(200);
  });

  test("another site's exact tag leads to what a scan may say", async () => {
    expect((await search('60001', w.cora)).location).toBe('/devices/60001?scan=elsewhere');
  });
});

describe('wrong input', () => {
  const texts = [
    '"',
    '""',
    '"*"',
    '*',
    'a"b',
    'NEAR(a b, 2)',
    'a AND OR NOT b',
    'name:x',
    '^a',
    '-',
    '()',
    "'; DROP TABLE devices; --",
    '%_%',
    '<img src=x onerror=alert(1)>',
    '\u0000\u0000\u0000',
    '\ud800\ud800\ud800',
    '\ud83d\ude00\ud83d\ude00\ud83d\ude00',
    '\u0301\u0301\u0301',
    'a b c d e f g h i j',
  ];
  test.each(texts.map((text) => [text]))('%j is only text', async (text) => {
    const answer = await search(text);
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain('<img src=x');
    expect(
      (await app.get(`/search/suggest?q=${encodeURIComponent(text.toWellFormed())}`, w.sid)).status,
    ).toBe(200);
  });

  test('10,001 characters are too many', async () => {
    const answer = await search('a'.repeat(10_001));
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('At most 100 characters');
  });

  test('an empty search shows the box', async () => {
    expect((await search('')).text).toContain('data-scan');
  });
});
