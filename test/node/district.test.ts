import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import build from '../../scripts/build-setup.ts';
import { ZipArchive } from '../../src/cli/zip-file.ts';
import type { Manifest } from '../../src/exports/district.ts';
import { cli, scratch } from './files.ts';

const folder = scratch();

beforeAll(() => build(), 120_000);

async function tablesIn(path: string): Promise<Map<string, string>> {
  const archive = await ZipArchive.read(path);
  const pieces: Uint8Array[] = [];
  for await (const piece of archive.open('manifest.json')) pieces.push(piece);
  const { tables } = JSON.parse(Buffer.concat(pieces).toString('utf8')) as Manifest;
  return new Map(tables.map(({ name, rows, sha256 }) => [name, `${rows} ${sha256}`]));
}

test('a made district leaves, and an empty Spudger holds the same one', async () => {
  const [from, to] = [join(folder, 'from'), join(folder, 'to')];
  const [first, second] = [join(folder, 'first.zip'), join(folder, 'second.zip')];
  expect((await cli(from, ['demo', '--bulk', '--devices', '60'])).code).toBe(0);
  expect((await cli(from, ['export', first])).code).toBe(0);
  const again = await cli(from, ['export', first]);
  expect([again.code, again.err]).toEqual([1, expect.stringContaining('is there already')]);
  const taken = await cli(to, ['import', 'district', first]);
  expect([taken.code, taken.err]).toEqual([0, expect.stringContaining('Comparing')]);
  // Passwords stayed behind: each admin gets a way in.
  expect(JSON.parse(taken.out)).toMatchObject({
    logins: false,
    links: [{ link: expect.stringContaining('/reset/') }],
  });
  expect(JSON.parse((await cli(to, ['check'])).out)).toEqual({ ok: true, broken: [] });
  expect((await cli(to, ['export', second])).code).toBe(0);
  const [before, after] = [await tablesIn(first), await tablesIn(second)];
  // The links that were made are in the history.
  expect([...before.keys()].filter((name) => before.get(name) !== after.get(name))).toEqual(['records']);
  const filled = await cli(to, ['import', 'district', first]);
  expect([filled.code, filled.err]).toEqual([1, expect.stringContaining('not empty')]);
}, 120_000);
