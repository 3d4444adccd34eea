/*
 * The floor: what an answer costs at least on this stack. For every recorded request the same statements on raw
 * better-sqlite3, prepared once; the same HTML from its pieces by string concatenation; gzipSync level 1; answered
 * by a bare Hono app on the same adapter with the same headers. Of a write, the same rows in one transaction.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { constants, gzipSync } from 'node:zlib';
import { getRequestListener } from '@hono/node-server';
import type Sqlite from 'better-sqlite3';
import { type Context, Hono } from 'hono';
import { openSqlite } from '../src/db/engine-sqlite.ts';
import type { Ran, Recorded } from './words.ts';

const LEVEL = { level: constants.Z_BEST_SPEED };
const SMALLEST = 1_000;
/** Set by Node or by the compression, not by the program. */
const NOT_COPIED = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
]);

const file = openSqlite(process.env.FLOOR_DATABASE ?? '');
const recorded = JSON.parse(readFileSync(process.env.FLOOR_RECORDED ?? '', 'utf8')) as Recorded[];
const statements = new Map<string, Sqlite.Statement>();

function prepared(sql: string): Sqlite.Statement {
  const known = statements.get(sql) ?? file.prepare(sql);
  statements.set(sql, known);
  return known;
}

type Answer = (c: Context) => Response | Promise<Response>;

/** Reads what the page read, puts its HTML together and packs it. */
function page({ ran, body, status, headers }: Recorded): Answer {
  const reads = ran
    .filter((one) => one.reads)
    .map(({ sql, values }) => ({ statement: prepared(sql), values }));
  // A tag, then the text behind it, as a page that is written by hand has them.
  const pieces = body.match(/<[^>]*>|[^<]+/g) ?? [];
  const plain = headersOf(headers);
  const packed = { ...plain, 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' };
  return (c) => {
    for (const { statement, values } of reads) statement.all(values);
    let html = '';
    for (const piece of pieces) html += piece;
    if (html.length < SMALLEST) return c.body(html, status as 200, plain);
    const bytes = gzipSync(html, LEVEL);
    return c.body(bytes, status as 200, { ...packed, 'Content-Length': String(bytes.length) });
  };
}

/** Writes the rows that the form wrote, with ids of its own, in one durable transaction. */
function write({ ran, made, status, headers }: Recorded): Answer {
  const begin = prepared('BEGIN IMMEDIATE');
  const commit = prepared('COMMIT');
  const rows = ran
    .filter(({ sql }) => /^\s*(INSERT|UPDATE|DELETE)/i.test(sql) && !/INTO guards/.test(sql))
    .map(({ sql, values }) => ({ statement: prepared(sql), values: withPlaces(values, made) }));
  const plain = headersOf(headers);
  return async (c) => {
    await c.req.text();
    const ids = made.map(() => newId());
    begin.run();
    for (const { statement, values } of rows) statement.run(values.map((value) => value(ids)));
    commit.run();
    return c.body(null, status as 303, plain);
  };
}

type Place = (ids: readonly string[]) => string | number | null;

function withPlaces(values: Ran['values'], made: readonly string[]): Place[] {
  return values.map((value) => {
    const places = typeof value === 'string' ? made.filter((id) => value.includes(id)) : [];
    if (typeof value !== 'string' || places.length === 0) return () => value;
    const at = places.map((id) => [id, made.indexOf(id)] as const);
    return (ids) => at.reduce((text, [id, n]) => text.replaceAll(id, ids[n] ?? ''), value);
  });
}

/** 16 random bytes with the clock in front: as long and as ordered as the program's ids. */
function newId(): string {
  const hex = Date.now().toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function headersOf(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_COPIED.has(name)));
}

const answers = new Map<string, Answer>();
for (const one of recorded)
  answers.set(`${one.method} ${one.path}`, one.method === 'POST' ? write(one) : page(one));

const app = new Hono();
app.get('/bare', (c) => c.text('ok'));
app.all('*', (c) => {
  const { url, method } = c.req;
  const answer = answers.get(`${method} ${url.slice(url.indexOf('/', 8))}`);
  return answer ? answer(c) : c.text('not recorded', 404);
});

const server = createServer(getRequestListener((request) => app.fetch(request)));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`Floor at http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`);
});
process.on('SIGTERM', () => process.exit(0));
