import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ZipArchive } from '../../src/cli/zip-file.ts';
import type { Engine } from '../../src/db/engine.ts';
import { districtZip } from '../../src/exports/district-zip.ts';
import { bytesOf } from '../../src/exports/job.ts';
import { listOf } from '../../src/exports/lists/all.ts';
import { takeInDistrict } from '../../src/exports/take-in.ts';
import { makeDistrict, type Steps } from '../../src/exports/taking-make.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'spudger-taking-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let app: TestApp;
let w: Cast;
let engine: Engine;
const HERE = '/settings/take-out';
/** As little in a part as can be: it goes on from the middle of tables. */
const SMALL: Steps = { milliseconds: 60_000, bytes: 1, reads: 1 };

beforeEach(async () => {
  engine = freshDatabase();
  w = await makeWorld(engine);
  app = testApp(engine);
});

const maker = () => ({
  engine,
  photos: app.photos,
  files: app.files,
  lists: listOf,
  fresh: () => systemCtx(app.services, 'system'),
});

async function ask(fields: Record<string, string> = {}): Promise<string> {
  const answer = await app.post(HERE, fields, w.ada);
  expect(answer.location, answer.text).toBe(`${HERE}?done=saved`);
  const [row] = await app.rows<{ id: string }>("SELECT id FROM district_exports WHERE state = 'asked'");
  return row?.id ?? '';
}

async function archiveOf(bytes: Uint8Array): Promise<ZipArchive> {
  const path = join(folder, 'one.zip');
  writeFileSync(path, bytes);
  return ZipArchive.read(path);
}

async function textIn(archive: ZipArchive, name: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of archive.open(name)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

/** The file as a browser gets it. */
async function fetched(id: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let part = 1; ; part++) {
    const bytes = app.files.kept.get(`exports/district-${id}/${part}`);
    if (!bytes) return Buffer.concat(pieces);
    pieces.push(bytes);
  }
}

