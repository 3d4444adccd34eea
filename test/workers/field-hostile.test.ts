import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KilledWorker } from '../crash/killed-worker.ts';
import { LONG_D1, SEED, SHORT_D1, WHOLE } from '../field/amounts.ts';
import { type FieldDistrict, writeFieldDistrict } from '../field/district.ts';
import { cliCheck, hostileRun } from '../field/hostile-run.ts';
import { fileOfD1, keepAsD1 } from '../support/server-worker.ts';

const folder = mkdtempSync(join(tmpdir(), 'spudger-hostile-d1-'));
let district: FieldDistrict;

beforeAll(async () => {
  const path = join(folder, 'made.db');
  district = await writeFieldDistrict(path);
  await keepAsD1(folder, path);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test(
  'three Chromium phones on a hostile network, wrangler with its D1 killed: what each showed as kept is saved, once',
  async () => {
    const server = await KilledWorker.on(folder);
    const amounts = WHOLE ? LONG_D1 : SHORT_D1;
    const told = await hostileRun({ seed: SEED, amounts, server, district, file: () => fileOfD1(folder) });
    process.stdout.write(`D1: ${told}`);
    const checked = join(folder, 'checked');
    mkdirSync(checked);
    copyFileSync(fileOfD1(folder), join(checked, 'spudger.db'));
    expect(await cliCheck(checked)).toBe('');
  },
  WHOLE ? 5_400_000 : 600_000,
);
