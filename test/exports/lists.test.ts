import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { beforeEach, describe, expect, test } from 'vitest';
import { Database } from '../../src/db/database.ts';
import { type Cell, listExport } from '../../src/exports/list.ts';
import { PLACES } from '../../src/exports/list-rules.ts';
import { LISTS } from '../../src/exports/lists/all.ts';
import { exportBytes, type Format } from '../../src/exports/write.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';

let app: TestApp;
let w: Cast;
let engine: ReturnType<typeof freshDatabase>;

beforeEach(async () => {
  engine = freshDatabase();
  w = await makeWorld(engine);
  app = testApp(engine);
});

async function rowsOf(path: string, person: string): Promise<Record<string, string>[]> {
  const answer = await app.get(path, person);
  expect(answer.status, path).toBe(200);
  return parse(answer.text, { bom: true, columns: true });
}

async function bytesOf(
  list: Parameters<typeof exportBytes>[0]['list'],
  format: Format,
  columns: string[] = [],
) {
  const ctx = await systemCtx(app.services, 'system');
  const pieces: Uint8Array[] = [];
  const fresh = () => ({ ...ctx, db: new Database(engine) });
  for await (const piece of exportBytes({ list, query: {}, columns, format, rowsARead: 1_000 }, fresh))
    pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('every list', () => {
  test.each(Object.entries(PLACES))(
    '%s can be taken out where its page is seen',
    async (name, { path, needs }) => {
      const person = (needs as readonly string[]).includes('users.manage') ? w.ada : w.mara;
      const page = await app.get(path, person);
      expect(page.status).toBe(200);
      expect(page.text).toContain(`/exports/lists/${name}?format=csv`);
      const answer = await app.get(`/exports/lists/${name}?format=csv`, person);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('Content-Disposition')).toBe(`attachment; filename="${name}-2027-03-02.csv"`);
      const [heads] = parse(answer.text, { bom: true, relax_column_count: false }) as string[][];
      expect(heads?.length).toBe(LISTS[name as keyof typeof LISTS].columns.length);
      expect((await app.get(`/exports/choose/${name}`, person)).status).toBe(200);
    },
  );
});

describe('an export shows what its list shows', () => {
  test('the filters of the URL, and the columns that were chosen', async () => {
    const rows = await rowsOf('/exports/lists/devices?home=MAP&use=spare&columns=serial&columns=tag', w.mara);
    expect(rows).toEqual([{ Tag: '50001', Serial: '5CD9001XYZ' }]);
    const all = await rowsOf('/exports/lists/devices', w.mara);
    expect(all.map((row) => row.Tag).sort()).toEqual(['48213', '48214', '50001', '50002', '60001', '60002']);
    expect(all.find((row) => row.Tag === '48213')).toMatchObject({
      'Issued to': 'Quill Fennimore',
      'Who has it': 'Quill Fennimore',
      Home: 'Maple Elementary',
    });
  });

  test("students' names where they may be seen, the own school to a contact, no more", async () => {
    const auditor = await app.get('/exports/lists/devices', w.audrey);
    expect(auditor.text).toContain('a student, grade 7');
    expect(auditor.text).not.toMatch(/Fennimore|Larkspur/);
    expect((await app.get('/exports/lists/people', w.audrey)).text).not.toMatch(/Fennimore|Larkspur/);
    for (const list of ['devices', 'people', 'locations', 'repairs', 'loans'])
      expect((await app.get(`/exports/lists/${list}?site=BIR&home=BIR`, w.cora)).text).not.toMatch(
        /Birch|Larkspur|60001/,
      );
    expect((await app.get('/exports/lists/parts', w.cora)).status).toBe(403);
    expect((await app.get('/exports/lists/users', w.mara)).status).toBe(403);
    expect((await app.get('/exports/lists/secrets', w.ada)).status).toBe(404);
    expect((await app.get('/exports/lists/constructor', w.ada)).status).toBe(404);
  });

  test('an intern takes out the own rows alone', async () => {
    expect((await app.get('/exports/lists/devices', w.ivy)).status).toBe(403);
    expect((await app.get('/devices', w.ivy)).text).not.toContain('/exports/');
    expect((await app.get('/repairs', w.ivy)).text).toContain('/exports/lists/repairs');
    for (const [device, technician] of [
      [w.one, w.ivy],
      [w.two, w.sid],
    ] as const)
      await app.post(`/repairs/new?device=${device}`, { note: 'Cracked', priority: 'normal' }, technician);
    await engine.batch([
      { sql: 'UPDATE repairs SET technician = ? WHERE device = ?', parameters: [w.ivy, w.one] },
      { sql: 'UPDATE repairs SET technician = ? WHERE device = ?', parameters: [w.sid, w.two] },
    ]);
    const own = await rowsOf(`/exports/lists/repairs?technician=${w.sid}`, w.ivy);
    expect(own.map((row) => row.Tag)).toEqual(['48213']);
    expect(await rowsOf('/exports/lists/repairs', w.mara)).toHaveLength(2);
  });
});