describe('a whole district in steps', () => {
  test('goes on from where a stopped one was, and is the same as one that is written at once', async () => {
    // Rows enough that a table is put down in its middle.
    await engine.batch([
      {
        sql: `INSERT INTO holidays (day, name) SELECT date('2030-01-01', '+' || value || ' days'), 'Day, ' || value
              FROM json_each(?)`,
        parameters: [JSON.stringify(Array.from({ length: 170 }, (_, i) => i))],
      },
    ]);
    const photo = `${'a'.repeat(30)}.jpg`;
    await app.photos.put(photo, { bytes: new Uint8Array([1, 2, 3]), type: 'image/jpeg' });
    const id = await ask({ photos: '1' });
    const { put } = app.files;
    let puts = 0;
    const stopped = Object.assign(Object.create(app.files) as typeof app.files, {
      put: (name: string, source: AsyncIterable<Uint8Array>) => {
        puts += 1;
        // Killed: nothing is written down of why.
        if (puts === 60) return new Promise<never>(() => undefined);
        return put.call(app.files, name, source);
      },
    });
    void makeDistrict({ ...maker(), files: stopped }, 'test', SMALL);
    await expect.poll(() => puts, { timeout: 15_000 }).toBe(60);
    const [half] = await app.rows<{ parts: number }>('SELECT parts FROM district_exports');
    expect(half?.parts).toBeGreaterThan(20);
    // Somebody seems to be at work.
    await makeDistrict(maker(), 'test', SMALL);
    expect(await app.rows('SELECT parts FROM district_exports')).toEqual([half]);
    app.later(121_000);
    await makeDistrict(maker(), 'test', { ...SMALL, reads: 40, bytes: 1_000_000 });
    const [made] = await app.rows('SELECT state, parts, bytes, making_at, failure FROM district_exports');
    expect(made).toMatchObject({ state: 'made', making_at: null, failure: '' });
    const bytes = await fetched(id);
    expect(made?.bytes).toBe(bytes.length);
    expect([...app.files.kept.keys()].filter((name) => name.includes('state'))).toEqual([]);

    const archive = await archiveOf(bytes);
    const manifest = JSON.parse(await textIn(archive, 'manifest.json')) as { tables: { name: string }[] };
    const empty = freshDatabase();
    const taken = await takeInDistrict(empty, archive, app.photos, () => undefined);
    expect(taken).toMatchObject({ photos: 1, logins: false });
    const pieces: Uint8Array[] = [];
    const options = { engine: empty, photos: app.photos, logins: false, version: 'test', now: 'x' };
    for await (const piece of districtZip(options)) pieces.push(piece);
    const again = JSON.parse(
      await textIn(await archiveOf(Buffer.concat(pieces)), 'manifest.json'),
    ) as typeof manifest;
    // History went on while it was written: what was read after the asking is of then.
    expect(again.tables).toEqual(manifest.tables);
  });

  test('is fetched by whoever may, each time told; one at a time, and for three days', async () => {
    const id = await ask();
    const second = await app.post(HERE, {}, w.ada);
    expect([second.status, second.text]).toEqual([422, expect.stringContaining('One is being written')]);
    expect((await app.post(`${HERE}/${id}/file`, {}, w.ada)).status).toBe(404);
    await makeDistrict(maker(), 'test');
    expect((await app.get(HERE, w.ada)).text).toContain('Ready');
    for (let n = 0; n < 2; n++) {
      const answer = await app.post(`${HERE}/${id}/file`, { idempotency_key: 'the-same-form-again' }, w.ada);
      expect(answer.headers.get('Content-Disposition')).toBe(
        'attachment; filename="district-2027-03-02.zip"',
      );
    }
    const byToken = await app.json('POST', `${HERE}/${id}/file`, {}, w.ada);
    expect(byToken.text.slice(0, 2)).toBe('PK');
    const taken = "SELECT count(*) AS n FROM records WHERE verb = 'district taken out'";
    expect(await app.rows(taken)).toEqual([{ n: 3 }]);
    expect((await app.post(`${HERE}/${id}/file`, {}, w.mara)).status).toBe(403);
    app.later(4 * 86_400_000);
    await makeDistrict(maker(), 'test');
    expect([app.files.kept.size, (await app.post(`${HERE}/${id}/file`, {}, w.ada)).status]).toEqual([0, 404]);
  });

  test('stopped while it is written it leaves nothing, in parts or at once', async () => {
    for (const way of ['parts', 'once']) {
      const id = await ask();
      const { put } = app.files;
      const files = Object.assign(Object.create(app.files) as typeof app.files, {
        put: async (name: string, source: AsyncIterable<Uint8Array>) => {
          const done = await put.call(app.files, name, source);
          if (name.endsWith('/1')) await app.post(`${HERE}/${id}/end`, {}, w.ada);
          return done;
        },
      });
      const place = { ...maker(), files };
      const elsewhere = (job: Parameters<typeof bytesOf>[1]) => bytesOf(maker(), job);
      await makeDistrict(way === 'once' ? { ...place, elsewhere } : place, 'test', SMALL);
      expect([way, [...app.files.kept.keys()]]).toEqual([way, []]);
    }
    expect(await app.rows('SELECT DISTINCT state FROM district_exports')).toEqual([{ state: 'ended' }]);
  });

  test('what cannot be written is told, and not tried for ever', async () => {
    const id = await ask();
    const elsewhere = async function* () {
      yield new Uint8Array(1);
      throw new Error('The disk is full');
    };
    const said = vi.spyOn(console, 'error').mockReturnValue(undefined);
    await makeDistrict({ ...maker(), elsewhere }, 'test');
    said.mockRestore();
    expect((await app.get(HERE, w.ada)).text).toContain('The disk is full');
    await makeDistrict(maker(), 'test');
    expect(await app.rows('SELECT state FROM district_exports WHERE id = ?', id)).toEqual([
      { state: 'failed' },
    ]);
  });
});
