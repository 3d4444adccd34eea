import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import build from '../../scripts/build-setup.ts';
import { openSqlite, SqliteEngine } from '../../src/db/engine-sqlite.ts';
import { openData } from '../../src/node-data.ts';
import { testApp } from '../support/app.ts';
import { faultRows, stockWorld } from '../support/stock.ts';
import { makeWorld } from '../support/world.ts';
import { cli, scratch } from './files.ts';

const folder = scratch();
const PASSWORD = 'thirteen red bricks';

beforeAll(() => build(), 120_000);

const add = (data: string, name: string, args: string[], password = '') =>
  cli(data, ['user', 'add', '--email', `${name}@spudger.test`, '--name', `${name} Fern`, ...args], password);

describe('the command line', () => {
  test('explains itself, and says what is wrong with a call', async () => {
    const help = await cli(folder, ['--help']);
    expect(help.code).toBe(0);
    for (const name of ['migrate', 'user add', 'token add', 'search rebuild', 'backup FILE', 'restore FILE'])
      expect(help.out).toContain(name);
    const calls = [['nothing'], ['user', 'add'], ['backup'], ['backup', 'a', 'b'], ['migrate', '--force']];
    for (const call of calls) {
      const ran = await cli(folder, call);
      expect([call, ran.code, ran.out]).toEqual([call, 2, '']);
      expect(ran.err).toContain('--help says how');
    }
  });

  test('makes the database, users with a password or an invitation, and tokens', async () => {
    const data = join(folder, 'users');
    const migrated = await cli(data, ['migrate']);
    expect((JSON.parse(migrated.out) as { migrations: string[] }).migrations).toContain('0001_core.sql');
    const admin = await add(data, 'ada', ['--role', 'admin', '--password-stdin'], `${PASSWORD}\n`);
    expect(JSON.parse(admin.out)).toMatchObject({ email: 'ada@spudger.test' });
    const invited = await add(data, 'wren', ['--role', 'specialist', '--level', '2']);
    expect((JSON.parse(invited.out) as { invitation: string }).invitation).toMatch(
      /\/invitation\/[\w-]{43}$/,
    );
    const token = await cli(data, ['token', 'add', '--email', 'ada@spudger.test', '--name', 'script']);
    expect(token.out).toMatch(/^spudger_[\w-]{43}\n$/);
    const file = openSqlite(join(data, 'spudger.db'));
    const app = testApp(new SqliteEngine(file));
    const email = 'ada@spudger.test';
    expect((await app.post('/sign-in', { email, password: PASSWORD })).status).toBe(303);
    const { createApp } = await import('../../src/app.ts');
    const answer = await createApp(app.services).request('http://spudger.test/api/v1/locations', {
      headers: { Authorization: `Bearer ${token.out.trim()}` },
    });
    expect(answer.status).toBe(200);
    file.close();
  });

  test.each([
    [['--role', 'boss'], '', 'roles'],
    [['--role', 'specialist'], '', 'level'],
    [['--role', 'contact'], '', 'school'],
    [['--role', 'contact', '--site', 'NOPE'], '', 'NOPE'],
    [['--role', 'admin', '--password-stdin'], 'short', 'At least 10'],
  ])('refuses %j and makes nobody', async (args, typed, words) => {
    const data = join(folder, 'users');
    const ran = await add(data, 'nobody', args, typed);
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toContain(words);
  });

  test('search finds after a rebuild what it found before', async () => {
    const data = join(folder, 'search');
    const file = openData(data, () => {});
    const engine = new SqliteEngine(file);
    const w = await makeWorld(engine);
    await engine.batch(faultRows());
    await stockWorld(engine, w);
    const finds = (db: Sqlite.Database) =>
      [
        ['locations_fts', 'maple'],
        ['locations_fts', '"BIR-3"'],
        ['people_fts', 'fenn*'],
        ['people_fts', '700001'],
        ['models_fts', '3100'],
        ['identifiers_fts', '"482"'],
        ['identifiers_fts', '"1234XYZ"'],
        ['parts_fts', 'lcd'],
      ].map(([table, words]) =>
        db.prepare(`SELECT rowid FROM ${table} WHERE ${table} MATCH ? ORDER BY rowid`).pluck().all(words),
      );
    const before = finds(file);
    expect(before.every((rows) => rows.length > 0)).toBe(true);
    for (const table of ['locations', 'people', 'models', 'identifiers', 'parts'])
      file.exec(`INSERT INTO ${table}_fts (${table}_fts) VALUES ('delete-all')`);
    file.close();
    const ran = await cli(data, ['search', 'rebuild']);
    expect(ran.code).toBe(0);
    const again = new Sqlite(join(data, 'spudger.db'));
    expect(finds(again)).toEqual(before);
    again.close();
  });
});

describe('backup and restore refuse', () => {
  test('what is not there, what is there already, and what is no backup', async () => {
    const empty = join(folder, 'empty');
    expect((await cli(empty, ['backup', join(folder, 'x.tar')])).err).toContain('There is no database');
    expect((await cli(empty, ['restore', join(folder, 'missing.tar')])).err).toContain('There is no file');
    const data = join(folder, 'users');
    const tar = join(folder, 'users.tar');
    expect((await cli(data, ['backup', tar])).code).toBe(0);
    expect((await cli(data, ['backup', tar])).err).toContain('is there already');
    expect((await cli(data, ['restore', tar])).err).toContain('holds a database already');
    const whole = readFileSync(tar);
    for (const [name, bytes, words] of [
      ['cut.tar', whole.subarray(0, whole.length - 2_000), 'cut off'],
      ['half.tar', whole.subarray(0, whole.length / 2), 'cut off'],
      ['noise.tar', Buffer.from('x'.repeat(4_096)), 'not a backup'],
    ] as const) {
      writeFileSync(join(folder, name), bytes);
      const ran = await cli(join(folder, 'target'), ['restore', join(folder, name)]);
      expect([name, ran.code]).toEqual([name, 1]);
      expect(ran.err).toContain(words);
      expect(existsSync(join(folder, 'target', 'spudger.db'))).toBe(false);
    }
  });
});