interface Made {
  n: number;
  text: string;
}

/** A list of many rows that no table has to hold. */
const made = (rows: number, textOf: (n: number) => string) =>
  listExport<Made>({
    name: 'made',
    label: 'Made',
    columns: [
      ['text', 'Text', (row) => row.text],
      ['n', 'Number', (row) => row.n, 'number'],
      ['money', 'Cost', (row) => -row.n * 150, 'money'],
      ['on', 'Day', () => '2027-03-02', 'date'],
      ['at', 'Moment', () => '2027-03-02T15:04:05.000Z', 'time'],
    ],
    async page(_ctx, _query, cursor, limit) {
      const from = Number(cursor ?? 0);
      const length = Math.min(limit, rows - from);
      const items = Array.from({ length }, (_, i) => ({ n: from + i, text: textOf(from + i) }));
      return { items, next: from + length < rows ? String(from + length) : null };
    },
  });

const HOSTILE = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\tx',
  '\rx',
  'a "b", c',
  ' lead',
  'a\u0000b',
  'plain',
  "'quoted",
];

describe('cells', () => {
  test('in CSV nothing is a formula, and everything comes back', async () => {
    const text = (
      await bytesOf(
        made(HOSTILE.length, (n) => HOSTILE[n] ?? ''),
        'csv',
      )
    ).toString('utf8');
    expect(text.startsWith('\uFEFFText,Number,Cost (USD),Day,Moment\r\n')).toBe(true);
    const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.map((row) => row.Text)).toEqual(HOSTILE.map((cell, i) => (i < 6 ? `'${cell}` : cell)));
    expect(rows[3]).toMatchObject({
      Number: '3',
      'Cost (USD)': '-4.50',
      Day: '2027-03-02',
      Moment: '2027-03-02 10:04',
    });
  });

  test('in a workbook texts are texts, numbers numbers and dates dates', async () => {
    const book = await readXlsx(
      await bytesOf(
        made(HOSTILE.length, (n) => HOSTILE[n] ?? ''),
        'xlsx',
      ),
    );
    const [heads, ...rows] = (book.sheets[0]?.rows ?? []) as Cell[][];
    expect(heads).toEqual(['Text', 'Number', 'Cost (USD)', 'Day', 'Moment']);
    expect(rows.map((row) => row[0])).toEqual(HOSTILE.map((cell) => cell.replace('\u0000', '')));
    expect(rows[3]).toEqual([
      '@SUM(A1)',
      3,
      -4.5,
      new Date('2027-03-02T00:00:00Z'),
      new Date('2027-03-02T10:04:00Z'),
    ]);
  });
});

test('a long list is streamed: memory does not grow with it', async () => {
  // 40 MB of text; the bench has the 200,000 rows of the plan.
  const wide = 'x'.repeat(1_000);
  const list = made(40_000, (n) => `${n} ${wide}`);
  const ctx = await systemCtx(app.services, 'system');
  const grown: Record<string, number> = {};
  for (const format of ['csv', 'xlsx'] as const) {
    const before = process.memoryUsage().rss;
    let most = before;
    let bytes = 0;
    for await (const piece of exportBytes(
      { list, query: {}, columns: [], format, rowsARead: 1_000 },
      () => ctx,
    )) {
      bytes += piece.length;
      most = Math.max(most, process.memoryUsage().rss);
    }
    grown[format] = Math.round((most - before) / 1_000_000);
    expect(bytes).toBeGreaterThan(format === 'csv' ? 40_000_000 : 500_000);
  }
  // A collector in no hurry takes some before it looks; what is held as a whole is far more than this.
  expect(Math.max(...Object.values(grown)), JSON.stringify(grown)).toBeLessThan(150);
});
