import { beforeEach, describe, expect, it } from 'vitest';
import { signedCookie } from '../../src/accounts/cookie.ts';
import { createApp } from '../../src/app.ts';
import { LABEL_RULES } from '../../src/check/label-queries.ts';
import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import type { Engine } from '../../src/db/engine.ts';
import { SECRET, type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { faultRows, type Shelf, stockWorld } from '../support/stock.ts';
import { type Cast, makeWorld } from '../support/world.ts';
import { decodePdf, type ReadPage } from './decoded.ts';

/** Paper that every district has from the start, by the end of its id. */
const paper = (number: string) => `01a00000-0000-7000-8000-${number.padStart(12, '0')}`;
const BASE = 'http://spudger.test';

let engine: Engine;
let app: TestApp;
let w: Cast;
let s: Shelf;

beforeEach(async () => {
  engine = freshDatabase();
  app = testApp(engine);
  w = await makeWorld(engine);
  await engine.batch(faultRows());
  s = await stockWorld(engine, w);
});

async function printed(query: Record<string, string>, person: string): Promise<ReadPage[]> {
  const url = `${BASE}/labels/labels.pdf?${new URLSearchParams(query)}`;
  const cookie = `spudger.session_token=${signedCookie(`session-${person}`, SECRET)}`;
  const answer = await createApp(app.services).request(url, { headers: { Cookie: cookie } });
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'application/pdf']);
  return decodePdf(new Uint8Array(await answer.arrayBuffer()));
}

const textsOf = (pages: readonly ReadPage[], format: string) =>
  pages.flatMap(({ codes }) => codes.filter((code) => code.format === format).map(({ text }) => text)).sort();

describe('labels on paper', () => {
  it('of a list, from the first free label on: every one is read by the scanner, where it belongs', async () => {
    const tags = ['48213', '48214', '50001', '50002', '60001', '60002'];
    const query = { of: 'devices', paper: paper('5167'), code: 'both', start: '78', sort: 'tag' };
    const pages = await printed(query, w.tess);
    expect(pages.map(({ width, height }) => [width, height])).toEqual([
      [612, 792],
      [612, 792],
    ]);
    expect(textsOf(pages, 'qr_code')).toEqual(tags.map((tag) => `${BASE}/t/${tag}`));
    expect(textsOf(pages, 'code_128')).toEqual(tags);
    // Three labels are left on the sheet that was begun, the rest stands at the top of the next one.
    const where = (page: ReadPage | undefined) =>
      page?.codes.filter(({ format }) => format === 'qr_code') ?? [];
    expect(where(pages[0]).map(({ text, y }) => [text.slice(-5), Math.round(y)])).toEqual(
      expect.arrayContaining([['48213', 792 - 36 - 18]]),
    );
    const first = where(pages[1]).find(({ text }) => text.endsWith('50002'));
    expect([first?.x, first?.y].map((at) => Math.round(at ?? 0))).toEqual([38, 54]);
  });

  it.each([
    ['62', 62, 29],
    ['24', 60, 24],
  ])('on a roll of %s mm: one page a label, of exactly its size', async (roll, width, height) => {
    const list = ['BIN:D1-A1', 'LOC:MAP-C1', 'LCD-116-30', '5CD1234XYZ', 'nothing'].join('\n');
    const pages = await printed({ list, paper: paper(roll), copies: '2' }, w.mara);
    expect(pages.length).toBe(8);
    for (const page of pages) {
      expect(page.width).toBeCloseTo((width * 72) / 25.4, 2);
      expect(page.height).toBeCloseTo((height * 72) / 25.4, 2);
      expect(page.codes.length).toBe(2);
    }
    const links = ['/b/D1-A1', '/l/MAP-C1', '/p/LCD-116-30', '/t/48213'].map((path) => BASE + path);
    expect([...new Set(textsOf(pages, 'qr_code'))]).toEqual(links);
    for (const link of links)
      expect((await app.get(link.slice(BASE.length), w.mara)).location).toMatch(
        /^\/(stock|locations|devices)\//,
      );
  });

  it('leaves bars out where they would be too thin, fits long names, and prints nobody’s name', async () => {
    await engine.batch([
      {
        sql: 'UPDATE locations SET code = ?, name = ? WHERE id = ?',
        parameters: ['a-very-long-code-of-a-room', `Łódź ${'Northumberland '.repeat(7)}`.trim(), w.mapleRoom],
      },
    ]);
    const query = { list: 'a-very-long-code-of-a-room\n48213', paper: paper('5167') };
    const pages = await printed(query, w.sid);
    expect(textsOf(pages, 'qr_code')).toEqual([`${BASE}/l/a-very-long-code-of-a-room`, `${BASE}/t/48213`]);
    expect(textsOf(pages, 'code_128')).toEqual(['48213']);
    const page = await app.get(`/labels?${new URLSearchParams(query)}`, w.sid);
    expect(page.text).toContain('Bars would be too thin');
    expect(page.text).toContain('Northumberland');
    expect(page.text).not.toContain('Fennimore');
  });

  it('shows each person what is theirs to see, and says what it does not know', async () => {
    const list = '48213\n60001\nBIN:D1-A1\nOdd <b>';
    const page = await app.get(`/labels?${new URLSearchParams({ list })}`, w.cora);
    expect(page.text).toContain('Not known, and not printed: 60001, BIN:D1-A1, Odd &lt;b&gt;');
    expect((await app.get('/labels?of=bins', w.cora)).status).toBe(403);
    expect((await app.get(`/labels?of=parts&bin=${s.shelf}`, w.audrey)).text).toContain('LCD-116-30');
    const places = await app.get('/labels?of=places', w.cora);
    expect(places.text).toContain('MAP-C1');
    expect(places.text).not.toContain('BIR');
    expect((await app.get('/labels?of=devices&copies=99&start=abc', w.sid)).status).toBe(422);
  });
});

