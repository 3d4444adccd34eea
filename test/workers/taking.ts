import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { expect } from 'vitest';
import { ZipArchive } from '../../src/cli/zip-file.ts';
import type { Server } from '../support/server.ts';

const HERE = '/settings/take-out';

/** A workbook of the devices, and the whole district: asked for, written in the background, fetched, unpacked. */
export async function takeOut(server: Server): Promise<void> {
  const { ada } = server.cast;
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { Authorization: `Bearer token-${ada}`, 'Content-Type': 'application/json' };
    const answer = await fetch(server.url + path, { ...init, headers });
    expect(answer.status, path).toBeLessThan(300);
    return answer;
  };
  const book = await readXlsx(
    new Uint8Array(await (await ask('/exports/lists/devices?format=xlsx&columns=tag')).arrayBuffer()),
  );
  expect(book.sheets[0]?.rows.flat()).toEqual(expect.arrayContaining(['Tag', '48213']));

  const { id } = (await (await ask('/api/v1/district-exports', { method: 'POST', body: '{}' })).json()) as {
    id: string;
  };
  const at = `/api/v1/district-exports/${id}`;
  const look = async () => (await (await ask(at)).json()) as { state: string; failure: string };
  await expect.poll(look, { timeout: 60_000, interval: 200 }).toMatchObject({ state: 'made', failure: '' });
  const bytes = await (await ask(`${HERE}/${id}/file`, { method: 'POST', body: '{}' })).arrayBuffer();
  const folder = mkdtempSync(join(tmpdir(), 'spudger-taken-'));
  try {
    writeFileSync(join(folder, 'district.zip'), new Uint8Array(bytes));
    const archive = await ZipArchive.read(join(folder, 'district.zip'));
    // Each is read to its end, by its length and its CRC.
    for (const name of archive.names()) for await (const _ of archive.open(name));
    expect(archive.names()).toEqual(expect.arrayContaining(['tables/devices.csv', 'manifest.json']));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
