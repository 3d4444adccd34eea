import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import build from '../../scripts/build-setup.ts';
import { applyMigrations } from '../../src/db/migrate.ts';
import { migrationFiles } from '../../src/db/migration-files.ts';
import { openData } from '../../src/node-data.ts';
import { freePort, type Started, startProgram } from '../support/server-process.ts';
import { scratch } from './files.ts';

const folder = scratch();
const data = join(folder, 'data');
let server: Started;
let url: string;

const start = async (port: number, more: Record<string, string> = {}) =>
  startProgram(
    ['--enable-source-maps', 'dist/node.js'],
    { PORT: String(port), BASE_URL: `http://127.0.0.1:${port}`, DATA_DIR: data, ...more },
    /\/setup\/|ended|wrong|running/,
    30_000,
  );

beforeAll(async () => {
  build();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  server = await start(port);
}, 120_000);

afterAll(() => server.stop());

interface Raw {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** An answer as it came over the wire, compressed or not. */
function fetchRaw(path: string, headers: Record<string, string> = {}): Promise<Raw> {
  return new Promise((resolve, reject) => {
    get(`${url}${path}`, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    }).on('error', reject);
  });
}

describe('a new folder', () => {
  test('gets a database, a secret that only its owner reads, and a link for the first admin', async () => {
    expect(existsSync(join(data, 'spudger.db'))).toBe(true);
    expect(statSync(join(data, 'secret')).mode & 0o777).toBe(0o600);
    expect(statSync(data).mode & 0o777).toBe(0o700);
    const link = /http:\/\/[\d.:]+(\/setup\/[\w-]+)/.exec(server.said())?.[1] ?? '';
    const page = await fetchRaw(link);
    expect(page.status).toBe(200);
    expect(page.body.toString()).toContain('first admin');
    expect((await fetchRaw('/healthz')).body.toString()).toMatch(/"ok":true,"version":"\d/);
  });

  test('is held by one server at a time, and by none after a kill', async () => {
    const second = await start(await freePort());
    expect(second.said()).toMatch(/A server \(process \d+\) is running/);
    expect(await second.ended).toBe(1);
    const pid = Number(readFileSync(join(data, 'server.pid'), 'utf8'));
    const secret = readFileSync(join(data, 'secret'), 'utf8');
    const link = /\/setup\/[\w-]+/.exec(server.said())?.[0];
    process.kill(pid, 'SIGKILL');
    await server.ended;
    server = await start(Number(new URL(url).port));
    expect(readFileSync(join(data, 'secret'), 'utf8')).toBe(secret);
    expect(server.said()).toContain(link ?? 'no link');
  });
});

describe('what goes over the wire', () => {
  test('pages are compressed for who asks for it, and are the same', async () => {
    const plain = await fetchRaw('/sign-in');
    const packed = await fetchRaw('/sign-in', { 'Accept-Encoding': 'gzip, br' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.headers.vary).toContain('Accept-Encoding');
    expect(Number(packed.headers['content-length'])).toBe(packed.body.length);
    expect(packed.body.length).toBeLessThan(plain.body.length / 2);
    const withoutKeys = (html: Buffer) => html.toString().replace(/value="01[0-9a-f-]+"/g, '');
    expect(withoutKeys(gunzipSync(packed.body))).toBe(withoutKeys(plain.body));
    const small = await fetchRaw('/healthz', { 'Accept-Encoding': 'gzip' });
    expect(small.headers['content-encoding']).toBeUndefined();
  });

  test('files are kept by browsers under their hashed names, compressed ahead of time', async () => {
    const assets = JSON.parse(readFileSync('static/build/assets.json', 'utf8')) as Record<string, string>;
    const sheet = assets['app.css'] ?? '';
    const packed = await fetchRaw(sheet, { 'Accept-Encoding': 'gzip' });
    expect(packed.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.body).equals((await fetchRaw(sheet)).body)).toBe(true);
    const again = await fetchRaw(sheet, { 'If-None-Match': String(packed.headers.etag) });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  test('every answer carries the policy, and only the barcode worker may compile wasm', async () => {
    const assets = JSON.parse(readFileSync('static/build/assets.json', 'utf8')) as Record<string, string>;
    const paths = [
      '/sign-in',
      '/nothing',
      '/locations',
      '/icons/icon.svg',
      '/icons/app.webmanifest',
      '/healthz',
    ];
    for (const path of [...paths, ...Object.values(assets)]) {
      const { headers } = await fetchRaw(path);
      const policy = String(headers['content-security-policy'] ?? '');
      expect([path, policy.includes('wasm-unsafe-eval')]).toEqual([path, path === assets['scan-worker.js']]);
      expect(policy).toContain("default-src 'self'");
      expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'/);
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  test('nothing but the served files leaves the folder of files', async () => {
    const away = [
      '/css/app.css',
      '/build/..%2f..%2fpackage.json',
      '/build/../../package.json',
      '/_headers',
      '/.assetsignore',
    ];
    for (const path of away) expect([path, (await fetchRaw(path)).status]).toEqual([path, 404]);
    const listed = readdirSync('static/build').find((name) => name.endsWith('.gz')) ?? '';
    expect((await fetchRaw(`/build/${listed}`)).status).toBe(404);
  });

  test('the service worker, where it is built, rules the whole site and is always asked for', async () => {
    const built = existsSync('static/build/service-worker.js');
    const { status, headers } = await fetchRaw('/sw.js');
    expect(status).toBe(built ? 200 : 404);
    if (built)
      expect([headers['service-worker-allowed'], headers['cache-control']]).toEqual(['/', 'no-cache']);
  });
});

describe('an environment that is wrong', () => {
  test('is named, and nothing starts', async () => {
    const wrong = await start(await freePort(), { TIME_ZONE: 'Mars/Base', SESSION_DAYS: '0' });
    expect(wrong.said()).toContain('TIME_ZONE');
    expect(wrong.said()).toContain('SESSION_DAYS');
    expect(await wrong.ended).toBe(1);
  });
});

describe('a database of an older version', () => {
  test('is copied before it is migrated', () => {
    const old = scratch();
    const [first, ...later] = migrationFiles();
    const file = new Sqlite(join(old, 'spudger.db'));
    applyMigrations(file, first ? [first] : []);
    file.exec("INSERT INTO settings (name, value) VALUES ('district.name', 'Alder')");
    file.close();
    const said: string[] = [];
    openData(old, (line) => said.push(line)).close();
    expect(said).toContain(`Applied ${later.length} migrations, up to ${later.at(-1)?.name}`);
    const copy = new Sqlite(join(old, `spudger-before-${later[0]?.name.slice(0, 4)}.db`), { readonly: true });
    expect(copy.prepare('SELECT value FROM settings').pluck().get()).toBe('Alder');
    expect(copy.prepare("SELECT 1 FROM sqlite_master WHERE name = 'users'").get()).toBeUndefined();
    copy.close();
    openData(old, (line) => said.push(line)).close();
    expect(said).toHaveLength(2);
  });
});