describe('paper of one’s own', () => {
  it('is added by its dimensions in inches, and refused where the labels do not fit', async () => {
    const form = {
      ...{
        name: 'Two by five',
        kind: 'sheet',
        unit: 'in',
        labelWidth: '4',
        labelHeight: '2',
        across: '2',
        down: '5',
      },
      ...{
        pageWidth: '8.5',
        pageHeight: '11',
        fromLeft: '0.16',
        fromTop: '0.5',
        gapAcross: '0.18',
        gapDown: '',
      },
    };
    const wide = await app.post('/labels/papers/new', { ...form, across: '3' }, w.mara);
    expect([wide.status, wide.text.includes('reach beyond its right edge')]).toEqual([422, true]);
    expect((await app.post('/labels/papers/new', form, w.mara)).status).toBe(303);
    const [own] = await app.rows<{ id: string; step_across: number }>(
      "SELECT id, step_across FROM label_papers WHERE name = 'Two by five'",
    );
    expect(own?.step_across).toBe(106_172);
    const [page] = await printed({ list: '48213\n48214', paper: own?.id ?? '', code: '128' }, w.mara);
    expect(page?.codes.map(({ text }) => text).sort()).toEqual(['48213', '48214']);
    expect((await app.post('/labels/papers/new', form, w.ada)).text).toContain('Another paper has this name');
  });
});

describe('reserved tags', () => {
  const ask = (fields: Record<string, string>, person = w.mara) =>
    app.post('/labels/ranges/new', { name: 'Summer', count: '10', digits: '5', ...fields }, person);
  const spans = () =>
    app.rows<{ first_tag: string; last_tag: string }>(
      'SELECT first_tag, last_tag FROM tag_ranges ORDER BY n',
    );

  it('are given to one person each, however many ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => ask({}, i % 2 ? w.mara : w.ada)));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(303));
    const found = await spans();
    // After the highest tag that a device has.
    expect(found[0]).toEqual({ first_tag: '60003', last_tag: '60012' });
    expect(new Set(found.map(({ first_tag }) => first_tag)).size).toBe(6);
    expect(await brokenRules(new Database(engine), LABEL_RULES)).toEqual([]);
    const taken = await ask({ first: '60005', count: '3' });
    expect([taken.status, taken.text.includes('&quot;Summer&quot; has tags of these')]).toEqual([422, true]);
    expect((await app.get('/labels/ranges/new', w.mara)).text).toContain('60063 to 60162');
    expect((await ask({ first: '99995' })).text).toContain('100004 has more digits');
    await engine.batch([{ sql: "UPDATE tag_ranges SET last_tag = '60014' WHERE n = 1", parameters: [] }]);
    expect(await brokenRules(new Database(engine), LABEL_RULES)).toHaveLength(1);
  });

  it('are printed in advance, and a device elsewhere that gets one says so', async () => {
    // More than are made one by one: each is read all the same.
    const made = await ask({ prefix: 'mp-', site: w.maple, count: '75' });
    const id = made.location?.match(/ranges\/([^?]+)/)?.[1] ?? '';
    const pages = await printed({ of: 'range', range: id, paper: paper('5160') }, w.mara);
    const tags = Array.from({ length: 75 }, (_, n) => `MP-${String(n + 1).padStart(5, '0')}`);
    expect(pages.length).toBe(3);
    expect(textsOf(pages, 'code_128')).toEqual(tags);
    expect(textsOf(pages, 'qr_code')).toEqual(tags.map((tag) => `${BASE}/t/${tag}`));
    // A document has an end, copies too: somebody else waits for the server.
    const long = (await ask({ prefix: 'zz-', count: '130' })).location?.match(/ranges\/([^?]+)/)?.[1] ?? '';
    const copies = `/labels/labels.pdf?of=range&range=${long}&copies=20`;
    expect((await app.get(copies, w.mara)).status).toBe(422);
    const device = { model: w.dell3100, home: w.birch, use: 'spare', tag: 'MP-00007', condition: 'good' };
    const created = await app.json('POST', '/api/v1/devices', device, w.mara);
    expect([created.status, created.text.slice(0, 200)]).toEqual([201, expect.anything()]);
    const page = await app.get('/devices/MP-00007', w.mara);
    expect(page.text).toContain('one of those reserved for Maple Elementary');
    expect((await app.get(`/labels/ranges/${id}`, w.mara)).text).toContain('MP-00007');
    expect((await app.post(`/labels/ranges/${id}/withdraw`, {}, w.mara)).status).toBe(303);
    expect((await app.post(`/labels/ranges/${id}/withdraw`, {}, w.mara)).status).toBe(409);
    expect((await app.get('/devices/MP-00007', w.mara)).text).not.toContain('reserved for');
    expect((await ask({ prefix: 'mp-', count: '5' })).status).toBe(303);
    expect((await spans())[2]?.first_tag).toBe('MP-00008');
  });
});
