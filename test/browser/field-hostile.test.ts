import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KilledServer } from '../crash/killed-server.ts';
import { LONG, SEED, SHORT, WHOLE } from '../field/amounts.ts';
import { type FieldDistrict, writeFieldDistrict } from '../field/district.ts';
import { cliCheck, hostileRun } from '../field/hostile-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'spudger-hostile-'));
const path = join(folder, 'spudger.db');
let district: FieldDistrict;

beforeAll(async () => {
  district = await writeFieldDistrict(path);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test(
  'three Chromium phones on a hostile network, killed like the server: what each showed as kept is saved, once',
  async () => {
    const server = await KilledServer.on(folder);
    const amounts = WHOLE ? LONG : SHORT;
    const told = await hostileRun({ seed: SEED, amounts, server, district, file: () => path });
    process.stdout.write(told);
    expect(await cliCheck(folder)).toBe('');
  },
  WHOLE ? 5_400_000 : 600_000,
);
