import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openChromium, visit } from '../support/browser.ts';
import type { Server } from '../support/server.ts';

const ROWS = 220;
/** Makes rows so long that 220 of them are more than a form may send, in few rows. */
const REMARK = 'x'.repeat(120_000);

/** A device export of 26 MB: known devices first, the rest is new. */
function largeFile(): string {
  const rows = Array.from(
    { length: ROWS },
    (_, i) =>
      `7${String(i).padStart(4, '0')},5CD7${String(i).padStart(4, '0')}XYZ,Dell Chromebook 3100,MAP,${REMARK}`,
  );
  return ['Asset Tag,Serial Number,Model,Location,Long remark', ...rows].join('\n');
}

/**
 * The page's own script sends a file of more than 25 MB in parts of 20 MB; it is read from the parts, compared and
 * let in by the page's own requests.
 */
export async function bringLargeFile(server: Server): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'spudger-upload-'));
  const path = join(folder, 'large.csv');
  const text = largeFile();
  expect(text.length).toBeGreaterThan(26_000_000);
  writeFileSync(path, text);
  const browser = await openChromium();
  try {
    const { page, faults, go } = await visit(browser, server, { size: 'desk', person: server.cast.mara });
    const parts: string[] = [];
    page.on('request', (request) => {
      if (/\/parts\/\d+/.test(request.url()))
        parts.push(new URL(request.url()).pathname.split('/').at(-1) ?? '');
    });
    await go('/imports/new');
    await page.setInputFiles('input[type=file]', path);
    await page.getByRole('button', { name: 'Read the file' }).click();
    await page.getByRole('heading', { name: 'Which column is what' }).waitFor({ timeout: 60_000 });
    expect(parts).toEqual(['1', '2']);
    await page.getByRole('button', { name: 'Look at what would change' }).click();
    await page.getByRole('heading', { name: 'What it would change' }).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: `Let ${ROWS} rows in` }).click();
    await page.getByText(`${ROWS} rows went in`).waitFor({ timeout: 60_000 });
    expect(await go('/devices/70219')).toBe(200);
    expect(faults).toEqual([]);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
